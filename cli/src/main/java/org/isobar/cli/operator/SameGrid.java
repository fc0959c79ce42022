package org.isobar.cli.operator;

import java.util.List;
import org.isobar.Field;
import org.isobar.data.Dim;

/** Brings variables whose grids have the same shape onto the dimension names of one of them. */
final class SameGrid {
  private static final String BETWEEN = "\u0000";

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
    List<String> gridOfA = grid(la, lb, a);
    List<String> gridOfB = grid(lb, la, b);
    if (!sizes(a, gridOfA).equals(sizes(b, gridOfB))) {
      throw call.refuse("different grids: " + describe(a, first) + ", " + describe(b, second));
    }
    boolean oneLevel = Layout.cells(a, la.levels()) == 1 || Layout.cells(b, lb.levels()) == 1;
    boolean sameLevels = sizes(a, la.levels()).equals(sizes(b, lb.levels()));
    if (!sameLevels && !(oneLevel && repeat)) {
      throw call.refuse("different levels: " + describe(a, first) + ", " + describe(b, second));
    }
    Field out = named(b, gridOfB, gridOfA);
    return sameLevels ? named(out, lb.levels(), la.levels()) : out;
  }

  /**
   * The horizontal dimensions, y before x where both variables have both, whatever the order that
   * the file stores them in; else as they come.
   */
  static List<String> grid(Layout own, Layout other, Field f) {
    boolean planes = isPlane(own) && isPlane(other);
    return planes ? List.of(own.y().orElseThrow(), own.x().orElseThrow()) : own.horizontal(f);
  }

  private static boolean isPlane(Layout layout) {
    return layout.kind() != Layout.Kind.GENERIC && layout.y().isPresent() && layout.x().isPresent();
  }

  /** The variable with dimensions renamed, all at once: names may change places. */
  static Field named(Field f, List<String> from, List<String> to) {
    Field out = f;
    for (int i = 0; i < from.size(); i++) {
      if (!from.get(i).equals(to.get(i))) {
        out = out.renameDim(from.get(i), BETWEEN + to.get(i));
      }
    }
    for (int i = 0; i < from.size(); i++) {
      if (!from.get(i).equals(to.get(i))) {
        out = out.renameDim(BETWEEN + to.get(i), to.get(i));
      }
    }
    return out;
  }

  /** Sizes of some dimensions, in the order asked for. */
  static List<Long> sizes(Field f, List<String> dims) {
    return dims.stream()
        .flatMap(name -> f.dims().stream().filter(d -> d.name().equals(name)).map(Dim::size))
        .toList();
  }

  static String describe(Field f, Source s) {
    return "'" + f.name() + "' of " + s.label() + " has " + f.dims();
  }
}
