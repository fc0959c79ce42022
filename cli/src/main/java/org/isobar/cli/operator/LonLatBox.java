package org.isobar.cli.operator;

import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;

/** A box of longitudes and latitudes, with the longitudes counted as CDO counts them. */
record LonLatBox(double west, double east, double south, double north) {
  private static final double CIRCLE = 360;
  private static final double HALF = 180;

  static LonLatBox of(Call call) {
    double lat1 = call.number(2);
    double lat2 = call.number(3);
    return new LonLatBox(
        call.number(0), call.number(1), Math.min(lat1, lat2), Math.max(lat1, lat2));
  }

  Field select(Field f, Layout layout) {
    Field rows = layout.y().isPresent() ? f.lat(south, north) : f;
    if (layout.x().isEmpty()) {
      return rows;
    }
    String dim = layout.x().get();
    Coordinate before = f.coordinates().of(dim).orElseThrow();
    Field box = rows.lon(west, east);
    Coordinate after = box.coordinates().of(dim).orElseThrow();
    return before.descending() ? box : box.withCoordinate(dim, counted(before, after));
  }

  /**
   * Longitudes start where they do in the file; only where the box leaves the file's range at its
   * end and goes on at its begin, and starts at 180 degrees or further east, do they start below 0.
   */
  private static Coordinate counted(Coordinate before, Coordinate after) {
    double first = inFile(before, after.value(0));
    boolean wraps = inFile(before, after.value(after.size() - 1)) < first;
    double start = wraps && first >= HALF ? first - CIRCLE : first;
    double shift = CIRCLE * Math.rint((start - after.value(0)) / CIRCLE);
    return shift == 0 ? after : shifted(after, shift);
  }

  private static double inFile(Coordinate before, double longitude) {
    double nearest = before.value(0);
    double distance = Double.POSITIVE_INFINITY;
    for (double v : before.values()) {
      double d = Math.abs(Math.IEEEremainder(v - longitude, CIRCLE));
      if (d < distance) {
        nearest = v;
        distance = d;
      }
    }
    return nearest;
  }

  private static Coordinate shifted(Coordinate c, double shift) {
    double[] values = c.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += shift;
    }
    Optional<Bounds> bounds =
        c.bounds()
            .map(
                b -> {
                  double[] pairs = b.pairs();
                  for (int i = 0; i < pairs.length; i++) {
                    pairs[i] += shift;
                  }
                  return Bounds.of(b.name(), pairs);
                });
    return c.withValues(values, bounds);
  }
}
