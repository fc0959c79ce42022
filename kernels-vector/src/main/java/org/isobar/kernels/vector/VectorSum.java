package org.isobar.kernels.vector;

import static org.isobar.kernels.vector.VectorSupport.LANES;
import static org.isobar.kernels.vector.VectorSupport.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.ReduceKernel;

/** Sum and mean. Planes: sum, number of values. Sums of cells stay in a register over all rows. */
final class VectorSum extends StandIn {
  private final boolean skip;

  VectorSum(ReduceKernel plain, boolean skip) {
    super(plain);
    this.skip = skip;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    if (b.mayMiss && skip) {
      acrossValid(s, cells, cell, b);
    } else {
      acrossAll(s, cell, b);
      addConstant(s, cells + cell, b.n, b.rows);
    }
  }

  private static void acrossAll(double[] s, int cell, Batch b) {
    int end = SPECIES.loopBound(b.n);
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, s, cell + i);
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, b.values, at));
      }
      sum.intoArray(s, cell + i);
    }
    for (int i = end; i < b.n; i++) {
      for (int r = 0; r < b.rows; r++) {
        s[cell + i] += b.values[b.at + r * b.rowStride + i];
      }
    }
  }

  private static void acrossValid(double[] s, int cells, int cell, Batch b) {
    int end = SPECIES.loopBound(b.n);
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, s, cell + i);
      DoubleVector count = DoubleVector.fromArray(SPECIES, s, cells + cell + i);
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, at);
        VectorMask<Double> valid = x.compare(VectorOperators.EQ, x);
        sum = sum.add(x, valid);
        count = count.add(1, valid);
      }
      sum.intoArray(s, cell + i);
      count.intoArray(s, cells + cell + i);
    }
    for (int i = end; i < b.n; i++) {
      for (int r = 0; r < b.rows; r++) {
        double x = b.values[b.at + r * b.rowStride + i];
        if (!Double.isNaN(x)) {
          s[cell + i] += x;
          s[cells + cell + i]++;
        }
      }
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    double[] lanes = new double[LANES];
    if (b.mayMiss && skip) {
      s[cells + cell] += rowValid(lanes, b);
    } else {
      rowAll(lanes, b);
      s[cells + cell] += b.n;
    }
    s[cell] += VectorSupport.meet(lanes);
  }

  private static void rowAll(double[] lanes, Batch b) {
    int whole = b.n & -LANES;
    for (int part = 0; part < LANES; part += SPECIES.length()) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = part; i < whole; i += LANES) {
        sum = sum.add(DoubleVector.fromArray(SPECIES, b.values, b.at + i));
      }
      sum.intoArray(lanes, part);
    }
    for (int i = whole; i < b.n; i++) {
      lanes[i - whole] += b.values[b.at + i];
    }
  }

  private static int rowValid(double[] lanes, Batch b) {
    int whole = b.n & -LANES;
    int count = 0;
    for (int part = 0; part < LANES; part += SPECIES.length()) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int i = part; i < whole; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, b.at + i);
        VectorMask<Double> valid = x.compare(VectorOperators.EQ, x);
        sum = sum.add(x, valid);
        count += valid.trueCount();
      }
      sum.intoArray(lanes, part);
    }
    for (int i = whole; i < b.n; i++) {
      double x = b.values[b.at + i];
      if (!Double.isNaN(x)) {
        lanes[i - whole] += x;
        count++;
      }
    }
    return count;
  }
}
