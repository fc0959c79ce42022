package org.isobar.op;

import org.isobar.unit.Unit;

/** Largest minus smallest value. */
public record Range() implements ReduceOp {
  @Override
  public String label() {
    return "range";
  }

  @Override
  public Unit unit(Unit input) {
    return input.difference();
  }

  @Override
  public String cellMethod() {
    return "range";
  }
}
