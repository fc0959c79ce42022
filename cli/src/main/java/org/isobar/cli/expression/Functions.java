package org.isobar.cli.expression;

import java.util.Arrays;
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
  private Functions() {}

  /** A function of one argument. */
  enum One {
    ABS("abs", Elementary.ABS, Math::abs),
    FLOOR("floor", Elementary.FLOOR, Math::floor),
    CEIL("ceil", Elementary.CEIL, Math::ceil),
    FLOAT("float", Elementary.TO_FLOAT, x -> (float) x),
    INT("int", Elementary.TRUNCATE, x -> x < 0 ? Math.ceil(x) : Math.floor(x)),
    NINT(
        "nint",
        Elementary.ROUND,
        x -> Math.copySign(Math.floor(Math.abs(x)) + (half(x) ? 1 : 0), x)),
    SQR("sqr", Elementary.SQUARE, x -> x * x),
    SQRT("sqrt", Elementary.SQRT, Math::sqrt),
    EXP("exp", Elementary.EXP, StrictMath::exp),
    LN("ln", Elementary.LN, StrictMath::log),
    LOG("log", Elementary.LN, StrictMath::log),
    LOG10("log10", Elementary.LOG10, StrictMath::log10),
    SIN("sin", Elementary.SIN, StrictMath::sin),
    COS("cos", Elementary.COS, StrictMath::cos),
    TAN("tan", Elementary.TAN, StrictMath::tan),
    ASIN("asin", Elementary.ASIN, StrictMath::asin),
    ACOS("acos", Elementary.ACOS, StrictMath::acos),
    ATAN("atan", Elementary.ATAN, StrictMath::atan),
    SINH("sinh", Elementary.SINH, StrictMath::sinh),
    COSH("cosh", Elementary.COSH, StrictMath::cosh),
    TANH("tanh", Elementary.TANH, StrictMath::tanh),
    ASINH("asinh", Elementary.ASINH, x -> StrictMath.log(x + Math.sqrt(x * x + 1))),
    ACOSH("acosh", Elementary.ACOSH, x -> StrictMath.log(x + Math.sqrt(x * x - 1))),
    ATANH("atanh", Elementary.ATANH, x -> 0.5 * StrictMath.log((1 + x) / (1 - x))),
    IS_MISSING("isMissval", new IsMissing(), x -> Double.isNaN(x) ? 1 : 0);

    final String name;
    final ElementOp op;
    final DoubleUnaryOperator onNumber;

    One(String name, ElementOp op, DoubleUnaryOperator onNumber) {
      this.name = name;
      this.op = op;
      this.onNumber = onNumber;
    }

    private static boolean half(double x) {
      return Math.abs(x) - Math.floor(Math.abs(x)) >= 0.5;
    }

    static Optional<One> of(String name) {
      return Arrays.stream(values()).filter(f -> f.name.equals(name)).findFirst();
    }
  }

  /** A function of two arguments. */
  enum Two {
    MIN("min", Arithmetic.MINIMUM, Math::min),
    MAX("max", Arithmetic.MAXIMUM, Math::max),
    POW("pow", Arithmetic.POWER, StrictMath::pow),
    MOD("mod", BinaryFunction.REMAINDER, (x, y) -> x % y),
    HYPOT("hypot", BinaryFunction.HYPOT, StrictMath::hypot),
    ATAN2("atan2", BinaryFunction.ATAN2, StrictMath::atan2);

    final String name;
    final ElementOp op;
    final DoubleBinaryOperator onNumbers;

    Two(String name, ElementOp op, DoubleBinaryOperator onNumbers) {
      this.name = name;
      this.op = op;
      this.onNumbers = onNumbers;
    }

    static Optional<Two> of(String name) {
      return Arrays.stream(values()).filter(f -> f.name.equals(name)).findFirst();
    }
  }
}
