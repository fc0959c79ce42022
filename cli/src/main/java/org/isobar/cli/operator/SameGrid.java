package org.isobar.cli.operator;

import java.util.List;
import org.isobar.Field;
import org.isobar.data.Dim;

/** Brings variables whose grids have the same shape onto the dimension names of one of them. */
final class SameGrid {
  private SameGrid() {}

  /**
   * The second variable with its horizontal dimensions and levels named as the first's.
   *
   * @param repeat whether a single level may meet several
   * @throws CommandException naming both if grids or levels have other sizes
   */
  static Field of(Call call, Field a, Source first, Field b, Source second, boolean repeat) {
    Layout la = Layout.of(a);
    Layout lb = Layout.of(b);
    if (!sizes(a, la.horizontal(a)).equals(sizes(b, lb.horizontal(b)))) {
      throw call.refuse("different grids: " + describe(a, first) + ", " + describe(b, second));
    }
    boolean oneLevel = Layout.cells(a, la.levels()) == 1 || Layout.cells(b, lb.levels()) == 1;
    boolean sameLevels = sizes(a, la.levels()).equals(sizes(b, lb.levels()));
    if (!sameLevels && !(oneLevel && repeat)) {
      throw call.refuse("different levels: " + describe(a, first) + ", " + describe(b, second));
    }
    Field out = named(b, lb.horizontal(b), la.horizontal(a));
    return sameLevels ? named(out, lb.levels(), la.levels()) : out;
  }

  /** The variable with dimensions renamed one by one. */
  static Field named(Field f, List<String> from, List<String> to) {
    Field out = f;
    for (int i = 0; i < from.size(); i++) {
      if (!from.get(i).equals(to.get(i))) {
        out = out.renameDim(from.get(i), to.get(i));
      }
    }
    return out;
  }

  private static List<Long> sizes(Field f, List<String> dims) {
    return f.dims().stream().filter(d -> dims.contains(d.name())).map(Dim::size).toList();
  }

  static String describe(Field f, Source s) {
    return "'" + f.name() + "' of " + s.label() + " has " + f.dims();
  }
}
