package org.isobar.io.netcdf.nc4;

import org.isobar.data.Region;

/** Walks a box inside a larger one, both row-major, in stretches that are dense in both. */
final class Rows {
  private Rows() {}

  /** Takes a stretch of cells: where it begins in the outer and in the inner box. */
  @FunctionalInterface
  interface Action {
    void row(long outer, long inner, long cells);
  }

  /**
   * Calls for each stretch, in order.
   *
   * @param outer shape of the larger box
   * @param inner the smaller one, in indices of the larger; without strides
   */
  static void forEach(long[] outer, Region inner, Action action) {
    if (inner.size() == 0) {
      return;
    }
    int rank = outer.length;
    int split = rank;
    long cells = 1;
    // Dimensions that are whole join those outside of them into one stretch.
    while (split > 0) {
      split--;
      cells *= inner.count(split);
      if (inner.count(split) != outer[split]) {
        break;
      }
    }
    long[] step = new long[rank];
    long s = 1;
    for (int d = rank - 1; d >= 0; d--) {
      step[d] = s;
      s *= outer[d];
    }
    long base = 0;
    for (int d = 0; d < rank; d++) {
      base += inner.start(d) * step[d];
    }
    walk(inner, step, split, base, cells, action);
  }

  private static void walk(
      Region inner, long[] step, int split, long base, long cells, Action action) {
    long[] at = new long[split];
    long position = base;
    long done = 0;
    while (true) {
      action.row(position, done, cells);
      done += cells;
      int d = split - 1;
      while (d >= 0 && at[d] + 1 == inner.count(d)) {
        position -= at[d] * step[d];
        at[d--] = 0;
      }
      if (d < 0) {
        return;
      }
      at[d]++;
      position += step[d];
    }
  }
}
