package org.isobar.op;

/** Sum; with weights {@code sum(w x)} over the cells present. */
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
