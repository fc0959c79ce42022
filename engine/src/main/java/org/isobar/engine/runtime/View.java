package org.isobar.engine.runtime;

import java.util.Arrays;
import org.isobar.data.Region;
import org.jspecify.annotations.Nullable;

/**
 * The values of a region as they lie in an array. The value at indices {@code i_0, i_1, ...} of the
 * region stands at {@code offset + sum_d place(d, i_d)}, where {@code place} is {@code i *
 * stride[d]}, or {@code index[d][i]} where an index is given. Dimensions may share places (a
 * climatology spread over time), run backwards, or skip.
 */
final class View {
  private static final double[] NONE = {};

  /** Holds the values, unless {@link #floats} does. */
  final double[] data;

  final float @Nullable [] floats;
  final int offset;
  final int[] stride;
  final int[] @Nullable [] index;

  /** Whether a value may be NaN. */
  final boolean mayMiss;

  /** Whether all values are known to be numbers above 0, as weights are. */
  final boolean positive;

  View(double[] data, int offset, int[] stride, int[] @Nullable [] index, boolean mayMiss) {
    this(data, null, offset, stride, index, mayMiss, false);
  }

  View(
      double[] data,
      int offset,
      int[] stride,
      int[] @Nullable [] index,
      boolean mayMiss,
      boolean positive) {
    this(data, null, offset, stride, index, mayMiss, positive);
  }

  private View(
      double[] data,
      float @Nullable [] floats,
      int offset,
      int[] stride,
      int[] @Nullable [] index,
      boolean mayMiss,
      boolean positive) {
    this.data = data;
    this.floats = floats;
    this.offset = offset;
    this.stride = stride;
    this.index = index;
    this.mayMiss = mayMiss;
    this.positive = positive;
  }

  /** Dense row-major values of a region from {@code offset} on. */
  static View dense(double[] data, int offset, Region region, boolean mayMiss) {
    return new View(data, offset, denseStrides(region), new int[region.rank()][], mayMiss);
  }

  /** Dense row-major values of a region, from the start of an array of floats. */
  static View dense(float[] floats, Region region, boolean mayMiss) {
    return new View(
        NONE, floats, 0, denseStrides(region), new int[region.rank()][], mayMiss, false);
  }

  static int[] denseStrides(Region region) {
    int[] stride = new int[region.rank()];
    int s = 1;
    for (int d = stride.length - 1; d >= 0; d--) {
      stride[d] = s;
      s = Math.toIntExact(s * region.count(d));
    }
    return stride;
  }

  int place(int d, int i) {
    int[] places = index[d];
    return places == null ? i * stride[d] : places[i];
  }

  /** The same values without the dimensions that are marked, each of which has one index. */
  View without(boolean[] dropped) {
    int kept = 0;
    int at = offset;
    int[] strides = new int[stride.length];
    int[] @Nullable [] places = new int[stride.length][];
    for (int d = 0; d < stride.length; d++) {
      if (dropped[d]) {
        at += place(d, 0);
      } else {
        strides[kept] = stride[d];
        places[kept++] = index[d];
      }
    }
    return new View(
        data,
        floats,
        at,
        Arrays.copyOf(strides, kept),
        Arrays.copyOf(places, kept),
        mayMiss,
        positive);
  }

  /** The same values with dimension {@code d} addressed by the given places. */
  View withIndex(int d, int[] places) {
    int[] @Nullable [] all = index.clone();
    all[d] = places;
    return new View(data, floats, offset, stride, all, mayMiss, positive);
  }

  /** The same values with dimension {@code d}, of {@code n} cells, the other way round. */
  View reversed(int d, int n) {
    int[] places = index[d];
    if (places != null) {
      int[] turned = new int[n];
      for (int i = 0; i < n; i++) {
        turned[i] = places[n - 1 - i];
      }
      return withIndex(d, turned);
    }
    int[] strides = stride.clone();
    strides[d] = -strides[d];
    return new View(data, floats, offset + (n - 1) * stride[d], strides, index, mayMiss, positive);
  }

  /**
   * Of a view of doubles, copies all values of a region with these counts to places {@code at +
   * sum_d i_d * step[d]}.
   */
  void copy(long[] counts, double[] target, int at, int[] step) {
    if (Arrays.stream(counts).anyMatch(c -> c == 0)) {
      return;
    }
    copy(0, counts, offset, target, at, step);
  }

  private void copy(int d, long[] counts, int from, double[] target, int to, int[] step) {
    if (d == counts.length) {
      target[to] = data[from];
      return;
    }
    int n = (int) counts[d];
    if (d == counts.length - 1) {
      int s = stride[d];
      int t = step[d];
      int[] places = index[d];
      if (places != null) {
        for (int i = 0; i < n; i++) {
          target[to + i * t] = data[from + places[i]];
        }
      } else if (s == 1 && t == 1) {
        System.arraycopy(data, from, target, to, n);
      } else {
        for (int i = 0; i < n; i++) {
          target[to + i * t] = data[from + i * s];
        }
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      copy(d + 1, counts, from + place(d, i), target, to + i * step[d], step);
    }
  }
}
