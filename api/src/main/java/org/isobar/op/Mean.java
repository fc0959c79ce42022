package org.isobar.op;

/** Arithmetic mean; with weights {@code sum(w x) / sum(w)} over the cells present. */
public record Mean() implements ReduceOp {
  @Override
  public String label() {
    return "mean";
  }

  @Override
  public String cellMethod() {
    return "mean";
  }

  @Override
  public boolean weightable() {
    return true;
  }
}
