package org.isobar.kernels.vector;

import static org.isobar.kernels.vector.VectorSupport.LANES;
import static org.isobar.kernels.vector.VectorSupport.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.ReduceKernel;

/**
 * Sum and mean with weights. Planes: sum(w x), sum(w), number of cells that take part: those whose
 * weight is a number and not 0. Under the strict rule rows of one cell that may miss go to the
 * engine's kernel.
 */
final class VectorWeightedSum extends StandIn {
  private final boolean skip;

  VectorWeightedSum(ReduceKernel plain, boolean skip) {
    super(plain);
    this.skip = skip;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    int end = SPECIES.loopBound(b.n);
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector dot = DoubleVector.fromArray(SPECIES, s, cell + i);
      DoubleVector sum = DoubleVector.fromArray(SPECIES, s, cells + cell + i);
      DoubleVector count = DoubleVector.fromArray(SPECIES, s, 2 * cells + cell + i);
      for (int r = 0; r < b.rows; r++) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, b.at + r * b.rowStride + i);
        DoubleVector w =
            DoubleVector.fromArray(SPECIES, b.weights, b.weightsAt + r * b.weightsRowStride + i);
        VectorMask<Double> part = takesPart(w);
        if (skip) {
          part = part.and(x.compare(VectorOperators.EQ, x));
        }
        dot = dot.add(w.mul(x), part);
        sum = sum.add(w, part);
        count = count.add(1, part);
      }
      dot.intoArray(s, cell + i);
      sum.intoArray(s, cells + cell + i);
      count.intoArray(s, 2 * cells + cell + i);
    }
    for (int i = end; i < b.n; i++) {
      for (int r = 0; r < b.rows; r++) {
        double x = b.values[b.at + r * b.rowStride + i];
        double w = b.weights[b.weightsAt + r * b.weightsRowStride + i];
        if (!Double.isNaN(w) && w != 0 && (!Double.isNaN(x) || !skip)) {
          s[cell + i] += w * x;
          s[cells + cell + i] += w;
          s[2 * cells + cell + i] += 1;
        }
      }
    }
  }

  private static VectorMask<Double> takesPart(DoubleVector w) {
    return w.compare(VectorOperators.EQ, w).and(w.compare(VectorOperators.NE, 0));
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    if (b.mayMiss && !skip) {
      plain.row(s, cells, cell, b);
      return;
    }
    double[] dots = new double[LANES];
    double[] sums = new double[LANES];
    int count = row(dots, sums, b);
    s[cell] += VectorSupport.meet(dots);
    s[cells + cell] += VectorSupport.meet(sums);
    s[2 * cells + cell] += count;
  }

  /** Cells that take part; NaN and 0 add nothing to lanes that are never -0. */
  private static int row(double[] dots, double[] sums, Batch b) {
    int whole = b.n & -LANES;
    int count = 0;
    for (int part = 0; part < LANES; part += SPECIES.length()) {
      DoubleVector dot = DoubleVector.zero(SPECIES);
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = part; i < whole; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, b.at + i);
        DoubleVector w = DoubleVector.fromArray(SPECIES, b.weights, b.weightsAt + i);
        VectorMask<Double> counts = takesPart(w).and(x.compare(VectorOperators.EQ, x));
        dot = dot.add(w.mul(x), counts);
        sum = sum.add(w, counts);
        count += counts.trueCount();
      }
      dot.intoArray(dots, part);
      sum.intoArray(sums, part);
    }
    for (int i = whole; i < b.n; i++) {
      double x = b.values[b.at + i];
      double w = b.weights[b.weightsAt + i];
      if (!Double.isNaN(w) && w != 0 && !Double.isNaN(x)) {
        dots[i - whole] += w * x;
        sums[i - whole] += w;
        count++;
      }
    }
    return count;
  }
}
