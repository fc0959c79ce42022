package org.isobar;

import java.util.HashSet;
import java.util.Set;

/** Gives out names that are unique in a file without groups. */
final class LayoutNames {
  private final Set<String> taken = new HashSet<>();

  /**
   * A name for a data variable: the last element of its path, or the path with underscores where
   * that is taken.
   */
  String data(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return taken.add(last) ? last : unique(path.replace('/', '_'));
  }

  /** The name itself, or with a number behind it if it is taken. */
  String unique(String wanted) {
    String flat = wanted.substring(wanted.lastIndexOf('/') + 1);
    String name = flat;
    for (int i = 2; !taken.add(name); i++) {
      name = flat + "_" + i;
    }
    return name;
  }
}
