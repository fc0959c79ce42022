package org.isobar.op;

import java.util.List;
import java.util.Locale;
import org.isobar.unit.Unit;

/** Compares two inputs: 1 where it holds, 0 where it does not, missing where either is missing. */
public enum Comparison implements ElementOp {
  GT,
  GE,
  LT,
  LE,
  EQ,
  NE;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Unit unit(List<Unit> in) {
    return Unit.ONE;
  }
}
