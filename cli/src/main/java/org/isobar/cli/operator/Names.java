package org.isobar.cli.operator;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/** Names of variables as users ask for them. */
final class Names {
  private Names() {}

  /** The last element of a path: names in listings and of files are without groups. */
  static String plain(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether a name is meant: by itself, by its last element, or by a pattern with * and ?. */
  static boolean matches(String asked, String name) {
    String last = plain(name);
    if (asked.indexOf('*') < 0 && asked.indexOf('?') < 0) {
      return asked.equals(name) || asked.equals(last);
    }
    PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + asked);
    return glob.matches(Path.of(last));
  }
}
