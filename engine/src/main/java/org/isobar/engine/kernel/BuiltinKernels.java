package org.isobar.engine.kernel;

import java.util.Optional;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Relabel;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.op.Where;
import org.jspecify.annotations.Nullable;

/** The kernels of the operations of the api. */
final class BuiltinKernels implements KernelProvider {
  @Override
  public Optional<ElementKernel> element(ElementOp op) {
    @Nullable ElementKernel kernel =
        switch (op) {
          case Arithmetic a -> ArithmeticKernels.of(a);
          case BinaryFunction f -> BinaryFunctionKernels.of(f);
          case Elementary e -> ElementaryKernels.of(e);
          case Comparison c -> ComparisonKernels.of(c);
          case Logic l -> LogicKernels.of(l);
          case Affine a -> ArithmeticKernels.affine(a.scale(), a.offset());
          case Relabel r -> ConditionalKernels::copy;
          case Where w -> ConditionalKernels::where;
          case Choose c -> ConditionalKernels::choose;
          case FillMissing f -> ConditionalKernels::fillMissing;
          case IsMissing i -> ConditionalKernels::isMissing;
          default -> null;
        };
    return Optional.ofNullable(kernel);
  }

  @Override
  public Optional<ReduceKernel> reduce(ReduceOp op, boolean weighted, MissingRule missing) {
    @Nullable ReduceKernel kernel =
        switch (op) {
          case Sum s ->
              weighted
                  ? new WeightedSumKernel(false, missing)
                  : new SumKernel(SumKernel.Result.SUM, missing);
          case Mean m ->
              weighted
                  ? new WeightedSumKernel(true, missing)
                  : new SumKernel(SumKernel.Result.MEAN, missing);
          case Min m -> new MinMaxKernel(MinMaxKernel.Result.MIN, missing);
          case Max m -> new MinMaxKernel(MinMaxKernel.Result.MAX, missing);
          case Range r -> new MinMaxKernel(MinMaxKernel.Result.RANGE, missing);
          case Count c -> new CountKernel(false);
          case CountTrue c -> new CountKernel(true);
          case Variance v -> variance(v.ddof(), false, weighted, missing);
          case Std s -> variance(s.ddof(), true, weighted, missing);
          default -> null;
        };
    return Optional.ofNullable(kernel);
  }

  private static ReduceKernel variance(
      int ddof, boolean root, boolean weighted, MissingRule missing) {
    return weighted
        ? new WeightedVarianceKernel(ddof, root, missing)
        : new VarianceKernel(ddof, root, missing);
  }
}
