package org.isobar.op;

/** Smallest value. */
public record Min() implements ReduceOp {
  @Override
  public String label() {
    return "min";
  }

  @Override
  public String cellMethod() {
    return "minimum";
  }
}
