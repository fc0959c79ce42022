package org.isobar.backend.mpi.binding;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.error.BackendException;

/** Finds and loads the MPI library that belongs to the launcher of this process. */
record NativeLibrary(String name, SymbolLookup symbols, Abi abi) {
  /** System property that names the library: a path, or a name the dynamic linker knows. */
  static final String PROPERTY = "isobar.mpi.library";

  /**
   * Set before libraries load, unless the environment has them. UCX (which MPICH and some builds of
   * Open MPI use) and the PSM libraries would else take SIGSEGV and others, on which the JVM relies
   * for null checks and safepoints: its first null check would kill the process.
   */
  private static final Map<String, String> SIGNALS_ARE_OURS =
      Map.of(
          "UCX_ERROR_SIGNALS", "",
          "UCX_DEBUG_SIGNO", "0",
          "IPATH_NO_BACKTRACE", "1",
          "HFI_NO_BACKTRACE", "1");

  /**
   * Loads the library named by the property, else that of the launcher, else any.
   *
   * @throws BackendException if there is none, or it does not belong to the launcher
   */
  static NativeLibrary load(Launcher launcher, Optional<String> named) {
    SIGNALS_ARE_OURS.forEach(NativeLibrary::setIfAbsent);
    List<String> names = named.map(List::of).orElseGet(() -> candidates(launcher));
    for (String name : names) {
      Optional<SymbolLookup> found = open(name);
      if (found.isPresent()) {
        Abi abi = Abi.of(found.get(), name);
        Optional<String> objection = launcher.objectionTo(abi.family(), name);
        if (objection.isPresent()) {
          throw new BackendException(objection.get());
        }
        return new NativeLibrary(name, found.get(), abi);
      }
    }
    throw new BackendException(
        "no MPI library was found: looked for "
            + String.join(", ", names)
            + (launcher.name().isEmpty() ? "" : " because " + launcher.name() + " started this")
            + "; install Open MPI or MPICH, or name the library with -D"
            + PROPERTY
            + "=");
  }

  private static List<String> candidates(Launcher launcher) {
    List<String> names = new ArrayList<>();
    for (Family family : Family.values()) {
      if (launcher.family().isEmpty() || launcher.family().get() == family) {
        names.addAll(family.libraries());
      }
    }
    return names;
  }

  @SuppressWarnings("restricted") // That is what this package is for.
  private static Optional<SymbolLookup> open(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException absent) {
      return Optional.empty();
    }
  }

  /** Sets a variable of the process itself: Java's own map of the environment is a copy. */
  @SuppressWarnings("restricted") // That is what this package is for.
  private static void setIfAbsent(String variable, String value) {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setenv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int) setenv.invokeExact(arena.allocateFrom(variable), arena.allocateFrom(value), 0);
      if (failed != 0) {
        throw new BackendException("the variable " + variable + " could not be set");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
