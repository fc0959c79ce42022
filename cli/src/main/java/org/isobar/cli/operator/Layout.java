package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isobar.Field;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;

/**
 * How CDO sees a variable: a horizontal grid at each level at each time step.
 *
 * <p>Dimensions whose coordinate tells no axis are taken as CDO does: from the innermost on the
 * first is x, the second y if the variable has none, all others are levels.
 *
 * @param time the time dimension
 * @param levels all that is neither time nor horizontal, outermost first
 * @param y the dimension from south to north
 * @param x the dimension from west to east
 * @param kind kind of the horizontal grid
 */
record Layout(
    Optional<String> time, List<String> levels, Optional<String> y, Optional<String> x, Kind kind) {

  /** Kinds of horizontal grids. */
  enum Kind {
    /** One-dimensional latitudes and longitudes, or one of them. */
    LONLAT,
    /** Two-dimensional latitudes and longitudes. */
    CURVILINEAR,
    /** A list of cells with latitudes and longitudes. */
    UNSTRUCTURED,
    /** Neither latitudes nor longitudes are known. */
    GENERIC;

    String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<String> LATITUDES =
      Set.of("degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn");
  private static final Set<String> LONGITUDES =
      Set.of("degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese");

  static Layout of(Field f) {
    List<String> rest = new ArrayList<>(f.dims().stream().map(Dim::name).toList());
    Optional<String> time = f.coordinates().dimOf(Axis.T);
    time.ifPresent(rest::remove);
    List<String> places = auxiliaryDims(f);
    Optional<String> z = f.coordinates().dimOf(Axis.Z).filter(d -> !places.contains(d));
    z.ifPresent(rest::remove);
    if (!places.isEmpty()) {
      rest.removeAll(places);
      Optional<String> y = Optional.of(places.get(0)).filter(d -> places.size() == 2);
      Optional<String> x = Optional.of(places.get(places.size() - 1));
      Kind kind = y.isPresent() ? Kind.CURVILINEAR : Kind.UNSTRUCTURED;
      return new Layout(time, levels(f, time, y, x), y, x, kind);
    }
    Optional<String> y = f.coordinates().dimOf(Axis.Y);
    Optional<String> x = f.coordinates().dimOf(Axis.X);
    y.ifPresent(rest::remove);
    x.ifPresent(rest::remove);
    if (x.isEmpty() && !rest.isEmpty()) {
      x = Optional.of(rest.removeLast());
    }
    if (y.isEmpty() && !rest.isEmpty()) {
      y = Optional.of(rest.removeLast());
    }
    return new Layout(time, levels(f, time, y, x), y, x, kind(f, y, x));
  }

  private static List<String> levels(
      Field f, Optional<String> time, Optional<String> y, Optional<String> x) {
    return f.dims().stream()
        .map(Dim::name)
        .filter(d -> !Optional.of(d).equals(time))
        .filter(d -> !Optional.of(d).equals(y) && !Optional.of(d).equals(x))
        .toList();
  }

  private static Kind kind(Field f, Optional<String> y, Optional<String> x) {
    boolean noY = y.isEmpty();
    boolean noX = x.isEmpty();
    boolean lat = y.flatMap(f.coordinates()::of).filter(Layout::isLatitude).isPresent();
    boolean lon = x.flatMap(f.coordinates()::of).filter(Layout::isLongitude).isPresent();
    return (lat || noY) && (lon || noX) && (lat || lon) ? Kind.LONLAT : Kind.GENERIC;
  }

  /** Dimensions of latitudes that are no dimension's coordinate, where the variable has them. */
  private static List<String> auxiliaryDims(Field f) {
    List<String> own = f.dims().stream().map(Dim::name).toList();
    for (Auxiliary a : f.coordinates().auxiliaries()) {
      boolean fits = !a.dims().isEmpty() && a.dims().size() <= 2 && own.containsAll(a.dims());
      if (fits && a.role() == Auxiliary.Role.COORDINATE && isLatitude(a)) {
        return a.dims();
      }
    }
    return List.of();
  }

  private static boolean isLatitude(Auxiliary a) {
    return a.attributes().text("standard_name").filter("latitude"::equals).isPresent()
        || LATITUDES.contains(units(a.attributes()));
  }

  private static boolean isLatitude(Coordinate c) {
    return isAngle(c, "latitude", LATITUDES, "Lat");
  }

  private static boolean isLongitude(Coordinate c) {
    return isAngle(c, "longitude", LONGITUDES, "Lon");
  }

  private static boolean isAngle(Coordinate c, String name, Set<String> units, String axisType) {
    Optional<String> standard = c.standardName();
    Attributes a = c.attributes();
    boolean told =
        units.contains(units(a))
            || a.text("_CoordinateAxisType").filter(axisType::equals).isPresent();
    return !c.isText()
        && (standard.filter(name::equals).isPresent() || (standard.isEmpty() && told));
  }

  private static String units(Attributes a) {
    return a.text("units").orElse("").strip().toLowerCase(Locale.ROOT);
  }

  /** The horizontal dimensions, outermost first. */
  List<String> horizontal(Field f) {
    return f.dims().stream()
        .map(Dim::name)
        .filter(d -> Optional.of(d).equals(y) || Optional.of(d).equals(x))
        .toList();
  }

  /** Number of cells along some dimensions. */
  static long cells(Field f, List<String> dims) {
    return f.dims().stream()
        .filter(d -> dims.contains(d.name()))
        .mapToLong(Dim::size)
        .reduce(1, Math::multiplyExact);
  }

  /** Number of time steps; 1 for a variable without time. */
  long steps(Field f) {
    return cells(f, time.stream().toList());
  }
}
