package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.Reducing;
import org.isobar.Weights;
import org.isobar.cli.operator.Layout.Kind;
import org.isobar.coord.AreaWeights;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Bounds;
import org.isobar.coord.CellBounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.unit.Conversion;
import org.isobar.unit.Unit;

/**
 * How much the cells of a grid count, as CDO finds it: by the areas that the file itself gives, by
 * latitudes and longitudes, by the corners of the cells; else all the same, with a warning.
 */
record CellWeights(Call call, Source source) {
  private static final Unit DEGREE = Unit.parse("degree");

  Reducing of(Field f, Layout layout) {
    Field own = source.areas().get(f.name());
    if (own != null && f.dims().containsAll(own.dims())) {
      return f.weighted(Weights.of(own));
    }
    Optional<Field> boxes = BoxAreas.of(f, layout);
    if (boxes.isPresent()) {
      return f.weighted(Weights.of(boxes.get()));
    }
    if (layout.kind() == Kind.LONLAT) {
      return f.weighted(layout.x().isEmpty() ? rows(f, layout) : Weights.area());
    }
    Optional<Field> cornered = fromCorners(f, layout);
    if (cornered.isPresent()) {
      return f.weighted(Weights.of(cornered.get()));
    }
    if (Layout.cells(f, layout.horizontal(f)) > 1) {
      call.warn(defect(f, layout) + ": all count the same");
    }
    return f.unweighted();
  }

  /** In words that are the same for all variables on a grid. */
  private static String defect(Field f, Layout layout) {
    List<String> on = layout.horizontal(f);
    String grid = f.dims().stream().filter(d -> on.contains(d.name())).toList().toString();
    return layout.kind() == Kind.UNSTRUCTURED
        ? "the cells along " + grid + " are points without bounds, and stations have no extent"
        : "the grid " + grid + " has no bounds of cells";
  }

  /** Weights of latitudes alone. */
  private static Weights rows(Field f, Layout layout) {
    Coordinate lat = f.coordinates().of(layout.y().orElseThrow()).orElseThrow();
    Bounds bounds =
        lat.bounds().orElseGet(() -> CellBounds.latitudeMidpoints("lat_bnds", lat.values()));
    Dim dim = new Dim(layout.y().get(), lat.size());
    double[] weights = lat.size() == 1 ? new double[] {1} : AreaWeights.rows(bounds);
    return Weights.of(
        Field.of("cell_area", NdArray.ofDoubles(List.of(dim), weights), "1", Map.of()));
  }

  private Optional<Field> fromCorners(Field f, Layout layout) {
    Optional<NdArray> lat = corners(f, "latitude", "degrees_north");
    Optional<NdArray> lon = corners(f, "longitude", "degrees_east");
    if (lat.isEmpty() || lon.isEmpty() || !lat.get().dims().equals(lon.get().dims())) {
      return Optional.empty();
    }
    List<Dim> all = lat.get().dims();
    List<Dim> grid = all.subList(0, all.size() - 1);
    if (!grid.stream().map(Dim::name).toList().equals(layout.horizontal(f))) {
      return Optional.empty();
    }
    int vertices = Math.toIntExact(all.getLast().size());
    double[] areas = CellAreas.of(lat.get().toDoubleArray(), lon.get().toDoubleArray(), vertices);
    return Optional.of(Field.of("cell_area", NdArray.ofDoubles(grid, areas), "1", Map.of()));
  }

  private Optional<NdArray> corners(Field f, String name, String unit) {
    List<Auxiliary> all = f.coordinates().auxiliaries();
    return all.stream()
        .filter(a -> a.role() == Auxiliary.Role.COORDINATE)
        .filter(
            a ->
                a.attributes().text("standard_name").filter(name::equals).isPresent()
                    || a.attributes().text("units").filter(unit::equals).isPresent())
        .flatMap(a -> corners(a, all).stream())
        .findFirst();
  }

  /** Bounds have the units of their coordinate. */
  private Optional<NdArray> corners(Auxiliary of, List<Auxiliary> all) {
    Unit unit = Unit.parse(of.attributes().text("units").orElse("degrees"));
    String name = of.attributes().text("bounds").orElse("");
    return all.stream()
        .filter(a -> a.name().equals(name))
        .filter(Auxiliary.Numbers.class::isInstance)
        .map(a -> call.values().apply(((Auxiliary.Numbers) a).expr()))
        .map(a -> unit.convertible(DEGREE) ? converted(a, unit.to(DEGREE)) : a)
        .findFirst();
  }

  private static NdArray converted(NdArray a, Conversion conversion) {
    double[] degrees = Arrays.stream(a.toDoubleArray()).map(conversion::apply).toArray();
    return NdArray.ofDoubles(a.dims(), degrees);
  }
}
