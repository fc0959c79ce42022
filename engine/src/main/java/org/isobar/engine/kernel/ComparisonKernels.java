package org.isobar.engine.kernel;

import org.isobar.op.Comparison;

/** Kernels of comparisons: 1, 0, or missing where an input is. */
final class ComparisonKernels {
  private ComparisonKernels() {}

  static ElementKernel of(Comparison op) {
    return switch (op) {
      case GT -> (in, at, out, o, n) -> greater(in[0], at[0], in[1], at[1], out, o, n);
      case LT -> (in, at, out, o, n) -> greater(in[1], at[1], in[0], at[0], out, o, n);
      case GE -> (in, at, out, o, n) -> atLeast(in[0], at[0], in[1], at[1], out, o, n);
      case LE -> (in, at, out, o, n) -> atLeast(in[1], at[1], in[0], at[0], out, o, n);
      case EQ -> (in, at, out, o, n) -> equal(in[0], at[0], in[1], at[1], 1, 0, out, o, n);
      case NE -> (in, at, out, o, n) -> equal(in[0], at[0], in[1], at[1], 0, 1, out, o, n);
    };
  }

  private static void greater(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      double y = b[bi + i];
      out[o + i] = x > y ? 1 : x <= y ? 0 : Double.NaN;
    }
  }

  private static void atLeast(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      double y = b[bi + i];
      out[o + i] = x >= y ? 1 : x < y ? 0 : Double.NaN;
    }
  }

  private static void equal(
      double[] a,
      int ai,
      double[] b,
      int bi,
      double same,
      double other,
      double[] out,
      int o,
      int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      double y = b[bi + i];
      out[o + i] = x == y ? same : Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : other;
    }
  }
}
