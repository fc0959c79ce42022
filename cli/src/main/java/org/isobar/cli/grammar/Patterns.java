package org.isobar.cli.grammar;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.isobar.Dataset;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Operator;
import org.isobar.error.DatasetException;

/** Patterns of file names, for those who quote them so that the shell leaves them alone. */
final class Patterns {
  private Patterns() {}

  /**
   * The files that a word means, sorted by name; the word itself where it is no pattern, or a file
   * has just this name.
   */
  static List<String> files(Operator reader, String word) {
    boolean pattern = word.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    if (!pattern || exists(word)) {
      return List.of(word);
    }
    try {
      return Dataset.files(word);
    } catch (DatasetException e) {
      throw new CommandException(reader.name(), e);
    }
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
