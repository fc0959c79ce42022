package org.isobar.engine.kernel;

/**
 * The arithmetic of an {@link org.isobar.op.ElementOp}: one pass over a run of cells. Stateless and
 * thread-safe; the same inputs give the same bits on all hardware.
 */
@FunctionalInterface
public interface ElementKernel {
  /**
   * Computes {@code out[i]} from {@code in[k][i]} of all inputs {@code k}, for {@code 0 <= i < n}.
   * NaN is missing. The output is none of the inputs.
   *
   * <p>All begin at index 0, because a loop over arrays with offsets of their own, which might
   * overlap if the arrays were the same, does not vectorise.
   */
  void apply(double[][] in, double[] out, int n);
}
