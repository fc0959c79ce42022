package org.isobar.cli.expression;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.IsMissing;

/** Functions of single cells: what they do to fields, and to numbers. */
final class Functions {
  private static final Map<String, One> ONE =
      Map.ofEntries(
          Map.entry("abs", new One(Elementary.ABS, Math::abs)),
          Map.entry("floor", new One(Elementary.FLOOR, Math::floor)),
          Map.entry("ceil", new One(Elementary.CEIL, Math::ceil)),
          Map.entry("float", new One(Elementary.TO_FLOAT, x -> (float) x)),
          Map.entry("int", new One(Elementary.TRUNCATE, Functions::truncated)),
          Map.entry("nint", new One(Elementary.ROUND, Functions::rounded)),
          Map.entry("sqr", new One(Elementary.SQUARE, x -> x * x)),
          Map.entry("sqrt", new One(Elementary.SQRT, Math::sqrt)),
          Map.entry("exp", new One(Elementary.EXP, StrictMath::exp)),
          Map.entry("ln", new One(Elementary.LN, StrictMath::log)),
          Map.entry("log", new One(Elementary.LN, StrictMath::log)),
          Map.entry("log10", new One(Elementary.LOG10, StrictMath::log10)),
          Map.entry("sin", new One(Elementary.SIN, StrictMath::sin)),
          Map.entry("cos", new One(Elementary.COS, StrictMath::cos)),
          Map.entry("tan", new One(Elementary.TAN, StrictMath::tan)),
          Map.entry("asin", new One(Elementary.ASIN, StrictMath::asin)),
          Map.entry("acos", new One(Elementary.ACOS, StrictMath::acos)),
          Map.entry("atan", new One(Elementary.ATAN, StrictMath::atan)),
          Map.entry("sinh", new One(Elementary.SINH, StrictMath::sinh)),
          Map.entry("cosh", new One(Elementary.COSH, StrictMath::cosh)),
          Map.entry("tanh", new One(Elementary.TANH, StrictMath::tanh)),
          Map.entry("asinh", new One(Elementary.ASINH, Functions::areaSine)),
          Map.entry("acosh", new One(Elementary.ACOSH, Functions::areaCosine)),
          Map.entry("atanh", new One(Elementary.ATANH, Functions::areaTangent)),
          Map.entry("isMissval", new One(new IsMissing(), x -> Double.isNaN(x) ? 1 : 0)));

  private static final Map<String, Two> TWO =
      Map.of(
          "min", new Two(Arithmetic.MINIMUM, Math::min),
          "max", new Two(Arithmetic.MAXIMUM, Math::max),
          "pow", new Two(Arithmetic.POWER, StrictMath::pow),
          "mod", new Two(BinaryFunction.REMAINDER, (x, y) -> x % y),
          "hypot", new Two(BinaryFunction.HYPOT, StrictMath::hypot),
          "atan2", new Two(BinaryFunction.ATAN2, StrictMath::atan2));

  private Functions() {}

  /** A function of one argument. */
  record One(ElementOp op, DoubleUnaryOperator onNumber) {}

  /** A function of two arguments. */
  record Two(ElementOp op, DoubleBinaryOperator onNumbers) {}

  static Optional<One> ofOne(String name) {
    return Optional.ofNullable(ONE.get(name));
  }

  static Optional<Two> ofTwo(String name) {
    return Optional.ofNullable(TWO.get(name));
  }

  private static double truncated(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /** Halves away from zero. */
  private static double rounded(double x) {
    double size = Math.abs(x);
    double down = Math.floor(size);
    return Math.copySign(size - down >= 0.5 ? down + 1 : down, x);
  }

  private static double areaSine(double x) {
    return Math.copySign(StrictMath.log(Math.abs(x) + Math.sqrt(x * x + 1)), x);
  }

  private static double areaCosine(double x) {
    return StrictMath.log(x + Math.sqrt(x * x - 1));
  }

  private static double areaTangent(double x) {
    return 0.5 * StrictMath.log((1 + x) / (1 - x));
  }
}
