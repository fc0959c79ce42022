package org.isobar.engine.kernel;

import java.util.Arrays;
import org.isobar.op.MissingRule;

/**
 * Smallest and largest value, and their difference. Planes: count, then smallest and largest as far
 * as needed. Zeros are ordered as {@link Math#min} does (-0 below 0); under the strict rule NaN
 * stays.
 */
final class MinMaxKernel implements ReduceKernel {
  enum Result {
    MIN,
    MAX,
    RANGE
  }

  private final Result result;
  private final MissingRule rule;
  private final int minPlane;
  private final int maxPlane;

  MinMaxKernel(Result result, MissingRule rule) {
    this.result = result;
    this.rule = rule;
    this.minPlane = result == Result.MAX ? -1 : 1;
    this.maxPlane = result == Result.MIN ? -1 : result == Result.MAX ? 1 : 2;
  }

  @Override
  public int planes() {
    return result == Result.RANGE ? 3 : 2;
  }

  @Override
  public void init(double[] s, int cells) {
    Arrays.fill(s, 0, cells, 0);
    if (minPlane > 0) {
      Arrays.fill(s, minPlane * cells, (minPlane + 1) * cells, Double.POSITIVE_INFINITY);
    }
    if (maxPlane > 0) {
      Arrays.fill(s, maxPlane * cells, (maxPlane + 1) * cells, Double.NEGATIVE_INFINITY);
    }
  }

  @Override
  public boolean takesRows() {
    return true;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    boolean skip = rule.skip() && b.misses();
    if (!skip) {
      Planes.addConstant(s, cell, b.n, b.rows);
    }
    for (int r = 0; r < b.rows; r++) {
      double[] x = b.row(r, 0);
      if (skip) {
        countValid(s, cell, x, b.n);
      }
      if (minPlane > 0) {
        int to = minPlane * cells + cell;
        if (skip) {
          minValid(s, to, x, b.n);
        } else {
          min(s, to, x, 0, b.n);
        }
      }
      if (maxPlane > 0) {
        int to = maxPlane * cells + cell;
        if (skip) {
          maxValid(s, to, x, b.n);
        } else {
          max(s, to, x, 0, b.n);
        }
      }
    }
  }

  private static void countValid(double[] s, int to, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] += !Double.isNaN(x[i]) ? 1 : 0;
    }
  }

  private static void min(double[] s, int to, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] = Math.min(s[to + i], x[at + i]);
    }
  }

  private static void max(double[] s, int to, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] = Math.max(s[to + i], x[at + i]);
    }
  }

  private static void minValid(double[] s, int to, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[i];
      s[to + i] = Math.min(s[to + i], !Double.isNaN(v) ? v : Double.POSITIVE_INFINITY);
    }
  }

  private static void maxValid(double[] s, int to, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[i];
      s[to + i] = Math.max(s[to + i], !Double.isNaN(v) ? v : Double.NEGATIVE_INFINITY);
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    boolean skip = b.mayMiss && rule.skip();
    s[cell] += skip ? Lanes.countValid(b.values, b.at, b.n) : b.n;
    if (minPlane > 0) {
      int to = minPlane * cells + cell;
      s[to] = Math.min(s[to], rowMin(b.values, b.at, b.n, skip));
    }
    if (maxPlane > 0) {
      int to = maxPlane * cells + cell;
      s[to] = Math.max(s[to], rowMax(b.values, b.at, b.n, skip));
    }
  }

  private static double rowMin(double[] x, int at, int n, boolean skip) {
    double a = Double.POSITIVE_INFINITY;
    if (skip) {
      for (int i = at; i < at + n; i++) {
        a = Math.min(a, !Double.isNaN(x[i]) ? x[i] : Double.POSITIVE_INFINITY);
      }
      return a;
    }
    for (int i = at; i < at + n; i++) {
      a = Math.min(a, x[i]);
    }
    return a;
  }

  private static double rowMax(double[] x, int at, int n, boolean skip) {
    double a = Double.NEGATIVE_INFINITY;
    if (skip) {
      for (int i = at; i < at + n; i++) {
        a = Math.max(a, !Double.isNaN(x[i]) ? x[i] : Double.NEGATIVE_INFINITY);
      }
      return a;
    }
    for (int i = at; i < at + n; i++) {
      a = Math.max(a, x[i]);
    }
    return a;
  }

  @Override
  public void merge(double[] left, double[] right, int cells) {
    Planes.add(left, right, 0, cells);
    if (minPlane > 0) {
      int from = minPlane * cells;
      min(left, from, right, from, cells);
    }
    if (maxPlane > 0) {
      int from = maxPlane * cells;
      max(left, from, right, from, cells);
    }
  }

  @Override
  public void finish(double[] s, int cells, double[] out, int outAt) {
    for (int c = 0; c < cells; c++) {
      double value =
          switch (result) {
            case MIN, MAX -> s[cells + c];
            case RANGE -> s[2 * cells + c] - s[cells + c];
          };
      out[outAt + c] = s[c] < rule.minCount() ? Double.NaN : value;
    }
  }
}
