package org.isobar.op;

/** Largest value. */
public record Max() implements ReduceOp {
  @Override
  public String label() {
    return "max";
  }

  @Override
  public String cellMethod() {
    return "maximum";
  }
}
