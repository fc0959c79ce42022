package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.cli.operator.Layout.Kind;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;

/** Describes the horizontal grids of variables; reads coordinates of cells, each once. */
final class HorizontalGrids {
  private static final int LEAST_GAUSSIAN = 3;
  private static final int MOST_GAUSSIAN = 9999;
  private static final double GAUSSIAN_PART = 500;
  private final Call call;
  private final Source source;
  private final Map<Expr, NdArray> read = new HashMap<>();

  HorizontalGrids(Call call, Source source) {
    this.call = call;
    this.source = source;
  }

  HorizontalGrid of(Field f) {
    Layout layout = Layout.of(f);
    return layout.kind() == Kind.CURVILINEAR || layout.kind() == Kind.UNSTRUCTURED
        ? byCell(f, layout)
        : rectangular(f, layout, true);
  }

  // ---- rows and columns

  private HorizontalGrid rectangular(Field f, Layout layout, boolean whole) {
    Optional<Coordinate> cx = coordinate(f, layout.x(), Axis.X);
    Optional<Coordinate> cy = coordinate(f, layout.y(), Axis.Y);
    String xDim = layout.x().or(() -> cx.map(Coordinate::name)).map(Names::plain).orElse("");
    String yDim = layout.y().or(() -> cy.map(Coordinate::name)).map(Names::plain).orElse("");
    Optional<GridAxis> x = cx.map(c -> axis(c, xDim));
    Optional<GridAxis> y = cy.map(c -> axis(c, yDim));
    Optional<Auxiliary> mapping = mapping(f);
    boolean folded = layout.x().isEmpty() && layout.y().isEmpty() && isPlace(cx) && isPlace(cy);
    boolean lonlat = layout.kind() == Kind.LONLAT || folded;
    String told = told(f);
    String type = type(told, lonlat, x, y, mapping);
    boolean gaussian = type.equals(HorizontalGrid.GAUSSIAN);
    int rows = size(f, layout.y(), cy);
    boolean cells = type.equals(HorizontalGrid.UNSTRUCTURED);
    boolean bounded =
        x.filter(GridAxis::bounded).isPresent() || y.filter(GridAxis::bounded).isPresent();
    return new HorizontalGrid(
        type,
        size(f, layout.x(), cx),
        rows,
        xDim,
        yDim,
        gaussian || type.equals(HorizontalGrid.LONLAT) ? x.map(a -> a.called("longitude")) : x,
        gaussian || type.equals(HorizontalGrid.LONLAT) ? y.map(a -> a.called("latitude")) : y,
        bounded ? 2 : 0,
        "",
        whole ? area(f) : List.of(),
        mapping.map(Auxiliary::name).map(Names::plain).orElse(""),
        mapping.map(Auxiliary::attributes).orElse(Attributes.NONE),
        Optional.empty(),
        gaussian ? gaussianNumber(f, told, rows) : 0,
        cells ? uuid() : "");
  }

  /** The type that the file itself names. */
  private static String told(Field f) {
    Attributes a = f.attributes();
    return a.text("CDI_grid_type").or(() -> a.text("grid_type")).orElse("");
  }

  private static String type(
      String told,
      boolean lonlat,
      Optional<GridAxis> x,
      Optional<GridAxis> y,
      Optional<Auxiliary> mapping) {
    boolean plain =
        mapping
            .flatMap(m -> m.attributes().text("grid_mapping_name"))
            .filter("latitude_longitude"::equals)
            .isPresent();
    if (mapping.isPresent() && !(lonlat && plain) && x.isPresent() && y.isPresent()) {
      return HorizontalGrid.PROJECTION;
    }
    if (!lonlat) {
      boolean cells = told.equals(HorizontalGrid.UNSTRUCTURED) && y.isEmpty();
      return cells ? HorizontalGrid.UNSTRUCTURED : HorizontalGrid.GENERIC;
    }
    boolean gaussian = told.equals(HorizontalGrid.GAUSSIAN) || isGaussian(y, x.isPresent());
    return gaussian ? HorizontalGrid.GAUSSIAN : HorizontalGrid.LONLAT;
  }

  private static int gaussianNumber(Field f, String told, int rows) {
    return told.equals(HorizontalGrid.GAUSSIAN)
        ? (int) f.attributes().number("CDI_grid_num_LPE").orElse(0)
        : rows / 2;
  }

  private String uuid() {
    return source.dataset().attributes().text("uuidOfHGrid").orElse("");
  }

  /** The coordinate of a dimension, or what folding left of one. */
  private static Optional<Coordinate> coordinate(Field f, Optional<String> dim, Axis axis) {
    return dim.isPresent()
        ? dim.flatMap(f.coordinates()::of).filter(c -> !c.isText())
        : f.coordinates().scalar(axis).filter(Coordinate::folded);
  }

  private static boolean isPlace(Optional<Coordinate> c) {
    return c.filter(k -> k.attributes().text("units").orElse("").startsWith("degree")).isPresent();
  }

  private static int size(Field f, Optional<String> dim, Optional<Coordinate> c) {
    return dim.map(d -> Math.toIntExact(Layout.cells(f, List.of(d)))).orElse(c.isPresent() ? 1 : 0);
  }

  private static boolean isGaussian(Optional<GridAxis> y, boolean withX) {
    if (y.isEmpty() || y.get().size() < LEAST_GAUSSIAN || y.get().size() > MOST_GAUSSIAN) {
      return false;
    }
    double[] lats = y.get().values();
    return !(withX && isEven(lats)) && isGaussian(lats);
  }

  /** Whether no two rows are farther apart than the first two. */
  private static boolean isEven(double[] lats) {
    double first = Math.abs(lats[0] - lats[1]);
    for (int i = 2; i < lats.length; i++) {
      if (Math.abs(lats[i - 1] - lats[i]) - first > first / 1000) {
        return false;
      }
    }
    return first > 0;
  }

  /** Whether latitudes are the Gaussian ones of their number, within a part of their distance. */
  private static boolean isGaussian(double[] lats) {
    List<Double> roots = GaussianLatitudes.of(lats.length);
    int n = roots.size();
    double near = Math.abs(roots.get(0) - roots.get(1)) / GAUSSIAN_PART;
    boolean falls = roots.get(0) > roots.get(1) == lats[0] > lats[1];
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(lats[i] - roots.get(falls ? i : n - 1 - i)) <= near)) {
        return false;
      }
    }
    return true;
  }

  private static GridAxis axis(Coordinate c, String dim) {
    return new GridAxis(
        c.name(),
        dim,
        longName(c.attributes()),
        c.attributes().text("units").orElse(""),
        c.type() == DType.FLOAT32,
        c.values(),
        c.bounds().map(Bounds::pairs).orElse(new double[0]));
  }

  /** As it is told, else what it is. */
  private static String longName(Attributes a) {
    String units = a.text("units").orElse("");
    String standard = a.text("standard_name").orElse("");
    String known =
        standard.equals("longitude") || units.equals("degrees_east")
            ? "longitude"
            : standard.equals("latitude") || units.equals("degrees_north") ? "latitude" : "";
    return a.text("long_name").orElse(known);
  }

  // ---- cells

  private HorizontalGrid byCell(Field f, Layout layout) {
    Optional<Auxiliary> lon = place(f, layout, "longitude", "degrees_east");
    Optional<Auxiliary> lat = place(f, layout, "latitude", "degrees_north");
    boolean two = layout.kind() == Kind.CURVILINEAR;
    String xDim = layout.x().map(Names::plain).orElse("");
    String yDim = layout.y().map(Names::plain).orElse(xDim);
    Optional<Dim> vertex = lon.flatMap(a -> vertices(f, a));
    HorizontalGrid plane = rectangular(f, layout, false);
    Optional<Auxiliary> mapping = mapping(f);
    boolean projected = two && mapping.isPresent() && plane.x().isPresent();
    return new HorizontalGrid(
        two ? HorizontalGrid.CURVILINEAR : HorizontalGrid.UNSTRUCTURED,
        plane.columns(),
        plane.rows(),
        xDim,
        yDim,
        lon.map(a -> axis(f, a, xDim)),
        lat.map(a -> axis(f, a, yDim)),
        vertex.map(d -> Math.toIntExact(d.size())).orElse(0),
        vertex.map(d -> Names.plain(d.name())).orElse(""),
        area(f),
        "",
        Attributes.NONE,
        Optional.of(plane).filter(p -> projected),
        0,
        two ? "" : uuid());
  }

  private static Optional<Auxiliary> place(Field f, Layout layout, String name, String unit) {
    List<String> dims = layout.horizontal(f);
    return f.coordinates().auxiliaries().stream()
        .filter(a -> a instanceof Auxiliary.Numbers && a.role() == Auxiliary.Role.COORDINATE)
        .filter(a -> a.dims().equals(dims))
        .filter(
            a ->
                a.attributes().text("standard_name").filter(name::equals).isPresent()
                    || a.attributes().text("units").filter(unit::equals).isPresent())
        .findFirst();
  }

  private static Optional<Auxiliary> corners(Field f, Auxiliary of) {
    String bounds = of.attributes().text("bounds").orElse("");
    return f.coordinates().auxiliaries().stream()
        .filter(a -> a instanceof Auxiliary.Numbers && Names.plain(a.name()).equals(bounds))
        .filter(a -> a.dims().size() == of.dims().size() + 1)
        .findFirst();
  }

  private static Optional<Dim> vertices(Field f, Auxiliary of) {
    return corners(f, of).map(a -> ((Auxiliary.Numbers) a).expr().dims().getLast());
  }

  private GridAxis axis(Field f, Auxiliary a, String dim) {
    return new GridAxis(
        Names.plain(a.name()),
        dim,
        longName(a.attributes()),
        a.attributes().text("units").orElse(""),
        ((Auxiliary.Numbers) a).expr() instanceof Read r && r.variable().storage() == DType.FLOAT32,
        values(a),
        corners(f, a).map(this::values).orElse(new double[0]));
  }

  private double[] values(Auxiliary a) {
    return values(((Auxiliary.Numbers) a).expr());
  }

  private double[] values(Expr e) {
    return read.computeIfAbsent(e, call.values()).toDoubleArray();
  }

  // ---- both

  private static Optional<Auxiliary> mapping(Field f) {
    return f.coordinates().auxiliaries().stream()
        .filter(a -> a.role() == Auxiliary.Role.GRID_MAPPING)
        .findFirst();
  }

  private List<Double> area(Field f) {
    Field area = source.areas().get(f.name());
    return area == null ? List.of() : Arrays.stream(values(area.expr())).boxed().toList();
  }
}
