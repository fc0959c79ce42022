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
      case ADD -> (in, at, out, o, n) -> add(in[0], at[0], in[1], at[1], out, o, n);
      case SUBTRACT -> (in, at, out, o, n) -> subtract(in[0], at[0], in[1], at[1], out, o, n);
      case MULTIPLY -> (in, at, out, o, n) -> multiply(in[0], at[0], in[1], at[1], out, o, n);
      case DIVIDE -> (in, at, out, o, n) -> divide(in[0], at[0], in[1], at[1], out, o, n);
      case POWER -> (in, at, out, o, n) -> power(in[0], at[0], in[1], at[1], out, o, n);
      case MINIMUM -> (in, at, out, o, n) -> minimum(in[0], at[0], in[1], at[1], out, o, n);
      case MAXIMUM -> (in, at, out, o, n) -> maximum(in[0], at[0], in[1], at[1], out, o, n);
    };
  }

  /** {@code x * scale + offset}, rounded after each of both. */
  static ElementKernel affine(double scale, double offset) {
    return (in, at, out, o, n) -> affine(in[0], at[0], scale, offset, out, o, n);
  }

  private static void add(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = a[ai + i] + b[bi + i];
    }
  }

  private static void subtract(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = a[ai + i] - b[bi + i];
    }
  }

  private static void multiply(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = a[ai + i] * b[bi + i];
    }
  }

  private static void divide(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      // 0 / b is missing where b is 0, and otherwise a zero: one more step without a branch.
      out[o + i] = a[ai + i] / b[bi + i] * (1 + 0 / b[bi + i]);
    }
  }

  private static void power(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[ai + i];
      double y = b[bi + i];
      // pow(NaN, 0) is 1 and pow(0, -1) infinite: both are missing here.
      boolean real = !Double.isNaN(x) && !(x == 0 && y < 0);
      out[o + i] = real ? StrictMath.pow(x, y) : Double.NaN;
    }
  }

  private static void minimum(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = Math.min(a[ai + i], b[bi + i]);
    }
  }

  private static void maximum(double[] a, int ai, double[] b, int bi, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = Math.max(a[ai + i], b[bi + i]);
    }
  }

  private static void affine(
      double[] a, int ai, double scale, double offset, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = a[ai + i] * scale + offset;
    }
  }
}
