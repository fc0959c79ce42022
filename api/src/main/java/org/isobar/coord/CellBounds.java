package org.isobar.coord;

import java.util.Optional;

/** Judges the bounds that a file gives and makes those it lacks. */
public final class CellBounds {
  private static final double TOLERANCE = 1e-6;
  private static final double CIRCLE = 360;

  private CellBounds() {}

  /**
   * Why bounds cannot be used: not finite, degenerate (all cells of zero width), not around their
   * coordinate, or not in order. Real files hold uninitialised ones. Empty if they can be used.
   *
   * @param cyclic whether coordinate and bounds are angles, equal modulo 360
   */
  public static Optional<String> defect(double[] values, Bounds bounds, boolean cyclic) {
    int n = values.length;
    double slack = slack(values, bounds);
    int flat = 0;
    for (int i = 0; i < n; i++) {
      Cell cell = cyclic ? cell(values[i], bounds, i, slack) : Cell.of(bounds, i);
      if (!cell.finite()) {
        return Optional.of("cell " + i + " has bounds " + cell.low + ", " + cell.high);
      }
      double v = cyclic ? nearest(values[i], cell.centre()) : values[i];
      if (!cell.holds(v, slack)) {
        return Optional.of(
            "cell "
                + i
                + " at "
                + values[i]
                + " lies outside its bounds "
                + cell.low
                + ", "
                + cell.high);
      }
      if (cell.width() <= 0) {
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
    double[] v = cyclic ? continuous(values) : values;
    double before = 0;
    for (int i = 0; i < v.length; i++) {
      Cell cell = cyclic ? cell(values[i], bounds, i, slack) : Cell.of(bounds, i);
      double here = cyclic ? nearest(cell.centre(), v[i]) : cell.centre();
      boolean rising = i > 0 && v[i] >= v[i - 1];
      if (i > 0 && (rising ? here < before - slack : here > before + slack)) {
        return Optional.of("cells " + (i - 1) + " and " + i + " are out of order");
      }
      before = here;
    }
    return Optional.empty();
  }

  /**
   * The same bounds of longitudes in degrees, each pair around its cell and with a positive width:
   * 359 and 1 about 0 become -1 and 1. Pairs that are right already stay as they are.
   */
  public static Bounds aroundLongitudes(double[] values, Bounds bounds) {
    double slack = slack(values, bounds);
    double[] pairs = bounds.pairs();
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      Cell stored = Cell.of(bounds, i);
      Cell cell = cell(values[i], bounds, i, slack);
      if (!cell.equals(stored)) {
        double shift = values[i] - nearest(values[i], cell.centre());
        pairs[2 * i] = cell.low + shift;
        pairs[2 * i + 1] = cell.high + shift;
        changed = true;
      }
    }
    return changed ? Bounds.of(bounds.name(), pairs) : bounds;
  }

  /**
   * The arc between both bounds that holds the longitude: from the lower to the upper one, or the
   * rest of the circle if that is the narrower.
   */
  private static Cell cell(double longitude, Bounds bounds, int i, double slack) {
    Cell inner = Cell.of(bounds, i);
    Cell outer = new Cell(inner.high, inner.low + CIRCLE);
    boolean narrow = outer.width() > slack && outer.width() <= CIRCLE / 2 + slack;
    return narrow && outer.holds(nearest(longitude, outer.centre()), slack) ? outer : inner;
  }

  /** From the lower to the upper bound. */
  private record Cell(double low, double high) {
    static Cell of(Bounds b, int i) {
      return new Cell(b.lower(i), b.upper(i));
    }

    double centre() {
      return (low + high) / 2;
    }

    double width() {
      return high - low;
    }

    boolean finite() {
      return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Bounds are often floats: their last digit does not count. */
    boolean holds(double v, double slack) {
      double s = slack + Math.ulp((float) Math.max(Math.abs(low), Math.abs(high)));
      return v >= low - s && v <= high + s;
    }
  }

  private static double slack(double[] values, Bounds bounds) {
    double lo = Double.POSITIVE_INFINITY;
    double hi = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      lo = Math.min(lo, v);
      hi = Math.max(hi, v);
    }
    double span = Math.max(hi - lo, bounds.size() == 0 ? 0 : bounds.upper(0) - bounds.lower(0));
    return TOLERANCE * Math.max(span, 1e-30);
  }

  private static double nearest(double angle, double centre) {
    return angle + CIRCLE * Math.rint((centre - angle) / CIRCLE);
  }

  /** Angles without jumps: each within half a circle of the one before. */
  private static double[] continuous(double[] degrees) {
    double[] out = degrees.clone();
    for (int i = 1; i < out.length; i++) {
      out[i] = nearest(out[i], out[i - 1]);
    }
    return out;
  }

  /** Bounds half-way between neighbours, extrapolated at both ends; at least two cells. */
  private static double[] midpoints(double[] values) {
    int n = values.length;
    double[] pairs = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double before = i > 0 ? values[i - 1] : 2 * values[0] - values[1];
      double after = i < n - 1 ? values[i + 1] : 2 * values[n - 1] - values[n - 2];
      pairs[2 * i] = (before + values[i]) / 2;
      pairs[2 * i + 1] = (values[i] + after) / 2;
    }
    return pairs;
  }

  private static double[] oneDegree(double centre) {
    return new double[] {centre - 0.5, centre + 0.5};
  }

  /**
   * Bounds of longitudes in degrees half-way between neighbours, extrapolated at both ends.
   * Longitudes may jump from 359 to 0; a single cell is one degree wide.
   *
   * @param name name for the bounds variable
   */
  public static Bounds longitudeMidpoints(String name, double[] degrees) {
    if (degrees.length == 1) {
      return Bounds.of(name, oneDegree(degrees[0]));
    }
    double[] smooth = continuous(degrees);
    double[] pairs = midpoints(smooth);
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] += degrees[i / 2] - smooth[i / 2];
    }
    return Bounds.of(name, pairs);
  }

  /**
   * Bounds of latitudes in degrees half-way between neighbours; the outermost cells reach no
   * further than the poles. A single cell is one degree wide.
   *
   * @param name name for the bounds variable
   */
  public static Bounds latitudeMidpoints(String name, double[] degrees) {
    double[] pairs = degrees.length == 1 ? oneDegree(degrees[0]) : midpoints(degrees);
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = Math.clamp(pairs[i], -90.0, 90.0);
    }
    return Bounds.of(name, pairs);
  }
}
