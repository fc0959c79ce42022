package org.isobar;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.coord.Matching;
import org.isobar.error.ShapeException;
import org.isobar.unit.Conversion;
import org.isobar.unit.Unit;

/** Picks cells by longitude, latitude and level. */
final class SpaceSelection {
  private static final double CIRCLE = 360;

  private SpaceSelection() {}

  static Field longitude(Field f, double west, double east) {
    String dim = Dimensions.name(f, Axis.X);
    Coordinate c = oneDimensional(f, dim, "lon");
    if (!Double.isFinite(west) || !Double.isFinite(east)) {
      throw new ShapeException("lon(" + west + ", " + east + "): both must be finite");
    }
    double span = east - west;
    if (span < 0 || span > CIRCLE) {
      span -= CIRCLE * Math.floor(span / CIRCLE);
    }
    double slack = Matching.DEFAULT_TOLERANCE * Math.max(Math.abs(west), 1);
    double width = span + slack;
    double[] along = new double[c.size()];
    for (int i = 0; i < along.length; i++) {
      double d = c.value(i) - west;
      d -= CIRCLE * Math.floor((d + slack) / CIRCLE);
      along[i] = d;
    }
    int[] at = IntStream.range(0, along.length).filter(i -> along[i] <= width).toArray();
    boolean falling = c.descending();
    at =
        Arrays.stream(at)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> falling ? -along[i] : along[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    String step = "lon(" + west + ", " + east + ")";
    Field taken = Selection.take(f, dim, at, step);
    Coordinate based = rebase(taken.coordinates().of(dim).orElseThrow(), west, slack);
    return new Field(
        taken.construct().withCoordinates(taken.coordinates().with(dim, based)), taken.origin());
  }

  /** Longitudes and bounds moved by whole circles so that they start at the western end. */
  private static Coordinate rebase(Coordinate c, double west, double slack) {
    double[] v = c.values();
    double[] pairs = c.bounds().map(Bounds::pairs).orElse(new double[0]);
    for (int i = 0; i < v.length; i++) {
      double turns = CIRCLE * Math.floor((v[i] - west + slack) / CIRCLE);
      v[i] -= turns;
      if (pairs.length > 0) {
        double centre = (pairs[2 * i] + pairs[2 * i + 1]) / 2;
        double shift = CIRCLE * Math.rint((v[i] - centre) / CIRCLE);
        pairs[2 * i] += shift;
        pairs[2 * i + 1] += shift;
      }
    }
    return c.withValues(v, c.bounds().map(b -> Bounds.of(b.name(), pairs)));
  }

  static Field latitude(Field f, double south, double north) {
    String dim = Dimensions.name(f, Axis.Y);
    Coordinate c = oneDimensional(f, dim, "lat");
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
    String dim = Dimensions.name(f, Axis.Z);
    Coordinate c = oneDimensional(f, dim, "level");
    Conversion toFile = Unit.require(unit).to(c.unit());
    int at = Selection.within(c, toFile.apply(value));
    return Selection.pick(f, dim, at, "level(" + value + " " + unit + ")");
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
