package org.isobar.op;

import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * Variance {@code sum((x - mean)^2) / (n - ddof)}; missing where {@code n <= ddof}. With weights
 * {@code sum(w (x - mean)^2) / (V1 - ddof V2 / V1)}, where V1 is the sum of the weights and V2 that
 * of their squares; for ddof 1 that is the unbiased estimate for weights that tell how reliable a
 * cell is. With weights ddof is 0 or 1. Partials merge by Chan, Golub and LeVeque (1979).
 *
 * @param ddof delta degrees of freedom: 0 for the population, 1 for a sample
 */
public record Variance(int ddof) implements ReduceOp {
  public Variance {
    if (ddof < 0) {
      throw new ShapeException("ddof must not be negative, got " + ddof);
    }
  }

  @Override
  public String label() {
    return "var(ddof=" + ddof + ")";
  }

  @Override
  public Unit unit(Unit input) {
    return input.difference().power(2);
  }

  @Override
  public String cellMethod() {
    return "variance";
  }

  @Override
  public boolean weightable() {
    return ddof <= 1;
  }
}
