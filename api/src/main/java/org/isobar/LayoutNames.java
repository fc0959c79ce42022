package org.isobar;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Gives out names that are unique in a file without groups. */
final class LayoutNames {
  private final Set<String> taken = new HashSet<>();

  /**
   * A name for a data variable: the last element of its path, or the path with underscores where
   * that is taken.
   */
  String data(String path) {
    String last = flat(path);
    return taken.add(last) ? last : unique(path.replace('/', '_'));
  }

  /** The name itself, or with a number behind it if it is taken. */
  String unique(String wanted) {
    String name = free(wanted, n -> false);
    taken.add(name);
    return name;
  }

  /** The name that {@link #unique} would give, and that is not refused. */
  String free(String wanted, Predicate<String> refused) {
    String flat = flat(wanted);
    String name = flat;
    for (int i = 2; taken.contains(name) || refused.test(name); i++) {
      name = flat + "_" + i;
    }
    return name;
  }

  /** A name without the groups that its path goes through. */
  static String flat(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
