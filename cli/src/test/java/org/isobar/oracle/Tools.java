package org.isobar.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the programs that the suite asks. */
final class Tools {
  /** Debian's Python: the one that has the packages. */
  static final String PYTHON = "/usr/bin/python3";

  static final Path PYTHON_FOLDER = Path.of("src", "test", "python").toAbsolutePath();

  private Tools() {}

  /** How a program ended and what it said. */
  record Ended(int status, String out, String err) {}

  /** Runs a program; one that is missing or does not end in time is an error of the suite. */
  static Ended run(List<String> command, Duration patience) {
    try {
      Path out = Files.createTempFile("oracle", ".out");
      Path err = Files.createTempFile("oracle", ".err");
      try {
        return run(command, patience, out, err);
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot run " + command.getFirst() + " (./verify installs it)", e);
    }
  }

  private static Ended run(List<String> command, Duration patience, Path out, Path err)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // One thread is enough for small files, and two workers run at once.
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException("no end of " + command + " within " + patience);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
    return new Ended(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** Runs a program that must succeed. */
  static Ended mustRun(List<String> command, Duration patience) {
    Ended ended = run(command, patience);
    if (ended.status() != 0) {
      throw new IllegalStateException(command + " failed: " + ended.err());
    }
    return ended;
  }

  /** Removes a file, or a folder and all in it; nothing if it is not there. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
