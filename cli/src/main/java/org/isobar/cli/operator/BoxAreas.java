package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.AreaWeights;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.unit.Conversion;
import org.isobar.unit.Unit;

/**
 * Areas of cells between circles of latitude and meridians that are not given as degrees north and
 * east: latitudes and longitudes in radians, and those of a rotated pole, on whose sphere areas are
 * what they are on the earth.
 */
final class BoxAreas {
  private static final Unit DEGREE = Unit.parse("degree");

  private BoxAreas() {}

  /** Areas over the horizontal dimensions of a field; empty for grids of other kinds. */
  static Optional<Field> of(Field f, Layout layout) {
    Optional<Coordinate> y = layout.y().flatMap(f.coordinates()::of);
    Optional<Coordinate> x = layout.x().flatMap(f.coordinates()::of);
    if (y.isEmpty()
        || x.isEmpty()
        || !applies(y.get(), "latitude")
        || !applies(x.get(), "longitude")) {
      return Optional.empty();
    }
    Coordinate lat = inDegrees(y.get());
    Coordinate lon = inDegrees(x.get());
    Bounds latBounds =
        lat.bounds().orElseGet(() -> CellBounds.latitudeMidpoints("lat_bnds", lat.values()));
    Bounds lonBounds =
        lon.bounds().orElseGet(() -> CellBounds.longitudeMidpoints("lon_bnds", lon.values()));
    double[] rows = AreaWeights.rows(latBounds);
    double[] columns = AreaWeights.columns(lon.values(), lonBounds);
    double[] areas = new double[rows.length * columns.length];
    for (int i = 0; i < areas.length; i++) {
      areas[i] = rows[i / columns.length] * columns[i % columns.length];
    }
    List<Dim> dims = new ArrayList<>();
    dims.add(new Dim(layout.y().get(), rows.length));
    dims.add(new Dim(layout.x().get(), columns.length));
    return Optional.of(Field.of("cell_area", NdArray.ofDoubles(dims, areas), "1", Map.of()));
  }

  private static boolean applies(Coordinate c, String name) {
    String standard = c.standardName().orElse("");
    boolean known = standard.equals(name) || standard.equals("grid_" + name);
    if (c.isText() || !known || !c.unit().convertible(DEGREE)) {
      return false;
    }
    return standard.startsWith("grid_") || !c.unit().to(DEGREE).isIdentity();
  }

  private static Coordinate inDegrees(Coordinate c) {
    Conversion to = c.unit().to(DEGREE);
    Optional<Bounds> bounds =
        c.bounds().map(b -> Bounds.of(b.name(), Arrays.stream(b.pairs()).map(to::apply).toArray()));
    return c.withValues(Arrays.stream(c.values()).map(to::apply).toArray(), bounds);
  }
}
