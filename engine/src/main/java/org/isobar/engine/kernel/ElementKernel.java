package org.isobar.engine.kernel;

/**
 * The arithmetic of an {@link org.isobar.op.ElementOp}: one pass over a run of cells. Stateless and
 * thread-safe; the same inputs give the same bits on all hardware.
 */
@FunctionalInterface
public interface ElementKernel {
  /**
   * Computes {@code out[outAt + i]} from {@code in[k][at[k] + i]} of all inputs {@code k}, for
   * {@code 0 <= i < n}. NaN is missing. The output never overlaps an input.
   */
  void apply(double[][] in, int[] at, double[] out, int outAt, int n);
}
