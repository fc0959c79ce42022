package org.isobar.engine.kernel;

import org.isobar.op.Arithmetic;

/**
 * Kernels of arithmetic on two inputs. A quotient that is not finite is missing: {@code q + 0 * q}
 * is {@code q} where q is finite and NaN where it is not, without a branch.
 */
final class ArithmeticKernels {
  private ArithmeticKernels() {}

  static ElementKernel of(Arithmetic op) {
    return switch (op) {
      case ADD -> (in, out, n) -> add(in[0], in[1], out, n);
      case SUBTRACT -> (in, out, n) -> subtract(in[0], in[1], out, n);
      case MULTIPLY -> (in, out, n) -> multiply(in[0], in[1], out, n);
      case DIVIDE -> (in, out, n) -> divide(in[0], in[1], out, n);
      case POWER -> (in, out, n) -> power(in[0], in[1], out, n);
      case MINIMUM -> (in, out, n) -> minimum(in[0], in[1], out, n);
      case MAXIMUM -> (in, out, n) -> maximum(in[0], in[1], out, n);
    };
  }

  /** {@code x * scale + offset}, rounded after each of both. */
  static ElementKernel affine(double scale, double offset) {
    return (in, out, n) -> affine(in[0], scale, offset, out, n);
  }

  private static void add(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void multiply(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void divide(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      // 0 / b is missing where b is 0, and otherwise a zero: one more step without a branch.
      out[i] = a[i] / b[i] * (1 + 0 / b[i]);
    }
  }

  private static void power(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double y = b[i];
      // pow(NaN, 0) is 1 and pow(0, -1) infinite: both are missing here.
      boolean real = !Double.isNaN(x) && !(x == 0 && y < 0);
      out[i] = real ? StrictMath.pow(x, y) : Double.NaN;
    }
  }

  private static void minimum(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  private static void maximum(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void affine(double[] a, double scale, double offset, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * scale + offset;
    }
  }
}
