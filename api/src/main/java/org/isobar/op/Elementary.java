package org.isobar.op;

import java.util.List;
import java.util.Locale;
import org.isobar.unit.Unit;

/**
 * Elementary functions of one input, as {@link StrictMath} computes them. Missing where the input
 * is missing and where the function has no real value (the root of a negative number, the logarithm
 * of zero).
 */
public enum Elementary implements ElementOp {
  NEGATE,
  ABS,
  SQUARE,
  SQRT,
  RECIPROCAL,
  EXP,
  LN,
  LOG10,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  SINH,
  COSH,
  TANH,
  ASINH,
  ACOSH,
  ATANH,
  FLOOR,
  CEIL,
  /** Towards zero. */
  TRUNCATE,
  /** To the nearest integer, ties away from zero. */
  ROUND,
  /** To the nearest 32-bit float. */
  TO_FLOAT;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int arity() {
    return 1;
  }

  @Override
  public Unit unit(List<Unit> in) {
    Unit u = in.get(0);
    return switch (this) {
      case NEGATE, ABS, FLOOR, CEIL, TRUNCATE, ROUND, TO_FLOAT -> u;
      case SQUARE -> u.power(2);
      case SQRT -> u.root(2);
      case RECIPROCAL -> Unit.ONE.divide(u);
      case EXP, LN, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ASINH, ACOSH, ATANH ->
          Unit.ONE;
    };
  }
}
