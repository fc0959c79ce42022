package org.isobar.op;

import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * Standard deviation: the square root of {@link Variance}.
 *
 * @param ddof delta degrees of freedom: 0 for the population, 1 for a sample
 */
public record Std(int ddof) implements ReduceOp {
  public Std {
    if (ddof < 0) {
      throw new ShapeException("ddof must not be negative, got " + ddof);
    }
  }

  @Override
  public String label() {
    return "std(ddof=" + ddof + ")";
  }

  @Override
  public Unit unit(Unit input) {
    return input.difference();
  }

  @Override
  public String cellMethod() {
    return "standard_deviation";
  }

  @Override
  public boolean weightable() {
    return ddof <= 1;
  }
}
