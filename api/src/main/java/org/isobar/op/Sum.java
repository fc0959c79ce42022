package org.isobar.op;

/**
 * Sum; with weights {@code sum(w x)} over the cells present, in the unit of value times weight
 * where the weights have a unit.
 */
public record Sum() implements ReduceOp {
  @Override
  public String label() {
    return "sum";
  }

  @Override
  public String cellMethod() {
    return "sum";
  }

  @Override
  public boolean weightable() {
    return true;
  }
}
