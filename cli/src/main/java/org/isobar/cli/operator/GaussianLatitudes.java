package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;

/** Latitudes of a Gaussian grid: where Legendre polynomials are zero. */
final class GaussianLatitudes {
  private static final double CONVERGED = 1e-15;
  private static final int MOST_STEPS = 100;

  private GaussianLatitudes() {}

  /**
   * The arc sines, in degrees, of the roots of the Legendre polynomial of degree n, from north to
   * south, by Newton's method from {@code cos(pi (i - 1/4) / (n + 1/2))} (Press and others,
   * Numerical Recipes, section 4.5).
   */
  static List<Double> of(int n) {
    List<Double> out = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      double z = StrictMath.cos(StrictMath.PI * (i - 0.25) / (n + 0.5));
      double step = 1;
      for (int k = 0; k < MOST_STEPS && Math.abs(step) > CONVERGED; k++) {
        step = newton(n, z);
        z -= step;
      }
      out.add(StrictMath.toDegrees(StrictMath.asin(z)));
    }
    return out;
  }

  /** The polynomial over its derivative. */
  private static double newton(int n, double z) {
    double p = 1;
    double before = 0;
    for (int j = 1; j <= n; j++) {
      double last = before;
      before = p;
      p = ((2 * j - 1) * z * before - (j - 1) * last) / j;
    }
    return p * (z * z - 1) / (n * (z * p - before));
  }
}
