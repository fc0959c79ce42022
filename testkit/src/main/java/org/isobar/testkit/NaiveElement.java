package org.isobar.testkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Relabel;
import org.isobar.op.Where;

/** The element operations on single values; NaN is missing. */
final class NaiveElement {
  private NaiveElement() {}

  static double apply(ElementOp op, double[] x) {
    return switch (op) {
      case FillMissing f -> Double.isNaN(x[0]) ? x[1] : x[0];
      case IsMissing m -> Double.isNaN(x[0]) ? 1 : 0;
      case Where w -> isTrue(x[1]) ? x[0] : Double.NaN;
      case BinaryFunction.ZERO_ABSORBING_PRODUCT -> x[0] == 0 || x[1] == 0 ? 0 : x[0] * x[1];
      case Choose c -> Double.isNaN(x[1]) ? Double.NaN : isTrue(x[1]) ? x[0] : x[2];
      default -> anyMissing(x) ? Double.NaN : applyToValid(op, x);
    };
  }

  private static boolean isTrue(double x) {
    return !Double.isNaN(x) && x != 0;
  }

  private static boolean anyMissing(double[] x) {
    for (double v : x) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }

  private static double applyToValid(ElementOp op, double[] x) {
    return switch (op) {
      case Arithmetic a -> arithmetic(a, x[0], x[1]);
      case BinaryFunction f -> function(f, x[0], x[1]);
      case Elementary e -> elementary(e, x[0]);
      case Comparison c -> compare(c, x[0], x[1]) ? 1 : 0;
      case Logic.NOT -> isTrue(x[0]) ? 0 : 1;
      case Logic.AND -> isTrue(x[0]) && isTrue(x[1]) ? 1 : 0;
      case Logic.OR -> isTrue(x[0]) || isTrue(x[1]) ? 1 : 0;
      case Affine a -> x[0] * a.scale() + a.offset();
      case Relabel r -> x[0];
      default -> throw new IllegalArgumentException("no naive arithmetic for " + op);
    };
  }

  private static double arithmetic(Arithmetic op, double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> b == 0 ? Double.NaN : a / b;
      case POWER -> a == 0 && b < 0 ? Double.NaN : StrictMath.pow(a, b);
      case MINIMUM -> Math.min(a, b);
      case MAXIMUM -> Math.max(a, b);
    };
  }

  private static double function(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ZERO_ABSORBING_PRODUCT -> a * b;
      case REMAINDER -> b == 0 ? Double.NaN : a % b;
      case HYPOT -> StrictMath.hypot(a, b);
      case ATAN2 -> StrictMath.atan2(a, b);
    };
  }

  private static double elementary(Elementary op, double x) {
    return switch (op) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> x == 0 ? Double.NaN : 1 / x;
      case EXP -> StrictMath.exp(x);
      case LN -> x <= 0 ? Double.NaN : StrictMath.log(x);
      case LOG10 -> x <= 0 ? Double.NaN : StrictMath.log10(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TAN -> StrictMath.tan(x);
      case ASIN -> StrictMath.asin(x);
      case ACOS -> StrictMath.acos(x);
      case ATAN -> StrictMath.atan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case TANH -> StrictMath.tanh(x);
      case ASINH -> x < 0 ? -areaSine(-x) : areaSine(x);
      case ACOSH -> StrictMath.log(x + Math.sqrt(x * x - 1));
      case ATANH -> Math.abs(x) < 1 ? 0.5 * StrictMath.log((1 + x) / (1 - x)) : Double.NaN;
      case TO_FLOAT -> (float) x;
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case ROUND ->
          Double.isInfinite(x)
              ? x
              : new BigDecimal(x).setScale(0, RoundingMode.HALF_UP).doubleValue();
    };
  }

  private static double areaSine(double x) {
    return StrictMath.log(x + Math.sqrt(x * x + 1));
  }

  private static boolean compare(Comparison op, double a, double b) {
    return switch (op) {
      case GT -> a > b;
      case GE -> a >= b;
      case LT -> a < b;
      case LE -> a <= b;
      case EQ -> a == b;
      case NE -> a != b;
    };
  }
}
