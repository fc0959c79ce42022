package org.isobar.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The real CDO's answers for a file, one file each in a folder.
 *
 * <p>Most of a run of CDO is its start: all operators on a file are runs of one small shell script,
 * which spares the JVM as many forks.
 */
final class Cdo {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String SCRIPT = "script.sh";

  /** In double precision, so that neither packed nor single-precision storage blurs answers. */
  private static final String CALL = "timeout 60 cdo -s -O --double -b F64 ";

  /** Its lines are left out where it is silent. */
  private static final String COMPARE = "timeout 60 cdo ";

  private final Path folder;

  private Cdo(Path folder) {
    this.folder = folder;
  }

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
   * Asks for the results of operations on a file. Where the folder has the answers to the same
   * questions, they stay.
   *
   * @param commands words of each command, without output
   */
  static Cdo ask(List<Command> commands, Path folder) {
    try {
      Files.createDirectories(folder);
      String script = commands.stream().map(c -> line(c, folder)).collect(Collectors.joining());
      Path path = folder.resolve(SCRIPT);
      if (!Files.exists(path) || !Files.readString(path).equals(script)) {
        Tools.mustRun(List.of("sh", "-c", "set +e\n" + script + "true\n"), PATIENCE);
        Files.writeString(path, script, StandardCharsets.UTF_8);
      }
      return new Cdo(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep answers of cdo in " + folder, e);
    }
  }

  /**
   * What to run.
   *
   * @param words operator and inputs, without output
   * @param product what it makes
   * @param exitCode whether the exit code is part of the answer
   * @param key name for the answer's file
   */
  record Command(List<String> words, Product product, boolean exitCode, String key) {}

  /** An aborted run leaves no file, whatever it had written. */
  private static String line(Command c, Path folder) {
    String words = c.words().stream().map(Cdo::quoted).collect(Collectors.joining(" "));
    Path answer = folder.resolve(c.key());
    String output = quoted(answer.toString());
    if (c.exitCode()) {
      String errors = quoted(folder.resolve("errors").toString());
      return COMPARE
          + words
          + " >"
          + output
          + " 2>"
          + errors
          + "; echo exit code $? >>"
          + output
          + "; grep -qE 'Abort|Open failed' "
          + errors
          + " && rm -f "
          + output
          + "\n";
    }
    return (c.product() == Product.FILES ? "mkdir " + output + " && " : "")
        + CALL
        + words
        + (c.product() == Product.TEXT ? " >" : " ")
        + quoted(c.product().word(answer))
        + " 2>/dev/null || rm -rf "
        + output
        + "\n";
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** The answer to a command; nothing if CDO aborted. */
  Optional<Path> answer(Command command) {
    return Optional.of(folder.resolve(command.key())).filter(Files::exists);
  }

  /** Removes all answers. */
  void forget() throws IOException {
    Tools.delete(folder);
  }
}
