package org.isobar.io.netcdf.hdf5;

import org.isobar.data.Region;

/**
 * The part of a region that lies in a box of the array, as rows: runs of values at a constant
 * distance both in the box (row-major over its own shape) and next to each other in the region.
 * Dimensions that are covered whole on both sides merge, so that rows are long.
 */
final class Overlap {
  /** Receives the rows. */
  interface Rows {
    /**
     * Takes one row.
     *
     * @param from number of its first value in the box
     * @param step distance between its values in the box
     * @param count number of values
     * @param at index of its first value in the region
     */
    void row(long from, long step, int count, int at);
  }

  private final int rank;
  private final long[] counts;
  private final long[] boxSteps;
  private final long[] regionSteps;
  private long from;
  private long at;
  private boolean empty;

  /**
   * The overlap of a region with the box {@code [origin, origin + shape)}, cut off at {@code
   * limit}.
   *
   * @param shape shape of the box, in which its values lie row-major
   * @param limit end of the valid cells along each dimension
   */
  Overlap(Region region, long[] origin, long[] shape, long[] limit) {
    int d = region.rank();
    long[] n = new long[d];
    long[] inBox = new long[d];
    long[] inRegion = new long[d];
    long boxStep = 1;
    long regionStep = 1;
    for (int k = d - 1; k >= 0; k--) {
      long stride = region.stride(k);
      long end = Math.min(origin[k] + shape[k], limit[k]);
      long first = Math.ceilDiv(Math.max(0, origin[k] - region.start(k)), stride);
      long last =
          Math.min(region.count(k), Math.ceilDiv(Math.max(0, end - region.start(k)), stride));
      n[k] = Math.max(0, last - first);
      empty |= n[k] == 0;
      inBox[k] = boxStep * stride;
      inRegion[k] = regionStep;
      from += (region.start(k) + first * stride - origin[k]) * boxStep;
      at += first * regionStep;
      boxStep *= shape[k];
      regionStep *= region.count(k);
    }
    counts = n;
    boxSteps = inBox;
    regionSteps = inRegion;
    rank = merge();
  }

  /** Merges dimensions from the innermost outwards; returns the number left, at least 1. */
  private int merge() {
    int d = counts.length;
    if (d == 0) {
      return 0;
    }
    int w = d - 1;
    for (int k = d - 2; k >= 0; k--) {
      if (boxSteps[k] == boxSteps[w] * counts[w] && regionSteps[k] == regionSteps[w] * counts[w]) {
        counts[w] *= counts[k];
      } else {
        w--;
        counts[w] = counts[k];
        boxSteps[w] = boxSteps[k];
        regionSteps[w] = regionSteps[k];
      }
    }
    int left = d - w;
    System.arraycopy(counts, w, counts, 0, left);
    System.arraycopy(boxSteps, w, boxSteps, 0, left);
    System.arraycopy(regionSteps, w, regionSteps, 0, left);
    return left;
  }

  boolean empty() {
    return empty;
  }

  /** Number of values. */
  long size() {
    long n = 1;
    for (int k = 0; k < rank; k++) {
      n *= counts[k];
    }
    return empty ? 0 : n;
  }

  /** One past the last value's number in the box. */
  long end() {
    return from + span();
  }

  /** Distance in the box from the first value to one past the last. */
  long span() {
    long span = 1;
    for (int k = 0; k < rank; k++) {
      span += (counts[k] - 1) * boxSteps[k];
    }
    return span;
  }

  void each(Rows rows) {
    if (empty) {
      return;
    }
    if (rank == 0) {
      rows.row(from, 1, 1, (int) at);
      return;
    }
    long[] i = new long[rank];
    int inner = rank - 1;
    long box = from;
    long out = at;
    while (true) {
      rows.row(box, boxSteps[inner], (int) counts[inner], (int) out);
      int k = inner - 1;
      while (k >= 0 && ++i[k] == counts[k]) {
        box -= (counts[k] - 1) * boxSteps[k];
        out -= (counts[k] - 1) * regionSteps[k];
        i[k--] = 0;
      }
      if (k < 0) {
        return;
      }
      box += boxSteps[k];
      out += regionSteps[k];
    }
  }
}
