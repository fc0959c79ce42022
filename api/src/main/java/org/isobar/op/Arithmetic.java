package org.isobar.op;

import java.util.List;
import java.util.Locale;
import org.isobar.unit.Unit;

/**
 * Arithmetic on two inputs. Missing if either is missing, and where the result is not a real
 * number: division by zero, a negative base with a fractional exponent.
 */
public enum Arithmetic implements ElementOp {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  POWER,
  /** The smaller of both. */
  MINIMUM,
  /** The larger of both. */
  MAXIMUM;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int arity() {
    return 2;
  }

  /** The first input's unit, but the product and the quotient of both for MULTIPLY and DIVIDE. */
  @Override
  public Unit unit(List<Unit> in) {
    return switch (this) {
      case ADD, MINIMUM, MAXIMUM -> in.get(0);
      case SUBTRACT -> in.get(0).difference();
      case MULTIPLY -> in.get(0).times(in.get(1));
      case DIVIDE -> in.get(0).divide(in.get(1));
      case POWER -> Unit.NONE;
    };
  }
}
