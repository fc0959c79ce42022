package org.isobar.engine.kernel;

import org.isobar.op.Logic;

/** Kernels of logic: every valid number but 0 is true; missing where an input is. */
final class LogicKernels {
  private LogicKernels() {}

  static ElementKernel of(Logic op) {
    return switch (op) {
      case AND -> (in, out, n) -> and(in[0], in[1], out, n);
      case OR -> (in, out, n) -> or(in[0], in[1], out, n);
      case NOT -> (in, out, n) -> not(in[0], out, n);
    };
  }

  private static void and(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : x != 0 && y != 0 ? 1 : 0;
    }
  }

  private static void or(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      out[i] = Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : x != 0 || y != 0 ? 1 : 0;
    }
  }

  private static void not(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      out[i] = Double.isNaN(x) ? Double.NaN : x == 0 ? 1 : 0;
    }
  }
}
