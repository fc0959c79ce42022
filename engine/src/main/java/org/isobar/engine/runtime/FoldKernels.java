package org.isobar.engine.runtime;

import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.kernel.ReduceKernel;
import org.isobar.engine.plan.Fold;

/** The kernels of folds. */
final class FoldKernels {
  private FoldKernels() {}

  static ReduceKernel of(Kernels kernels, Fold fold) {
    return kernels.reduce(fold.op(), fold.weights().isPresent(), fold.missing());
  }
}
