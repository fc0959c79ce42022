package org.isobar.engine.plan;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.expr.Map;

/**
 * Which cell-by-cell operations are computed apart, over their own dimensions, because the domain
 * repeats them: the product of two weights in a series of maps.
 */
public final class Hoisting {
  private static final int REPEATS = 4;

  private Hoisting() {}

  /** Whether the domain has each cell of the operation's result several times. */
  public static boolean applies(Map map, List<Dim> domain) {
    // In floating point: the sizes of both may be beyond a long.
    double cells = 1;
    for (Dim d : map.dims()) {
      cells *= d.size();
    }
    double all = 1;
    for (Dim d : domain) {
      all *= d.size();
    }
    return all >= REPEATS * cells;
  }
}
