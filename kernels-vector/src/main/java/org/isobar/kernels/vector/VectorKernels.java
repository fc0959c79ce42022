package org.isobar.kernels.vector;

import java.util.Optional;
import org.isobar.engine.kernel.KernelProvider;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.kernel.ReduceKernel;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;

/**
 * Stands in for the engine's sums, means, deviations and extremes where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}; says once in the log why not where it was not.
 */
public final class VectorKernels implements KernelProvider {
  private static final System.Logger LOG = System.getLogger(VectorKernels.class.getName());
  private static final boolean AVAILABLE = isAvailable();

  private static boolean isAvailable() {
    boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (!there) {
      LOG.log(
          System.Logger.Level.WARNING,
          "kernels-vector is not used: start Java with --add-modules jdk.incubator.vector");
    }
    return there;
  }

  @Override
  public boolean standsIn() {
    return true;
  }

  @Override
  public Optional<ReduceKernel> reduce(ReduceOp op, boolean weighted, MissingRule missing) {
    if (!AVAILABLE || !VectorSupport.isUseful()) {
      return Optional.empty();
    }
    boolean skip = missing.skip();
    return switch (op) {
      case Sum s -> Optional.of(sum(op, weighted, missing));
      case Mean m -> Optional.of(sum(op, weighted, missing));
      case Variance v when !weighted -> Optional.of(new VectorVariance(plain(op, missing), skip));
      case Std s when !weighted -> Optional.of(new VectorVariance(plain(op, missing), skip));
      case Min m -> Optional.of(new VectorMinMax(plain(op, missing), 1, -1, skip));
      case Max m -> Optional.of(new VectorMinMax(plain(op, missing), -1, 1, skip));
      case Range r -> Optional.of(new VectorMinMax(plain(op, missing), 1, 2, skip));
      default -> Optional.empty();
    };
  }

  private static ReduceKernel sum(ReduceOp op, boolean weighted, MissingRule missing) {
    return weighted
        ? new VectorWeightedSum(Kernels.builtin().reduce(op, true, missing), missing.skip())
        : new VectorSum(plain(op, missing), missing.skip());
  }

  private static ReduceKernel plain(ReduceOp op, MissingRule missing) {
    return Kernels.builtin().reduce(op, false, missing);
  }
}
