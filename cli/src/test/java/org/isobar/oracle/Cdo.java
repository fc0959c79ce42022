package org.isobar.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The real CDO. */
final class Cdo {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Cdo() {}

  /**
   * The version; an error if there is no cdo, because a suite that is left out looks like one that
   * passes.
   */
  static String version() {
    Tools.Ended ended = Tools.run(List.of("cdo", "--version"), PATIENCE);
    return (ended.err() + ended.out()).lines().findFirst().orElse("cdo of unknown version");
  }

  /** The names of a file's variables; nothing if CDO cannot open it. */
  static Optional<List<String>> names(Path file) {
    Tools.Ended ended = Tools.run(List.of("cdo", "-s", "showname", file.toString()), PATIENCE);
    if (ended.status() != 0) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(ended.out().strip().split("\\s+")).filter(n -> !n.isEmpty()).toList());
  }

  /**
   * Runs an operator in double precision, so that neither packed nor single-precision storage blurs
   * its answer.
   *
   * @return whether it wrote its result to {@code output}; an aborted run leaves no file
   */
  static boolean run(List<String> words, boolean prints, Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of("cdo", "-s", "-O", "--double", "-b", "F64"));
    command.addAll(words);
    if (!prints) {
      command.add(output.toString());
    }
    Tools.Ended ended = Tools.run(command, PATIENCE);
    if (ended.status() != 0) {
      Files.deleteIfExists(output);
      return false;
    }
    if (prints) {
      Files.writeString(output, ended.out(), StandardCharsets.ISO_8859_1);
    }
    return Files.exists(output);
  }
}
