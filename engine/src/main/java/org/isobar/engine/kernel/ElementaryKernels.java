package org.isobar.engine.kernel;

import java.util.function.DoubleUnaryOperator;
import org.isobar.op.Elementary;

/**
 * Kernels of elementary functions. What {@link Math} is free to round as it likes is taken from
 * {@link StrictMath}; roots, roundings and products are exact by IEEE 754 and stay in plain loops.
 */
final class ElementaryKernels {
  private static final double HUGE = 1e150;
  private static final double LN2 = 0.6931471805599453;

  private ElementaryKernels() {}

  static ElementKernel of(Elementary op) {
    return switch (op) {
      case NEGATE -> (in, out, n) -> negate(in[0], out, n);
      case ABS -> (in, out, n) -> abs(in[0], out, n);
      case SQUARE -> (in, out, n) -> square(in[0], out, n);
      case SQRT -> (in, out, n) -> sqrt(in[0], out, n);
      case RECIPROCAL -> (in, out, n) -> reciprocal(in[0], out, n);
      case FLOOR -> (in, out, n) -> floor(in[0], out, n);
      case CEIL -> (in, out, n) -> ceil(in[0], out, n);
      case TRUNCATE -> each(x -> x < 0 ? Math.ceil(x) : Math.floor(x));
      case ROUND -> each(ElementaryKernels::round);
      case EXP -> each(StrictMath::exp);
      case LN -> each(x -> x > 0 ? StrictMath.log(x) : Double.NaN);
      case LOG10 -> each(x -> x > 0 ? StrictMath.log10(x) : Double.NaN);
      case SIN -> each(StrictMath::sin);
      case COS -> each(StrictMath::cos);
      case TAN -> each(StrictMath::tan);
      case ASIN -> each(StrictMath::asin);
      case ACOS -> each(StrictMath::acos);
      case ATAN -> each(StrictMath::atan);
      case SINH -> each(StrictMath::sinh);
      case COSH -> each(StrictMath::cosh);
      case TANH -> each(StrictMath::tanh);
      case ASINH -> each(ElementaryKernels::asinh);
      case ACOSH -> each(ElementaryKernels::acosh);
      case ATANH -> each(ElementaryKernels::atanh);
      case TO_FLOAT -> each(x -> (float) x);
    };
  }

  /** For functions that cost tens of nanoseconds a value, beside which the call is nothing. */
  private static ElementKernel each(DoubleUnaryOperator f) {
    return (in, out, n) -> {
      double[] a = in[0];
      for (int i = 0; i < n; i++) {
        out[i] = f.applyAsDouble(a[i]);
      }
    };
  }

  /** To the nearest integer, ties away from zero; exact, unlike adding a half. */
  private static double round(double x) {
    double size = Math.abs(x);
    double down = Math.floor(size);
    return Math.copySign(size - down >= 0.5 ? down + 1 : down, x);
  }

  /**
   * {@code ln(a + sqrt(a^2 + 1))}, written so that small and huge arguments lose no digits.
   * Formula: Kahan, Branch cuts for complex elementary functions (1987).
   */
  private static double asinh(double x) {
    double a = Math.abs(x);
    double size =
        a > HUGE
            ? StrictMath.log(a) + LN2
            : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(size, x);
  }

  private static double acosh(double x) {
    double t = x - 1;
    return x > HUGE ? StrictMath.log(x) + LN2 : StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
  }

  private static double atanh(double x) {
    double a = Math.abs(x);
    return a < 1 ? Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x) : Double.NaN;
  }

  private static void negate(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = -a[i];
    }
  }

  private static void abs(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.abs(a[i]);
    }
  }

  private static void square(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * a[i];
    }
  }

  private static void sqrt(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.sqrt(a[i]);
    }
  }

  private static void reciprocal(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      double q = 1 / a[i];
      // Not finite becomes missing.
      out[i] = q + 0 * q;
    }
  }

  private static void floor(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.floor(a[i]);
    }
  }

  private static void ceil(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.ceil(a[i]);
    }
  }
}
