package org.isobar.engine.kernel;

/** Loops over planes of partial results that several kernels share. */
final class Planes {
  private Planes() {}

  /** Adds each row of the batch, in order, to the cells from {@code to} on. */
  static void addRows(double[] s, int to, Batch b) {
    double[] x = b.values;
    int stride = b.rowStride;
    int r = 0;
    // Four rows a time: the sums stay in registers for four additions, in the same order.
    for (; r + 4 <= b.rows; r += 4) {
      int at = b.at + r * stride;
      add4(s, to, x, at, at + stride, at + 2 * stride, at + 3 * stride, b.n);
    }
    for (; r < b.rows; r++) {
      add1(s, to, x, b.at + r * stride, b.n);
    }
  }

  private static void add4(
      double[] s, int to, double[] x, int at0, int at1, int at2, int at3, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] = s[to + i] + x[at0 + i] + x[at1 + i] + x[at2 + i] + x[at3 + i];
    }
  }

  private static void add1(double[] s, int to, double[] x, int at, int n) {
    for (int i = 0; i < n; i++) {
      s[to + i] += x[at + i];
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
