package org.isobar.engine.planner.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;

/**
 * A selection by dimension name, which can be made on any expression that has some of the
 * dimensions.
 */
final class Cuts {
  /** The indices kept along one dimension, and whether the dimension vanishes. */
  record Cut(long start, long count, long stride, boolean drop) {
    Cut {
      // One way to write each selection, so that equal ones are found to be equal.
      start = count == 0 ? 0 : start;
      stride = count <= 1 ? 1 : stride;
    }

    boolean keepsAll(long size) {
      return count == size && stride == 1 && !drop;
    }

    /** This selection of what another one left. */
    Cut after(Cut first) {
      return new Cut(first.start + start * first.stride, count, stride * first.stride, drop);
    }
  }

  private final Map<String, Cut> byDim;

  private Cuts(Map<String, Cut> byDim) {
    this.byDim = byDim;
  }

  static Cuts of(Select select) {
    Map<String, Cut> cuts = new LinkedHashMap<>();
    Region r = select.region();
    for (int d = 0; d < r.rank(); d++) {
      cuts.put(
          select.input().dims().get(d).name(),
          new Cut(r.start(d), r.count(d), r.stride(d), select.drop().get(d)));
    }
    return new Cuts(cuts);
  }

  static Cuts along(String dim, Cut cut) {
    return new Cuts(Map.of(dim, cut));
  }

  /** The cut of a dimension; all of it if none is known. */
  Cut get(Dim dim) {
    return byDim.getOrDefault(dim.name(), new Cut(0, dim.size(), 1, false));
  }

  Cuts with(String dim, Cut cut) {
    Map<String, Cut> more = new LinkedHashMap<>(byDim);
    more.put(dim, cut);
    return new Cuts(more);
  }

  Cuts without(String dim) {
    Map<String, Cut> fewer = new LinkedHashMap<>(byDim);
    fewer.remove(dim);
    return new Cuts(fewer);
  }

  /** Whether the selection leaves an expression as it is. */
  boolean keepAll(Expr e) {
    return e.dims().stream().allMatch(d -> get(d).keepsAll(d.size()));
  }

  /** The selected part of an expression; itself if that is all. */
  Expr of(Expr e) {
    if (keepAll(e)) {
      return e;
    }
    List<Dim> dims = e.dims();
    long[] start = new long[dims.size()];
    long[] count = new long[start.length];
    long[] stride = new long[start.length];
    List<Boolean> drop = new ArrayList<>();
    for (int d = 0; d < start.length; d++) {
      Cut cut = get(dims.get(d));
      start[d] = cut.start();
      count[d] = cut.count();
      stride[d] = cut.stride();
      drop.add(cut.drop());
    }
    return new Select(e, Region.of(start, count, stride), drop);
  }
}
