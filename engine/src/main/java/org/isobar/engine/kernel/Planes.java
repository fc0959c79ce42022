package org.isobar.engine.kernel;

/** Loops over planes of partial results that several kernels share. */
final class Planes {
  private Planes() {}

  /** Adds each row of the batch, in order, to the cells from {@code to} on. */
  static void addRows(double[] s, int to, Batch b) {
    // One row a time: a loop over several rows at once does not vectorise.
    for (int r = 0; r < b.rows; r++) {
      add1(s, to, b.values, b.at + r * b.rowStride, b.n);
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
