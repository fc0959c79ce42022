package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;

/**
 * Runs commands as if a folder were the current one: words that end in {@code .nc}, and the last
 * word of commands that split, are names in it.
 */
final class Runner {
  private final Path folder;
  private final Map<String, String> environment;

  Runner(Path folder) {
    this(folder, Map.of());
  }

  private Runner(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** The same with variables of the environment. */
  Runner in(Map<String, String> variables) {
    return new Runner(folder, variables);
  }

  /** How a command ended and what it said. */
  record Ended(int status, String out, String err) {}

  Ended run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = Arrays.asList(words.clone());
    all.replaceAll(w -> w.endsWith(".nc") ? folder.resolve(w).toString() : w);
    if (Arrays.stream(words).anyMatch(w -> w.startsWith("split"))) {
      all.set(all.size() - 1, folder + "/" + all.getLast());
    }
    int status =
        Main.run(
            all,
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed and say nothing; what it prints. */
  String succeeds(String... words) {
    Ended ended = run(words);
    assertEquals("", ended.err());
    assertEquals(0, ended.status());
    return ended.out();
  }

  /** Runs a command that must succeed; what it says on standard error. */
  String warns(String... words) {
    Ended ended = run(words);
    assertEquals(0, ended.status(), ended::err);
    return ended.err();
  }

  /** Runs a command that must fail; what it says. */
  String fails(String... words) {
    Ended ended = run(words);
    assertNotEquals(0, ended.status());
    assertEquals("", ended.out());
    assertEquals(1, ended.err().lines().count(), ended::err);
    return ended.err();
  }

  double[] values(String file, String variable) {
    try (Backend backend = LocalBackend.create(1)) {
      return Dataset.open(folder.resolve(file)).field(variable).compute(backend).values();
    }
  }
}
