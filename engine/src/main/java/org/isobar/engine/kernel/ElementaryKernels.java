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
      case NEGATE -> (in, at, out, o, n) -> negate(in[0], at[0], out, o, n);
      case ABS -> (in, at, out, o, n) -> abs(in[0], at[0], out, o, n);
      case SQUARE -> (in, at, out, o, n) -> square(in[0], at[0], out, o, n);
      case SQRT -> (in, at, out, o, n) -> sqrt(in[0], at[0], out, o, n);
      case RECIPROCAL -> (in, at, out, o, n) -> reciprocal(in[0], at[0], out, o, n);
      case FLOOR -> (in, at, out, o, n) -> floor(in[0], at[0], out, o, n);
      case CEIL -> (in, at, out, o, n) -> ceil(in[0], at[0], out, o, n);
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
    return (in, at, out, o, n) -> {
      double[] a = in[0];
      int ai = at[0];
      for (int i = 0; i < n; i++) {
        out[o + i] = f.applyAsDouble(a[ai + i]);
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

  private static void negate(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = -a[ai + i];
    }
  }

  private static void abs(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = Math.abs(a[ai + i]);
    }
  }

  private static void square(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = a[ai + i] * a[ai + i];
    }
  }

  private static void sqrt(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = Math.sqrt(a[ai + i]);
    }
  }

  private static void reciprocal(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      double q = 1 / a[ai + i];
      // Not finite becomes missing.
      out[o + i] = q + 0 * q;
    }
  }

  private static void floor(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = Math.floor(a[ai + i]);
    }
  }

  private static void ceil(double[] a, int ai, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = Math.ceil(a[ai + i]);
    }
  }
}
