package org.isobar.kernels.vector;

import org.isobar.engine.kernel.ReduceKernel;

/** A kernel that folds values itself and leaves all else to the one it stands in for. */
abstract class StandIn implements ReduceKernel {
  final ReduceKernel plain;

  StandIn(ReduceKernel plain) {
    this.plain = plain;
  }

  @Override
  public final int planes() {
    return plain.planes();
  }

  @Override
  public final void init(double[] state, int cells) {
    plain.init(state, cells);
  }

  @Override
  public final void seal(double[] state, int cells) {
    plain.seal(state, cells);
  }

  @Override
  public final void merge(double[] left, double[] right, int cells) {
    plain.merge(left, right, cells);
  }

  @Override
  public final void finish(double[] state, int cells, double[] out, int outAt) {
    plain.finish(state, cells, out, outAt);
  }

  /** Adds to the counts of a stretch of cells. */
  static void addConstant(double[] state, int to, int n, double value) {
    for (int i = 0; i < n; i++) {
      state[to + i] += value;
    }
  }
}
