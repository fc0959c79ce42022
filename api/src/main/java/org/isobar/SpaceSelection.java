package org.isobar;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
import org.isobar.coord.Matching;
import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/** Picks cells by longitude, latitude and level. */
final class SpaceSelection {
  private static final double CIRCLE = 360;

  private SpaceSelection() {}

  static Field longitude(Field f, double west, double east) {
    String dim = Dimensions.name(f, Axis.X);
    Coordinate c = degrees(f, dim, "lon", "longitude");
    if (!Double.isFinite(west) || !Double.isFinite(east)) {
      throw new ShapeException("lon(" + west + ", " + east + "): both must be finite");
    }
    double slack = Matching.DEFAULT_TOLERANCE * Math.max(Math.abs(west), 1);
    double width = width(west, east) + slack;
    // A column that stands twice, at 0 and at 360, is both ends of the circle.
    boolean twice = Arrays.stream(c.values()).anyMatch(v -> Math.abs(v - west) <= slack);
    double end = twice ? width : Math.min(width, CIRCLE - slack);
    double[] along = new double[c.size()];
    for (int i = 0; i < along.length; i++) {
      double d = c.value(i) - west;
      boolean inside = d >= -slack && d <= end;
      along[i] = inside ? d : d - CIRCLE * Math.floor((d + slack) / CIRCLE);
    }
    int turn = c.descending() ? -1 : 1;
    int[] at =
        IntStream.range(0, along.length)
            .filter(i -> along[i] <= width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> turn * along[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    Field taken = Selection.take(f, dim, at, "lon(" + west + ", " + east + ")");
    double[] based = Arrays.stream(at).mapToDouble(i -> west + along[i]).toArray();
    Coordinate moved = rebase(taken.coordinates().of(dim).orElseThrow(), based);
    return new Field(
        taken.construct().withCoordinates(taken.coordinates().with(dim, moved)), taken.origin());
  }

  /** Eastwards from one meridian to the other, once around at most. */
  private static double width(double west, double east) {
    double span = east - west;
    return span >= CIRCLE ? CIRCLE : span - CIRCLE * Math.floor(span / CIRCLE);
  }

  /** Longitudes and bounds moved by the whole circles that bring them near to other values. */
  private static Coordinate rebase(Coordinate c, double[] near) {
    double[] v = c.values();
    double[] pairs = c.bounds().map(Bounds::pairs).orElse(new double[0]);
    for (int i = 0; i < v.length; i++) {
      double shift = CIRCLE * Math.rint((near[i] - v[i]) / CIRCLE);
      v[i] += shift;
      if (pairs.length > 0) {
        pairs[2 * i] += shift;
        pairs[2 * i + 1] += shift;
      }
    }
    return c.withValues(
        v, c.bounds().map(b -> CellBounds.aroundLongitudes(v, Bounds.of(b.name(), pairs))));
  }

  static Field latitude(Field f, double south, double north) {
    String dim = Dimensions.name(f, Axis.Y);
    Coordinate c = degrees(f, dim, "lat", "latitude");
    if (!(south <= north)) {
      throw new ShapeException("lat(" + south + ", " + north + "): give south first, then north");
    }
    double slack =
        Matching.DEFAULT_TOLERANCE * Math.max(1, Math.max(Math.abs(south), Math.abs(north)));
    int[] at =
        IntStream.range(0, c.size())
            .filter(i -> c.value(i) >= south - slack && c.value(i) <= north + slack)
            .toArray();
    return Selection.take(f, dim, at, "lat(" + south + ", " + north + ")");
  }

  static Field level(Field f, double value, String unit) {
    Unit asked = Unit.require(unit);
    Optional<Coordinate> only =
        Dimensions.find(f, Axis.Z).isPresent()
            ? Optional.empty()
            : f.coordinates().scalar(Axis.Z).filter(c -> !c.isText());
    if (only.isPresent()) {
      Selection.within(only.get(), asked.to(only.get().unit()).apply(value));
      return f;
    }
    String dim = Dimensions.name(f, Axis.Z);
    Coordinate c = oneDimensional(f, dim, "level");
    int at = Selection.within(c, asked.to(c.unit()).apply(value));
    return Selection.pick(f, dim, at, "level(" + value + " " + unit + ")");
  }

  private static Coordinate degrees(Field f, String dim, String method, String what) {
    Coordinate c = oneDimensional(f, dim, method);
    if (!Dimensions.isDegrees(c, what)) {
      throw new ShapeException(
          method
              + "(...): '"
              + c.name()
              + "' of '"
              + f.name()
              + "' is no "
              + what
              + " in degrees but "
              + c.standardName().orElse("a coordinate without standard_name")
              + " in '"
              + c.unit()
              + "'; select its own values by sel, or positions by slice");
    }
    return c;
  }

  private static Coordinate oneDimensional(Field f, String dim, String what) {
    Optional<Coordinate> c = f.coordinates().of(dim);
    return c.filter(k -> !k.isText())
        .orElseThrow(
            () ->
                new ShapeException(
                    what
                        + "(...): dimension '"
                        + dim
                        + "' of '"
                        + f.name()
                        + "' has no one-dimensional coordinate (a curvilinear or unstructured"
                        + " grid); select by position with slice or isel"));
  }
}
