package org.isobar.engine.kernel;

/**
 * What a {@link ReduceKernel} folds in one call: {@code rows} rows of {@code n} values each, of
 * which value {@code i} of row {@code r} is {@code values[at + r * rowStride + i]}, and its weight
 * likewise. Reused from call to call by one thread.
 */
public final class Batch {
  /** Values; NaN is missing. */
  public double[] values = {};

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

  private final double[][] scratch = new double[3][0];

  /**
   * An array of at least {@link #n} values for a kernel's own use within a call. Planes of a
   * partial that are read and written in one loop vectorise only if they are arrays of their own.
   */
  double[] scratch(int k) {
    if (scratch[k].length < n) {
      scratch[k] = new double[Math.max(n, 4096)];
    }
    return scratch[k];
  }
}
