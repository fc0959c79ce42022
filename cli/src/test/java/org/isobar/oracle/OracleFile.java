package org.isobar.oracle;

import java.nio.file.Path;

/**
 * A file to compare on.
 *
 * @param label how messages and differences.txt name it
 * @param origin where it is from
 * @param path where it is
 * @param bytes its size
 */
record OracleFile(String label, Origin origin, Path path, long bytes) {

  /** Where files are from. */
  enum Origin {
    GENERATED("generated"),
    PACKAGED("of Debian packages"),
    GIVEN("of ISOBAR_TEST_DATA");

    final String words;

    Origin(String words) {
      this.words = words;
    }
  }
}
