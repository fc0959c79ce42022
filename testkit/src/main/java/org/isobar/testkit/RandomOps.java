package org.isobar.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Relabel;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.op.Where;

/** Random operations, and what they do to the size and the exactness of values. */
final class RandomOps {
  private static final List<Elementary> SMOOTH =
      List.of(
          Elementary.NEGATE,
          Elementary.ABS,
          Elementary.SQUARE,
          Elementary.SIN,
          Elementary.COS,
          Elementary.ATAN);

  private final Random random;
  private final RandomLeaves leaves;

  RandomOps(Random random, RandomLeaves leaves) {
    this.random = random;
    this.leaves = leaves;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  Sized unary(Sized e) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextBoolean() ? affine(e) : affine(affine(e));
      case 1 -> new Sized(Map.of(new Relabel(leaves.unit()), e.expr()), e.bound(), e.grain());
      case 2 -> new Sized(Map.of(new IsMissing(), e.expr()), 1, 1);
      case 3 -> e.exact() ? new Sized(Map.of(Logic.NOT, e.expr()), 1, 1) : elementary(e);
      default -> elementary(e);
    };
  }

  private Sized affine(Sized e) {
    double scale = any(List.of(0.5, 1.0, -1.0, -4.0));
    double offset = any(List.of(0.0, 0.0, 1.0, -3.5));
    return new Sized(
        Map.of(new Affine(scale, offset, leaves.unit()), e.expr()),
        e.bound() * Math.abs(scale) + Math.abs(offset),
        Math.min(e.grain() * 0.5, 0.5));
  }

  private Sized elementary(Sized e) {
    Elementary op = e.exact() ? any(List.of(Elementary.values())) : any(SMOOTH);
    boolean explodes = op == Elementary.EXP || op == Elementary.SINH || op == Elementary.COSH;
    if (explodes && e.bound() > 16) {
      op = Elementary.SQRT;
    }
    double bound =
        switch (op) {
          case NEGATE, ABS, SQRT -> Math.max(1, e.bound());
          case FLOOR, CEIL, TRUNCATE, ROUND, TO_FLOAT -> e.bound() + 1;
          case SQUARE -> e.bound() * e.bound();
          case RECIPROCAL -> 1 / e.grain();
          case EXP, SINH, COSH -> StrictMath.exp(e.bound());
          case LN, LOG10, ASINH, ACOSH, ATANH -> 50;
          case TAN -> 1e6;
          case SIN, COS, ASIN, ACOS, ATAN, TANH -> 4;
        };
    double grain =
        switch (op) {
          case NEGATE, ABS -> e.grain();
          case TO_FLOAT -> 0;
          case FLOOR, CEIL, TRUNCATE, ROUND -> 1;
          case SQUARE -> e.grain() * e.grain();
          case SQRT, RECIPROCAL, EXP, LN, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN -> 0;
          case SINH, COSH, TANH, ASINH, ACOSH, ATANH -> 0;
        };
    return new Sized(Map.of(op, e.expr()), bound, grain);
  }

  Sized binary(Sized a, Sized b) {
    boolean exact = a.exact() && b.exact();
    return switch (random.nextInt(exact ? 12 : 7)) {
      case 0 -> binary(Arithmetic.ADD, a, b);
      case 1 -> binary(Arithmetic.SUBTRACT, b, a);
      case 2 -> binary(Arithmetic.SUBTRACT, a, b);
      case 3 -> binary(Arithmetic.MULTIPLY, a, b);
      case 4 -> binary(Arithmetic.MINIMUM, a, b);
      case 5 -> binary(Arithmetic.MAXIMUM, a, b);
      case 6 -> larger(new FillMissing(), a, b);
      case 7 -> binary(Arithmetic.DIVIDE, a, b);
      case 8 -> truth(any(List.of(Comparison.values())), a, b);
      case 9 -> truth(any(List.of(Logic.AND, Logic.OR)), a, b);
      case 10 -> power(a);
      default -> larger(new Where(), a, b);
    };
  }

  Sized binary(Arithmetic op, Sized a, Sized b) {
    double bound =
        switch (op) {
          case ADD, SUBTRACT -> a.bound() + b.bound();
          case MULTIPLY -> a.bound() * b.bound();
          case DIVIDE -> a.bound() / b.grain();
          case POWER -> Math.pow(a.bound(), b.bound());
          case MINIMUM, MAXIMUM -> Math.max(a.bound(), b.bound());
        };
    double grain =
        switch (op) {
          case ADD, SUBTRACT, MINIMUM, MAXIMUM -> Math.min(a.grain(), b.grain());
          case MULTIPLY -> a.grain() * b.grain();
          case DIVIDE, POWER -> 0;
        };
    return new Sized(Map.of(op, a.expr(), b.expr()), bound, grain);
  }

  private Sized power(Sized a) {
    double exponent = any(List.of(0.0, 1.0, 2.0, 3.0, 0.5, -1.0));
    double bound = exponent < 0 ? 1 / a.grain() : Math.pow(Math.max(1, a.bound()), exponent);
    return new Sized(Map.of(Arithmetic.POWER, a.expr(), Constant.of(exponent)), bound, 0);
  }

  private static Sized truth(ElementOp op, Sized a, Sized b) {
    return new Sized(Map.of(op, a.expr(), b.expr()), 1, 1);
  }

  private static Sized larger(ElementOp op, Sized a, Sized b) {
    return new Sized(
        Map.of(op, a.expr(), b.expr()),
        Math.max(a.bound(), b.bound()),
        Math.min(a.grain(), b.grain()));
  }

  /** {@code b} where a condition holds, else {@code c}. */
  Sized conditional(Sized a, Sized b, Sized c) {
    Sized condition = a.exact() ? a : new Sized(Map.of(new IsMissing(), a.expr()), 1, 1);
    return new Sized(
        Map.of(new Choose(), b.expr(), condition.expr(), c.expr()),
        Math.max(b.bound(), c.bound()),
        Math.min(b.grain(), c.grain()));
  }

  ReduceOp reduction(Sized e) {
    int ddof = random.nextInt(2);
    return switch (random.nextInt(e.exact() ? 9 : 7)) {
      case 0 -> new Sum();
      case 1, 2 -> new Mean();
      case 3 -> new Min();
      case 4 -> new Max();
      case 5 -> random.nextBoolean() ? new Range() : new Count();
      case 6 -> new Variance(ddof);
      // The root magnifies the rounding of a variance that should be zero.
      case 7 -> new Std(ddof);
      default -> new CountTrue();
    };
  }

  /** A reduction of {@code cells} cells with its size and exactness. */
  Sized reduced(Expr reduced, ReduceOp op, Sized in, Optional<Sized> weights, long cells) {
    double weight = weights.map(Sized::bound).orElse(1.0);
    double grain = weights.map(Sized::grain).orElse(1.0);
    return switch (op) {
      case Sum s -> new Sized(reduced, in.bound() * weight * cells, in.grain() * grain);
      case Count c -> new Sized(reduced, cells, 1);
      case CountTrue c -> new Sized(reduced, cells, 1);
      case Min m -> new Sized(reduced, in.bound(), in.grain());
      case Max m -> new Sized(reduced, in.bound(), in.grain());
      case Range r -> new Sized(reduced, 2 * in.bound(), in.grain());
      case Variance v -> new Sized(reduced, 4 * in.bound() * in.bound(), 0);
      default -> new Sized(reduced, 2 * in.bound(), 0);
    };
  }
}
