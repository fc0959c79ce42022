package org.isobar.oracle;

import java.nio.file.Path;

/** What a command makes. */
enum Product {
  FILE,
  /** Words on standard output. */
  TEXT,
  /** Files in a folder, by a prefix of their names. */
  FILES;

  private static final String PREFIX = "part";

  /** The word that stands for the output on the command line, where there is one. */
  String word(Path answer) {
    return this == FILES ? answer.resolve(PREFIX).toString() : answer.toString();
  }
}
