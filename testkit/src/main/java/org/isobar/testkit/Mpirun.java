package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Starts Java programs under a real launcher of MPI, on this machine alone. */
public final class Mpirun {
  /** The launchers that the tests need; each has to be installed. */
  public enum Kind {
    OPEN_MPI("mpirun.openmpi", "Open MPI", "libmpi.so.40"),
    MPICH("mpirun.mpich", "MPICH", "libmpich.so.12");

    private final String command;
    private final String label;
    private final String library;

    Kind(String command, String label, String library) {
      this.command = command;
      this.label = label;
      this.library = library;
    }

    /** The one whose libraries do not fit. */
    public Kind other() {
      return this == OPEN_MPI ? MPICH : OPEN_MPI;
    }

    /** The family of libraries, in words. */
    public String label() {
      return label;
    }

    /** The command that starts ranks. */
    public String command() {
      return command;
    }

    /** Name of the library. */
    public String library() {
      return library;
    }

    private List<String> options() {
      return this == OPEN_MPI
          ? List.of("--allow-run-as-root", "--oversubscribe")
          : List.of("-iface", "lo");
    }
  }

  private static final Map<String, String> LOOPBACK =
      Map.of(
          "OMPI_MCA_oob_tcp_if_include", "lo",
          "OMPI_MCA_btl_tcp_if_include", "lo",
          // Silent where the kernel refuses to copy between processes, as in some containers.
          "OMPI_MCA_btl_vader_single_copy_mechanism", "none",
          "UCX_NET_DEVICES", "lo");

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final List<String> jvm = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>(LOOPBACK);
  private final List<String> options = new ArrayList<>();
  private List<String> binding;

  /** A launcher that starts so many ranks, which may use all processors. */
  public Mpirun(Kind kind, int ranks) {
    binding = kind == Kind.OPEN_MPI ? List.of("--bind-to", "none") : List.of();
    options.add(kind.command);
    options.addAll(kind.options());
    options.addAll(List.of("-n", Integer.toString(ranks)));
  }

  /** Further options of the launcher. */
  public Mpirun option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Options that say which processors ranks may use. */
  public Mpirun binding(String... to) {
    binding = List.of(to);
    return this;
  }

  /** Options for the JVMs. */
  public Mpirun jvm(String... more) {
    jvm.addAll(List.of(more));
    return this;
  }

  /** A variable of the environment of the launcher, and so of all ranks. */
  public Mpirun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** No launcher at all: one process on its own. */
  public Mpirun withoutLauncher() {
    options.clear();
    binding = List.of();
    return this;
  }

  /** What a run left. */
  public record Outcome(int status, String out, String err, double seconds) {
    /** Fails unless the exit status is 0. */
    public Outcome succeeded() {
      assertEquals(0, status, this::toString);
      return this;
    }

    /** Fails if the exit status is 0. */
    public Outcome failed() {
      assertTrue(status != 0, this::toString);
      return this;
    }

    /** Fails unless a text was printed. */
    public Outcome says(String text) {
      assertTrue(out.contains(text) || err.contains(text), () -> "'" + text + "' in " + this);
      return this;
    }

    /** Fails if a text was printed. */
    public Outcome saysNot(String text) {
      assertFalse(out.contains(text) || err.contains(text), this::toString);
      return this;
    }

    @Override
    public String toString() {
      return "exit status " + status + " after " + seconds + " s\n" + out + "\n--\n" + err;
    }
  }

  /** Runs a main class to its end; a run that does not end is killed, and a failure. */
  public Outcome run(Class<?> main, String... arguments) throws Exception {
    try (Running running = start(main, arguments)) {
      return running.await(60);
    }
  }

  /** Starts a main class. */
  public Running start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(options);
    command.addAll(binding);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path folder = Files.createTempDirectory("isobar-mpirun");
    // Ranks that are killed leave their segments behind: here they are found again.
    Path shared =
        Files.isDirectory(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, "isobar-mpirun")
            : Files.createDirectory(folder.resolve("shared"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMPI_MCA_btl_vader_backing_directory", shared.toString());
    builder.environment().putAll(environment);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return new Running(builder.start(), folder, shared, System.nanoTime());
  }

  /** A launcher that runs. */
  public record Running(Process launcher, Path folder, Path shared, long began)
      implements AutoCloseable {

    /** Waits for the end; fails if it does not come in time. */
    public Outcome await(int seconds) throws Exception {
      boolean ended = launcher.waitFor(seconds, TimeUnit.SECONDS);
      double took = (System.nanoTime() - began) / 1e9;
      assertTrue(ended, () -> "still running after " + took + " s: " + out() + "\n" + err());
      return new Outcome(launcher.exitValue(), out(), err(), took);
    }

    /** What was printed so far. */
    public String out() {
      return read("out");
    }

    /** What the error stream got so far. */
    public String err() {
      return read("err");
    }

    private String read(String name) {
      try {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** Waits until a text has been printed. */
    public void awaitOut(String text) throws Exception {
      await(text, this::out);
    }

    /** Waits until the error stream got a text. */
    public void awaitErr(String text) throws Exception {
      await(text, this::err);
    }

    private void await(String text, Supplier<String> printed) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (true) {
        boolean alive = launcher.isAlive();
        if (printed.get().contains(text)) {
          return;
        }
        assertTrue(alive, () -> "ended without '" + text + "': " + out() + err());
        assertTrue(System.nanoTime() < end, () -> "no '" + text + "': " + out() + err());
        launcher.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }

    /** Kills what still runs, the ranks first. */
    @Override
    public void close() throws IOException {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly().onExit().join();
      try (Stream<Path> segments = Files.list(shared)) {
        for (Path segment : segments.toList()) {
          Files.deleteIfExists(segment);
        }
      }
      Files.deleteIfExists(shared);
      Files.deleteIfExists(folder.resolve("out"));
      Files.deleteIfExists(folder.resolve("err"));
      Files.deleteIfExists(folder);
    }
  }
}
