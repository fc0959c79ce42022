package org.isobar.coord;

import java.util.Optional;

/** Judges the bounds that a file gives and makes those it lacks. */
public final class CellBounds {
  private static final double TOLERANCE = 1e-6;

  private CellBounds() {}

  /**
   * Why bounds cannot be used: not finite, degenerate (all cells of zero width), not around their
   * coordinate, or not in order. Real files hold uninitialised ones. Empty if they can be used.
   *
   * @param cyclic whether coordinate and bounds are angles, equal modulo 360
   */
  public static Optional<String> defect(double[] values, Bounds bounds, boolean cyclic) {
    int n = values.length;
    double span = span(values, bounds);
    double slack = TOLERANCE * Math.max(span, 1e-30);
    int flat = 0;
    for (int i = 0; i < n; i++) {
      double lo = bounds.lower(i);
      double hi = bounds.upper(i);
      if (!Double.isFinite(lo) || !Double.isFinite(hi)) {
        return Optional.of("cell " + i + " has bounds " + lo + ", " + hi);
      }
      double v = cyclic ? nearest(values[i], (lo + hi) / 2) : values[i];
      double ulp = Math.ulp((float) Math.max(Math.abs(lo), Math.abs(hi)));
      if (v < lo - slack - ulp || v > hi + slack + ulp) {
        return Optional.of(
            "cell " + i + " at " + values[i] + " lies outside its bounds " + lo + ", " + hi);
      }
      if (hi - lo <= 0) {
        flat++;
      }
    }
    if (n > 0 && flat == n) {
      return Optional.of("all cells have zero width");
    }
    return disorder(values, bounds, cyclic, slack);
  }

  private static Optional<String> disorder(
      double[] values, Bounds bounds, boolean cyclic, double slack) {
    for (int i = 1; i < values.length && !cyclic; i++) {
      boolean rising = values[i] >= values[i - 1];
      double before = (bounds.lower(i - 1) + bounds.upper(i - 1)) / 2;
      double here = (bounds.lower(i) + bounds.upper(i)) / 2;
      if (rising ? here < before - slack : here > before + slack) {
        return Optional.of("cells " + (i - 1) + " and " + i + " are out of order");
      }
    }
    return Optional.empty();
  }

  private static double span(double[] values, Bounds bounds) {
    double lo = Double.POSITIVE_INFINITY;
    double hi = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      lo = Math.min(lo, v);
      hi = Math.max(hi, v);
    }
    return Math.max(hi - lo, bounds.size() == 0 ? 0 : bounds.upper(0) - bounds.lower(0));
  }

  private static double nearest(double angle, double centre) {
    return angle + 360 * Math.rint((centre - angle) / 360);
  }

  /**
   * Bounds half-way between neighbours, extrapolated at both ends.
   *
   * @param name name for the bounds variable
   */
  public static Bounds midpoints(String name, double[] values) {
    int n = values.length;
    double[] pairs = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double before = i > 0 ? values[i - 1] : n > 1 ? 2 * values[0] - values[1] : values[0];
      double after =
          i < n - 1 ? values[i + 1] : n > 1 ? 2 * values[n - 1] - values[n - 2] : values[0];
      pairs[2 * i] = (before + values[i]) / 2;
      pairs[2 * i + 1] = (values[i] + after) / 2;
    }
    return Bounds.of(name, pairs);
  }

  /**
   * {@link #midpoints} of latitudes in degrees; the outermost cells reach no further than the
   * poles.
   */
  public static Bounds latitudeMidpoints(String name, double[] degrees) {
    double[] pairs = midpoints(name, degrees).pairs();
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = Math.clamp(pairs[i], -90.0, 90.0);
    }
    return Bounds.of(name, pairs);
  }
}
