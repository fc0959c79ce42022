package org.isobar.engine.kernel;

/** Kernels that choose between inputs. A condition is true where it is valid and not 0. */
final class ConditionalKernels {
  private ConditionalKernels() {}

  static void copy(double[][] in, double[] out, int n) {
    System.arraycopy(in[0], 0, out, 0, n);
  }

  /** Input 0 where input 1 is true, else missing. */
  static void where(double[][] in, double[] out, int n) {
    double[] a = in[0];
    double[] condition = in[1];
    for (int i = 0; i < n; i++) {
      double c = condition[i];
      out[i] = !Double.isNaN(c) && c != 0 ? a[i] : Double.NaN;
    }
  }

  /** Input 0 where input 1 is true, input 2 where it is false, missing where it is missing. */
  static void choose(double[][] in, double[] out, int n) {
    double[] a = in[0];
    double[] condition = in[1];
    double[] b = in[2];
    for (int i = 0; i < n; i++) {
      double c = condition[i];
      out[i] = Double.isNaN(c) ? Double.NaN : c != 0 ? a[i] : b[i];
    }
  }

  /** Input 0 where it is valid, else input 1. */
  static void fillMissing(double[][] in, double[] out, int n) {
    double[] a = in[0];
    double[] b = in[1];
    for (int i = 0; i < n; i++) {
      double x = a[i];
      out[i] = !Double.isNaN(x) ? x : b[i];
    }
  }

  /** 1 where the input is missing, else 0. */
  static void isMissing(double[][] in, double[] out, int n) {
    double[] a = in[0];
    for (int i = 0; i < n; i++) {
      double x = a[i];
      out[i] = !Double.isNaN(x) ? 0 : 1;
    }
  }
}
