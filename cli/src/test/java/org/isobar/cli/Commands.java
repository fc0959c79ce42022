package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.time.DateTime;

/** Runs command lines in this JVM and reads what they wrote. */
final class Commands {
  private final Path folder;

  Commands(Path folder) {
    this.folder = folder;
  }

  /** What a command said, and the file it wrote if it did. */
  record Ended(int status, String said, Optional<Path> file) {}

  /** Runs words (blanks part them; {@code ~} stands for a blank within) and an output. */
  Ended run(String command) {
    Path out = folder.resolve("out" + System.nanoTime() + ".nc");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      Path file = folder.resolve(word);
      words.add(word.endsWith(".nc") ? file.toString() : word.replace('~', ' '));
    }
    words.add(out.toString());
    int status = Main.run(words, stream, stream);
    Optional<Path> file = Optional.of(out).filter(Files::exists);
    return new Ended(status, said.toString(StandardCharsets.UTF_8), file);
  }

  /** The file that a command writes; it must succeed and say nothing. */
  Path file(String command) {
    Ended ended = run(command);
    assertEquals("", ended.said());
    assertEquals(0, ended.status());
    return ended.file().orElseThrow();
  }

  Dataset dataset(String command) {
    return Dataset.open(file(command));
  }

  double[] values(String command, String name) {
    return values(dataset(command).field(name));
  }

  static double[] values(Field f) {
    try (Backend backend = LocalBackend.create(1)) {
      return f.compute(backend).values();
    }
  }

  /** What a command says that succeeds, with a warning. */
  String warning(String command) {
    Ended ended = run(command);
    assertEquals(0, ended.status(), ended.said());
    assertTrue(ended.said().contains("(Warning)"), ended.said());
    return ended.said();
  }

  /** What a command says that is refused; it writes nothing. */
  String refusal(String command) {
    Ended ended = run(command);
    assertEquals(1, ended.status(), ended.said());
    assertTrue(ended.file().isEmpty(), "a file was written");
    return ended.said();
  }

  /** The dates of a variable, to the minute. */
  static List<String> dates(Field f) {
    Coordinate time = f.coordinate(Axis.T);
    List<String> out = new ArrayList<>();
    for (double v : time.values()) {
      DateTime d = time.time().orElseThrow().decode(v);
      out.add(d.toString().substring(0, 16));
    }
    return out;
  }
}
