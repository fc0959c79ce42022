package org.isobar.cli.expression;

import org.isobar.Field;
import org.isobar.cli.expression.Term.PrefixOperator;
import org.isobar.data.DType;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;
import org.isobar.op.Comparison;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;

/**
 * Operators on fields and numbers. Missing cells propagate, but zero times a missing cell is zero,
 * as in CDO; comparisons and logic give 1 or 0. Numbers are taken as they stand, whatever the units
 * of fields.
 */
record Terms(Library library) {

  Value prefix(PrefixOperator operator, Value value) {
    return switch (value) {
      case Value.Constant n ->
          new Value.Constant(operator == PrefixOperator.MINUS ? -n.value() : truth(n.value() == 0));
      case Value.Field f ->
          computed(operator == PrefixOperator.MINUS ? f.field().negate() : f.field().not());
    };
  }

  Value infix(InfixOperator operator, Value left, Value right) {
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      return new Value.Constant(onNumbers(operator, a.value(), b.value()));
    }
    return computed(
        switch (operator) {
          case ADD -> apply(Arithmetic.ADD, left, right);
          case SUBTRACT -> apply(Arithmetic.SUBTRACT, left, right);
          case MULTIPLY -> apply(BinaryFunction.ZERO_ABSORBING_PRODUCT, left, right);
          case DIVIDE -> apply(Arithmetic.DIVIDE, left, right);
          case POWER -> apply(Arithmetic.POWER, left, right);
          case AND -> apply(Logic.AND, left, right);
          case OR -> apply(Logic.OR, left, right);
          case GT -> compare(Comparison.GT, left, right);
          case GE -> compare(Comparison.GE, left, right);
          case LT -> compare(Comparison.LT, left, right);
          case LE -> compare(Comparison.LE, left, right);
          case EQ -> compare(Comparison.EQ, left, right);
          case NE -> compare(Comparison.NE, left, right);
          case COMPARE ->
              compare(Comparison.GT, left, right)
                  .apply(Arithmetic.SUBTRACT, compare(Comparison.LT, left, right));
        });
  }

  Value apply(Functions.One f, Value argument) {
    return switch (argument) {
      case Value.Constant n -> new Value.Constant(f.onNumber().applyAsDouble(n.value()));
      case Value.Field v -> computed(v.field().apply(f.op()));
    };
  }

  Value apply(Functions.Two f, Value first, Value second) {
    if (first instanceof Value.Constant a && second instanceof Value.Constant b) {
      return new Value.Constant(f.onNumbers().applyAsDouble(a.value(), b.value()));
    }
    return computed(apply(f.op(), first, second));
  }

  /** {@code condition ? then : otherwise}; missing where the condition is. */
  Value choice(Value condition, Value then, Value otherwise) {
    if (condition instanceof Value.Constant n) {
      return n.value() != 0 ? then : otherwise;
    }
    Field where = ((Value.Field) condition).field();
    Library.Pair a = library.meet(where, onGrid(where, then));
    Library.Pair b = library.meet(a.first(), onGrid(where, otherwise));
    Library.Pair both = library.meet(a.second(), b.second());
    Field other = both.second().withUnit(both.first().unit().text());
    return computed(both.first().where(b.first(), other));
  }

  /** A value as a field: a number becomes one that is the same all over. */
  private static Field onGrid(Field model, Value value) {
    return switch (value) {
      case Value.Constant n -> model.apply(new IsMissing()).times(0).plus(n.value());
      case Value.Field f -> f.field();
    };
  }

  private static Value computed(Field f) {
    return new Value.Field(f, false);
  }

  private Field apply(ElementOp op, Value left, Value right) {
    Field a = field(left);
    Field b = field(right);
    if (left instanceof Value.Constant || right instanceof Value.Constant) {
      return a.apply(op, b);
    }
    Library.Pair both = library.meet(a, b);
    return both.first().apply(op, both.second());
  }

  private static Field field(Value value) {
    return switch (value) {
      case Value.Constant n -> Field.ofNumber(n.value());
      case Value.Field f -> f.field();
    };
  }

  /** What is compared with stored floats is rounded to a float: 0.1 in a file equals 0.1. */
  private Field compare(Comparison c, Value left, Value right) {
    return apply(c, asPrecise(left, right), asPrecise(right, left));
  }

  private static Value asPrecise(Value value, Value other) {
    boolean floats =
        other instanceof Value.Field f && f.stored() && f.field().dtype() == DType.FLOAT32;
    return switch (value) {
      case Value.Constant n -> floats ? new Value.Constant((float) n.value()) : n;
      case Value.Field f ->
          floats && f.stored() && f.field().dtype() == DType.FLOAT64
              ? computed(f.field().apply(Elementary.TO_FLOAT))
              : f;
    };
  }

  private static double onNumbers(InfixOperator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case POWER -> StrictMath.pow(a, b);
      case AND -> truth(a != 0 && b != 0);
      case OR -> truth(a != 0 || b != 0);
      case GT -> truth(a > b);
      case GE -> truth(a >= b);
      case LT -> truth(a < b);
      case LE -> truth(a <= b);
      case EQ -> truth(a == b);
      case NE -> truth(a != b);
      case COMPARE -> Double.compare(a, b);
    };
  }

  private static double truth(boolean condition) {
    return condition ? 1 : 0;
  }
}
