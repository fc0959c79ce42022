package org.isobar.backend.mpi.binding;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.isobar.error.BackendException;

/**
 * The C functions. They are constants because the JVM compiles calls of constant handles into plain
 * calls; the class is initialised by {@link #load}, which says why it failed.
 */
final class Native {
  static final Launcher LAUNCHER = Launcher.of(System.getenv());
  static final NativeLibrary LIBRARY =
      NativeLibrary.load(LAUNCHER, Optional.ofNullable(System.getProperty(NativeLibrary.PROPERTY)));
  static final Abi ABI = LIBRARY.abi();

  // One letter an argument: i int, p pointer, h handle (int or pointer in C, long here).
  static final MethodHandle INIT_THREAD = bind("MPI_Init_thread", "ppip");
  static final MethodHandle FINALIZE = bind("MPI_Finalize", "");
  static final MethodHandle ABORT = bind("MPI_Abort", "hi");
  static final MethodHandle COMM_RANK = bind("MPI_Comm_rank", "hp");
  static final MethodHandle COMM_SIZE = bind("MPI_Comm_size", "hp");
  static final MethodHandle SET_ERRHANDLER = bind("MPI_Comm_set_errhandler", "hh");
  static final MethodHandle ERROR_STRING = bind("MPI_Error_string", "ipp");
  static final MethodHandle LIBRARY_VERSION = bind("MPI_Get_library_version", "pp");
  static final MethodHandle PROCESSOR_NAME = bind("MPI_Get_processor_name", "pp");
  static final MethodHandle SEND = bind("MPI_Send", "pihiih");
  static final MethodHandle RECV = bind("MPI_Recv", "pihiihp");
  static final MethodHandle ISEND = bind("MPI_Isend", "pihiihp");
  static final MethodHandle TEST = bind("MPI_Test", "ppp");
  static final MethodHandle IMPROBE = bind("MPI_Improbe", "iihppp");
  static final MethodHandle IMRECV = bind("MPI_Imrecv", "pihpp");
  static final MethodHandle GET_COUNT = bind("MPI_Get_count", "php");

  private Native() {}

  /**
   * Loads the library, once.
   *
   * @throws BackendException if there is none, or it does not belong to the launcher
   */
  static void load() {
    try {
      MethodHandles.lookup().ensureInitialized(Native.class);
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof BackendException reason) {
        throw reason;
      }
      throw e;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // That is what this package is for.
  private static MethodHandle bind(String function, String arguments) {
    MemorySegment code =
        LIBRARY
            .symbols()
            .find(function)
            .orElseThrow(
                () -> new BackendException("the library " + LIBRARY.name() + " lacks " + function));
    MemoryLayout[] layouts =
        arguments
            .chars()
            .mapToObj(c -> c == 'i' ? JAVA_INT : c == 'p' ? ADDRESS : ABI.handle())
            .toArray(MemoryLayout[]::new);
    Class<?>[] types =
        arguments
            .chars()
            .mapToObj(c -> c == 'i' ? int.class : c == 'p' ? MemorySegment.class : long.class)
            .toArray(Class<?>[]::new);
    MethodHandle raw =
        Linker.nativeLinker().downcallHandle(code, FunctionDescriptor.of(JAVA_INT, layouts));
    return MethodHandles.explicitCastArguments(raw, MethodType.methodType(int.class, types));
  }
}
