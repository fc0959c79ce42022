package org.isobar.engine.kernel;

import org.isobar.op.Logic;

/** Kernels of logic: every valid number but 0 is true; missing where an input is. */
final class LogicKernels {
  private LogicKernels() {}

  static ElementKernel of(Logic op) {
    return switch (op) {
      case AND -> (in, at, out, o, n) -> and(in[0], at[0], in[1], at[1], out, o, n);
      case OR -> (in, at, out, o, n) -> or(in[0], at[0], in[1], at[1], out, o, n);
      case NOT -> (in, at, out, o, n) -> not(in[0], at[0], out, o, n);
    };
  }

  private static void and(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      double y = b[bi + i];
      out[o + i] = Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : x != 0 && y != 0 ? 1 : 0;
    }
  }

  private static void or(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      double y = b[bi + i];
      out[o + i] = Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : x != 0 || y != 0 ? 1 : 0;
    }
  }

  private static void not(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      out[o + i] = Double.isNaN(x) ? Double.NaN : x == 0 ? 1 : 0;
    }
  }
}
