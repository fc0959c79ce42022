package org.isobar.engine.kernel;

import java.util.Arrays;
import org.isobar.op.MissingRule;

/**
 * Variance and standard deviation without weights. While values arrive the planes are count, shift,
 * {@code sum(x - shift)} and {@code sum((x - shift)^2)}, where the shift is the cell's first valid
 * value: being one of the values, it bounds the cancellation in {@code M2 = s2 - s1^2 / n} to n
 * roundings. Sealed they are count, mean and M2, and merge by Chan, Golub and LeVeque (1979).
 */
final class VarianceKernel implements ReduceKernel {
  private final int ddof;
  private final boolean root;
  private final MissingRule rule;

  VarianceKernel(int ddof, boolean root, MissingRule rule) {
    this.ddof = ddof;
    this.root = root;
    this.rule = rule;
  }

  @Override
  public int planes() {
    return 4;
  }

  @Override
  public void init(double[] s, int cells) {
    Arrays.fill(s, 0, 4 * cells, 0);
    Arrays.fill(s, cells, 2 * cells, Double.NaN);
  }

  @Override
  public boolean takesRows() {
    return true;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    if (rule.skip() && b.misses()) {
      for (int r = 0; r < b.rows; r++) {
        addValid(s, cells, cell, b.row(r, 0), b.n);
      }
      return;
    }
    addRows(s, cells, cell, b);
    Planes.addConstant(s, cell, b.n, b.rows);
  }

  /** Nothing is missing, or what is missing may spread. */
  private static void addRows(double[] s, int cells, int cell, Batch b) {
    int n = b.n;
    double[] shift = b.scratch(0);
    double[] s1 = b.scratch(1);
    double[] s2 = b.scratch(2);
    System.arraycopy(s, cells + cell, shift, 0, n);
    System.arraycopy(s, 2 * cells + cell, s1, 0, n);
    System.arraycopy(s, 3 * cells + cell, s2, 0, n);
    if (Lanes.anyMissing(shift, 0, n)) {
      setShift(shift, b.row(0, 3), n);
    }
    if (b.floats != null) {
      addFloats(shift, s1, s2, b, b.floats);
    } else {
      addDoubles(shift, s1, s2, b);
    }
    System.arraycopy(shift, 0, s, cells + cell, n);
    System.arraycopy(s1, 0, s, 2 * cells + cell, n);
    System.arraycopy(s2, 0, s, 3 * cells + cell, n);
  }

  private static void setShift(double[] shift, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      shift[i] = Double.isNaN(shift[i]) ? x[i] : shift[i];
    }
  }

  private static void addDoubles(double[] shift, double[] s1, double[] s2, Batch b) {
    int r = 0;
    for (; r + 2 <= b.rows; r += 2) {
      add2(shift, s1, s2, b.row(r, 3), b.row(r + 1, 4), b.n);
    }
    if (r < b.rows) {
      add1(shift, s1, s2, b.row(r, 3), b.n);
    }
  }

  private static void addFloats(double[] shift, double[] s1, double[] s2, Batch b, float[] x) {
    int r = 0;
    for (; r + 2 <= b.rows; r += 2) {
      int at = b.at + r * b.rowStride;
      add2(shift, s1, s2, x, at, at + b.rowStride, b.n);
    }
    if (r < b.rows) {
      add1(shift, s1, s2, x, b.at + r * b.rowStride, b.n);
    }
  }

  private static void add2(
      double[] shift, double[] s1, double[] s2, float[] x, int i0, int i1, int n) {
    for (int i = 0; i < n; i++) {
      double d = x[i0 + i] - shift[i];
      double e = x[i1 + i] - shift[i];
      s1[i] = s1[i] + d + e;
      s2[i] = s2[i] + d * d + e * e;
    }
  }

  private static void add1(double[] shift, double[] s1, double[] s2, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      double d = x[at + i] - shift[i];
      s1[i] += d;
      s2[i] += d * d;
    }
  }

  private static void add2(
      double[] shift, double[] s1, double[] s2, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      double d = a[i] - shift[i];
      double e = b[i] - shift[i];
      s1[i] = s1[i] + d + e;
      s2[i] = s2[i] + d * d + e * e;
    }
  }

  private static void add1(double[] shift, double[] s1, double[] s2, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      double d = a[i] - shift[i];
      s1[i] += d;
      s2[i] += d * d;
    }
  }

  private static void addValid(double[] s, int cells, int cell, double[] x, int n) {
    int shift = cells + cell;
    int s1 = 2 * cells + cell;
    int s2 = 3 * cells + cell;
    for (int i = 0; i < n; i++) {
      double v = x[i];
      if (!Double.isNaN(v)) {
        double k = s[shift + i];
        if (Double.isNaN(k)) {
          s[shift + i] = v;
          k = v;
        }
        double d = v - k;
        s[cell + i]++;
        s[s1 + i] += d;
        s[s2 + i] += d * d;
      }
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    boolean skip = b.mayMiss && rule.skip();
    double[] x = b.values;
    double shift = s[cells + cell];
    if (Double.isNaN(shift)) {
      shift = skip ? Lanes.firstValid(x, b.at, b.n) : b.n > 0 ? x[b.at] : shift;
      s[cells + cell] = shift;
    }
    if (skip) {
      s[cell] += Lanes.countValid(x, b.at, b.n);
      s[2 * cells + cell] += Lanes.sumShiftedValid(x, b.at, shift, b.n);
      s[3 * cells + cell] += Lanes.squaresShiftedValid(x, b.at, shift, b.n);
    } else {
      s[cell] += b.n;
      s[2 * cells + cell] += Lanes.sumShifted(x, b.at, shift, b.n);
      s[3 * cells + cell] += Lanes.squaresShifted(x, b.at, shift, b.n);
    }
  }

  @Override
  public void seal(double[] s, int cells) {
    for (int c = 0; c < cells; c++) {
      double n = s[c];
      if (n > 0) {
        double s1 = s[2 * cells + c];
        double mean = s1 / n;
        s[cells + c] += mean;
        s[2 * cells + c] = Math.max(0, s[3 * cells + c] - s1 * mean);
      } else {
        s[cells + c] = 0;
        s[2 * cells + c] = 0;
      }
    }
  }

  @Override
  public void merge(double[] left, double[] right, int cells) {
    for (int c = 0; c < cells; c++) {
      double nb = right[c];
      double na = left[c];
      if (nb > 0) {
        double n = na + nb;
        double ma = na > 0 ? left[cells + c] : right[cells + c];
        double delta = right[cells + c] - ma;
        left[c] = n;
        left[cells + c] = ma + delta * (nb / n);
        left[2 * cells + c] += right[2 * cells + c] + delta * delta * (na * nb / n);
      }
    }
  }

  @Override
  public void finish(double[] s, int cells, double[] out, int outAt) {
    for (int c = 0; c < cells; c++) {
      double n = s[c];
      double variance = s[2 * cells + c] / (n - ddof);
      out[outAt + c] =
          n <= ddof || n < rule.minCount() ? Double.NaN : root ? Math.sqrt(variance) : variance;
    }
  }
}
