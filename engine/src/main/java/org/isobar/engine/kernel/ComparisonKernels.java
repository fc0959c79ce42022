package org.isobar.engine.kernel;

import org.isobar.op.Comparison;

/** Kernels of comparisons: 1, 0, or missing where an input is. */
final class ComparisonKernels {
  private ComparisonKernels() {}

  static ElementKernel of(Comparison op) {
    return switch (op) {
      case GT -> (in, out, n) -> greater(in[0], in[1], out, n);
      case LT -> (in, out, n) -> greater(in[1], in[0], out, n);
      case GE -> (in, out, n) -> atLeast(in[0], in[1], out, n);
      case LE -> (in, out, n) -> atLeast(in[1], in[0], out, n);
      case EQ -> (in, out, n) -> equal(in[0], in[1], 1, 0, out, n);
      case NE -> (in, out, n) -> equal(in[0], in[1], 0, 1, out, n);
    };
  }

  private static void greater(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = x > y ? 1 : x <= y ? 0 : Double.NaN;
    }
  }

  private static void atLeast(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = x >= y ? 1 : x < y ? 0 : Double.NaN;
    }
  }

  private static void equal(
      double[] a, double[] b, double same, double other, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = x == y ? same : Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : other;
    }
  }
}
