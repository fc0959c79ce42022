package org.isobar.kernels.vector;

import static org.isobar.kernels.vector.VectorSupport.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.ReduceKernel;

/** Extremes and range. Planes: number of values, then smallest and largest as far as needed. */
final class VectorMinMax extends StandIn {
  private final int minPlane;
  private final int maxPlane;
  private final boolean skip;

  /**
   * @param minPlane plane of the smallest value, -1 for none
   * @param maxPlane plane of the largest value, -1 for none
   */
  VectorMinMax(ReduceKernel plain, int minPlane, int maxPlane, boolean skip) {
    super(plain);
    this.minPlane = minPlane;
    this.maxPlane = maxPlane;
    this.skip = skip;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    boolean skipped = b.mayMiss && skip;
    int end = SPECIES.loopBound(b.n);
    if (skipped) {
      count(s, cell, b, end);
    } else {
      addConstant(s, cell, end, b.rows);
    }
    if (minPlane > 0) {
      least(s, minPlane * cells + cell, b, end, skipped);
    }
    if (maxPlane > 0) {
      most(s, maxPlane * cells + cell, b, end, skipped);
    }
    if (end < b.n) {
      int n = b.n;
      b.at += end;
      b.n -= end;
      plain.across(s, cells, cell + end, b);
      b.at -= end;
      b.n = n;
    }
  }

  private static void count(double[] s, int to, Batch b, int end) {
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector count = DoubleVector.fromArray(SPECIES, s, to + i);
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, at);
        count = count.add(1, x.compare(VectorOperators.EQ, x));
      }
      count.intoArray(s, to + i);
    }
  }

  private static void least(double[] s, int to, Batch b, int end, boolean skipped) {
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector least = DoubleVector.fromArray(SPECIES, s, to + i);
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, at);
        least = skipped ? least.blend(least.min(x), valid(x)) : least.min(x);
      }
      least.intoArray(s, to + i);
    }
  }

  private static void most(double[] s, int to, Batch b, int end, boolean skipped) {
    for (int i = 0; i < end; i += SPECIES.length()) {
      DoubleVector most = DoubleVector.fromArray(SPECIES, s, to + i);
      for (int r = 0, at = b.at + i; r < b.rows; r++, at += b.rowStride) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, at);
        most = skipped ? most.blend(most.max(x), valid(x)) : most.max(x);
      }
      most.intoArray(s, to + i);
    }
  }

  private static VectorMask<Double> valid(DoubleVector x) {
    return x.compare(VectorOperators.EQ, x);
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    boolean skipped = b.mayMiss && skip;
    int whole = SPECIES.loopBound(b.n);
    int count = skipped ? 0 : b.n;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    if (whole > 0) {
      DoubleVector low = DoubleVector.broadcast(SPECIES, least);
      DoubleVector high = DoubleVector.broadcast(SPECIES, most);
      for (int i = 0; i < whole; i += SPECIES.length()) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, b.values, b.at + i);
        if (skipped) {
          VectorMask<Double> valid = valid(x);
          count += valid.trueCount();
          low = low.blend(low.min(x), valid);
          high = high.blend(high.max(x), valid);
        } else {
          low = low.min(x);
          high = high.max(x);
        }
      }
      least = low.reduceLanes(VectorOperators.MIN);
      most = high.reduceLanes(VectorOperators.MAX);
    }
    for (int i = whole; i < b.n; i++) {
      double x = b.values[b.at + i];
      if (!skipped || !Double.isNaN(x)) {
        least = Math.min(least, x);
        most = Math.max(most, x);
        count += skipped ? 1 : 0;
      }
    }
    s[cell] += count;
    if (minPlane > 0) {
      s[minPlane * cells + cell] = Math.min(s[minPlane * cells + cell], least);
    }
    if (maxPlane > 0) {
      s[maxPlane * cells + cell] = Math.max(s[maxPlane * cells + cell], most);
    }
  }
}
