package org.isobar.engine.kernel;

/** Loops over planes of partial results that several kernels share. */
final class Planes {
  private Planes() {}

  /** Adds each row of the batch, in order, to the cells from {@code to} on. */
  static void addRows(double[] s, int to, Batch b) {
    if (b.floats != null) {
      addFloats(s, to, b, b.floats);
    } else {
      System.arraycopy(sums(s, to, b), 0, s, to, b.n);
    }
  }

  /**
   * Does the same, unless a sum would be NaN: then at least one value is, or infinite. Looking at
   * the sums costs less than looking at each value.
   */
  static boolean addRowsUnlessMissing(double[] s, int to, Batch b) {
    double[] sums = sums(s, to, b);
    if (Lanes.anyMissing(sums, 0, b.n)) {
      return false;
    }
    System.arraycopy(sums, 0, s, to, b.n);
    return true;
  }

  /** The cells from {@code to} on and the rows, in an array of their own. */
  private static double[] sums(double[] s, int to, Batch b) {
    int n = b.n;
    double[] sum = b.scratch(0);
    System.arraycopy(s, to, sum, 0, n);
    int r = 0;
    for (; r + 4 <= b.rows; r += 4) {
      add4(sum, b.row(r, 1), b.row(r + 1, 2), b.row(r + 2, 3), b.row(r + 3, 4), n);
    }
    for (; r < b.rows; r++) {
      add1(sum, b.row(r, 1), n);
    }
    return sum;
  }

  private static void addFloats(double[] s, int to, Batch b, float[] x) {
    int step = b.rowStride;
    int r = 0;
    for (; r + 4 <= b.rows; r += 4) {
      int at = b.at + r * step;
      add4(s, to, x, at, at + step, at + 2 * step, at + 3 * step, b.n);
    }
    for (; r < b.rows; r++) {
      add1(s, to, x, b.at + r * step, b.n);
    }
  }

  private static void add4(double[] s, int to, float[] x, int i0, int i1, int i2, int i3, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] = s[to + i] + x[i0 + i] + x[i1 + i] + x[i2 + i] + x[i3 + i];
    }
  }

  private static void add1(double[] s, int to, float[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] += x[at + i];
    }
  }

  private static void add4(double[] s, double[] a, double[] b, double[] c, double[] d, int n) {
    for (int i = 0; i < n; i++) {
      s[i] = s[i] + a[i] + b[i] + c[i] + d[i];
    }
  }

  private static void add1(double[] s, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      s[i] += a[i];
    }
  }

  static void addConstant(double[] s, int to, int n, double value) {
    for (int i = 0; i < n; i++) {
      s[to + i] += value;
    }
  }

  /** Adds a stretch of one partial to another. */
  static void add(double[] left, double[] right, int from, int to) {
    for (int i = from; i < to; i++) {
      left[i] += right[i];
    }
  }
}
