package org.isobar.engine.kernel;

import java.util.Arrays;

/**
 * Number of valid values, or of those that are not 0. One plane. The missing rule has no say: a
 * count is never missing.
 */
final class CountKernel implements ReduceKernel {
  private final boolean nonZero;

  CountKernel(boolean nonZero) {
    this.nonZero = nonZero;
  }

  @Override
  public int planes() {
    return 1;
  }

  @Override
  public void init(double[] s, int cells) {
    Arrays.fill(s, 0, cells, 0);
  }

  @Override
  public boolean takesRows() {
    return true;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    if (!nonZero && !b.misses()) {
      Planes.addConstant(s, cell, b.n, b.rows);
      return;
    }
    for (int r = 0; r < b.rows; r++) {
      if (nonZero) {
        countNonZero(s, cell, b.row(r, 0), b.n);
      } else {
        countValid(s, cell, b.row(r, 0), b.n);
      }
    }
  }

  private static void countNonZero(double[] s, int cell, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[i];
      s[cell + i] += !Double.isNaN(v) && v != 0 ? 1 : 0;
    }
  }

  private static void countValid(double[] s, int cell, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      s[cell + i] += !Double.isNaN(x[i]) ? 1 : 0;
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    s[cell] += nonZero ? nonZero(b.values, b.at, b.n) : Lanes.countValid(b.values, b.at, b.n);
  }

  private static int nonZero(double[] x, int at, int n) {
    int count = 0;
    for (int i = at; i < at + n; i++) {
      count += !Double.isNaN(x[i]) && x[i] != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public void merge(double[] left, double[] right, int cells) {
    Planes.add(left, right, 0, cells);
  }

  @Override
  public void finish(double[] s, int cells, double[] out, int outAt) {
    System.arraycopy(s, 0, out, outAt, cells);
  }
}
