package org.isobar.kernels.vector;

import static org.isobar.kernels.vector.VectorSupport.LANES;
import static org.isobar.kernels.vector.VectorSupport.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.ReduceKernel;

/**
 * Variance and deviation without weights. Planes while values arrive: number of values, shift, sum
 * of (x - shift), sum of (x - shift)^2; the shift is the first value.
 */
final class VectorVariance extends StandIn {
  private final boolean skip;

  VectorVariance(ReduceKernel plain, boolean skip) {
    super(plain);
    this.skip = skip;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    if (b.mayMiss && skip) {
      acrossValid(s, cells, cell, b);
    } else {
      acrossAll(s, cells, cell, b);
    }
  }

  private void acrossAll(double[] s, int cells, int cell, Batch b) {
    int end = SPECIES.loopBound(b.n);
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector shift = DoubleVector.fromArray(SPECIES, s, cells + cell + i);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, s, 2 * cells + cell + i);
      DoubleVector s2 = DoubleVector.fromArray(SPECIES, s, 3 * cells + cell + i);
      if (b.rows > 0) {
        DoubleVector first = DoubleVector.fromArray(SPECIES, b.values, b.at + i);
        shift = shift.blend(first, shift.test(VectorOperators.IS_NAN));
      }
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        DoubleVector d = DoubleVector.fromArray(SPECIES, b.values, at).sub(shift);
        s1 = s1.add(d);
        s2 = s2.add(d.mul(d));
      }
      shift.intoArray(s, cells + cell + i);
      s1.intoArray(s, 2 * cells + cell + i);
      s2.intoArray(s, 3 * cells + cell + i);
    }
    addConstant(s, cell, end, b.rows);
    rest(s, cells, cell, end, b);
  }

  private void acrossValid(double[] s, int cells, int cell, Batch b) {
    int end = SPECIES.loopBound(b.n);
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector count = DoubleVector.fromArray(SPECIES, s, cell + i);
      DoubleVector shift = DoubleVector.fromArray(SPECIES, s, cells + cell + i);
      DoubleVector s1 = DoubleVector.fromArray(SPECIES, s, 2 * cells + cell + i);
      DoubleVector s2 = DoubleVector.fromArray(SPECIES, s, 3 * cells + cell + i);
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, at);
        VectorMask<Double> valid = x.compare(VectorOperators.EQ, x);
        shift = shift.blend(x, shift.test(VectorOperators.IS_NAN).and(valid));
        DoubleVector d = x.sub(shift);
        count = count.add(1, valid);
        s1 = s1.add(d, valid);
        s2 = s2.add(d.mul(d), valid);
      }
      count.intoArray(s, cell + i);
      shift.intoArray(s, cells + cell + i);
      s1.intoArray(s, 2 * cells + cell + i);
      s2.intoArray(s, 3 * cells + cell + i);
    }
    rest(s, cells, cell, end, b);
  }

  /** The cells that fill no vector. */
  private void rest(double[] s, int cells, int cell, int from, Batch b) {
    if (from < b.n) {
      int n = b.n;
      b.at += from;
      b.n -= from;
      plain.across(s, cells, cell + from, b);
      b.at -= from;
      b.n = n;
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    boolean skipped = b.mayMiss && skip;
    double shift = s[cells + cell];
    if (Double.isNaN(shift)) {
      shift = first(b, skipped, shift);
      s[cells + cell] = shift;
    }
    double[] sums = new double[LANES];
    double[] squares = new double[LANES];
    int count = row(sums, squares, b, shift, skipped);
    s[cell] += count;
    s[2 * cells + cell] += VectorSupport.meet(sums);
    s[3 * cells + cell] += VectorSupport.meet(squares);
  }

  private static double first(Batch b, boolean valid, double none) {
    for (int i = b.at; i < b.at + b.n; i++) {
      if (!valid || !Double.isNaN(b.values[i])) {
        return b.values[i];
      }
    }
    return none;
  }

  private static int row(double[] sums, double[] squares, Batch b, double shift, boolean skipped) {
    int whole = b.n & -LANES;
    int count = skipped ? 0 : b.n;
    for (int part = 0; part < LANES; part += SPECIES.length()) {
      DoubleVector s1 = DoubleVector.zero(SPECIES);
      DoubleVector s2 = DoubleVector.zero(SPECIES);
      for (int i = part; i < whole; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, b.at + i);
        DoubleVector d = x.sub(shift);
        if (skipped) {
          // An infinite value less an infinite shift counts, but adds nothing.
          VectorMask<Double> number = d.compare(VectorOperators.EQ, d);
          s1 = s1.add(d, number);
          s2 = s2.add(d.mul(d), number);
          count += x.compare(VectorOperators.EQ, x).trueCount();
        } else {
          s1 = s1.add(d);
          s2 = s2.add(d.mul(d));
        }
      }
      s1.intoArray(sums, part);
      s2.intoArray(squares, part);
    }
    for (int i = whole; i < b.n; i++) {
      double x = b.values[b.at + i];
      double d = x - shift;
      if (!skipped || !Double.isNaN(d)) {
        sums[i - whole] += d;
        squares[i - whole] += d * d;
      }
      count += skipped && !Double.isNaN(x) ? 1 : 0;
    }
    return count;
  }
}
