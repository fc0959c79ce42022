package org.isobar.engine.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link ReduceKernel} folds in one call: {@code rows} rows of {@code n} values each, of
 * which value {@code i} of row {@code r} is {@code values[at + r * rowStride + i]}, and its weight
 * likewise. Reused from call to call by one thread.
 */
public final class Batch {
  /** Values; NaN is missing. */
  public double[] values = {};

  /**
   * The values instead of {@link #values} where they are stored so; only for what {@link
   * ReduceKernel#takesRows takes} them.
   */
  public float @Nullable [] floats;

  /**
   * The rows instead of {@link #values} where each is an array of its own; only for what {@link
   * ReduceKernel#takesRows takes} them.
   */
  public double @Nullable [][] apart;

  public int at;
  public int rowStride;

  /** Weights, if the kernel was asked for with weights; NaN and 0 take no part. */
  public double[] weights = {};

  public int weightsAt;
  public int weightsRowStride;

  /** Whether all weights are known to be numbers above 0. */
  public boolean positiveWeights;

  public int rows = 1;
  public int n;

  /** Whether any of the values may be NaN. A kernel may believe {@code false}. */
  public boolean mayMiss;

  /** Whether what {@link #mayMiss} most likely does not. */
  public boolean unlikely;

  private final double[][] scratch = new double[5][0];

  /**
   * A row's values from index 0 on. Loops over arrays with offsets of their own do not vectorise:
   * the arrays might be the same, and overlap.
   *
   * @param k number of the scratch array that takes a copy where one is needed
   */
  public double[] row(int r, int k) {
    if (apart != null) {
      return apart[r];
    }
    int from = at + r * rowStride;
    if (from == 0 && floats == null) {
      return values;
    }
    double[] copy = scratch(k);
    if (floats == null) {
      System.arraycopy(values, from, copy, 0, n);
    } else {
      widen(floats, from, n, copy, 0);
    }
    return copy;
  }

  /**
   * Whether any of the values may be NaN. Rows of their own were computed, and nobody has looked
   * yet.
   */
  boolean misses() {
    if (apart == null || !mayMiss) {
      return mayMiss;
    }
    for (int r = 0; r < rows; r++) {
      if (Lanes.anyMissing(apart[r], 0, n)) {
        return true;
      }
    }
    return false;
  }

  /** Copies floats. */
  public static void widen(float[] in, int from, int n, double[] out, int to) {
    for (int i = 0; i < n; i++) {
      out[to + i] = in[from + i];
    }
  }

  /**
   * An array of at least {@link #n} values for a kernel's own use within a call. Planes of a
   * partial that are read and written in one loop vectorise only if they are arrays of their own,
   * used from index 0 on.
   */
  double[] scratch(int k) {
    if (scratch[k].length < n) {
      scratch[k] = new double[Math.max(n, 4096)];
    }
    return scratch[k];
  }
}
