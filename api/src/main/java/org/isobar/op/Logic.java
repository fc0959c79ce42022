package org.isobar.op;

import java.util.List;
import java.util.Locale;
import org.isobar.unit.Unit;

/**
 * Logic on truth values, where every valid number but 0 is true: results are 1 or 0, missing where
 * an input is missing.
 */
public enum Logic implements ElementOp {
  AND(2),
  OR(2),
  NOT(1);

  private final int arity;

  Logic(int arity) {
    this.arity = arity;
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int arity() {
    return arity;
  }

  @Override
  public Unit unit(List<Unit> in) {
    return Unit.ONE;
  }
}
