package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.cli.operator.Layout.Kind;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;

/** Grids and levels in the words of CDO's {@code sinfo}: a title, then a line per coordinate. */
final class GridWords {
  private static final int TITLE = 24;
  private static final int NAME = 33;
  private static final int DIGITS = 7;
  private static final double EVEN = 0.01;
  private static final double CLOSED = 1e-3;
  private static final double CIRCLE = 360;

  private GridWords() {}

  static List<String> horizontal(Field f) {
    Layout layout = Layout.of(f);
    long nx = Layout.cells(f, layout.x().stream().toList());
    long ny = Layout.cells(f, layout.y().stream().toList());
    boolean two = layout.x().isPresent() && layout.y().isPresent();
    List<String> lines = new ArrayList<>();
    lines.add(
        CNumbers.left(layout.kind().words(), TITLE)
            + " : points="
            + Math.multiplyExact(nx, ny)
            + (two ? " (" + nx + "x" + ny + ")" : ""));
    boolean lonlat = layout.kind() == Kind.LONLAT;
    coordinate(f, layout.x()).ifPresent(c -> lines.add(line(c, lonlat)));
    coordinate(f, layout.y()).ifPresent(c -> lines.add(line(c, false)));
    boolean x = bounded(f, layout.x());
    boolean y = bounded(f, layout.y());
    if (x || y) {
      String what = x && y ? "cellbounds" : x ? "xbounds" : "ybounds";
      lines.add(CNumbers.right("available", NAME) + " : " + what);
    }
    return List.copyOf(lines);
  }

  private static boolean bounded(Field f, Optional<String> dim) {
    return coordinate(f, dim).flatMap(Coordinate::bounds).isPresent();
  }

  private static Optional<Coordinate> coordinate(Field f, Optional<String> dim) {
    return dim.flatMap(f.coordinates()::of).filter(c -> !c.isText());
  }

  static List<String> vertical(Field f) {
    Layout layout = Layout.of(f);
    if (layout.levels().isEmpty()) {
      Optional<Coordinate> scalar = f.coordinates().scalar(Axis.Z);
      return scalar
          .map(c -> List.of(title(kind(c), 1) + (c.folded() ? "" : "  scalar"), line(c, false)))
          .orElse(List.of(title("surface", 1)));
    }
    long size = Layout.cells(f, layout.levels());
    Optional<Coordinate> c = coordinate(f, Optional.of(layout.levels().getLast()));
    List<String> lines = new ArrayList<>();
    lines.add(title(c.map(GridWords::kind).orElse("generic"), size));
    c.ifPresent(k -> lines.add(line(k, false)));
    c.filter(k -> k.bounds().isPresent()).ifPresent(k -> lines.add(bounds(k)));
    return List.copyOf(lines);
  }

  /** Of the first and the last level. */
  private static String bounds(Coordinate c) {
    double[] pairs = c.bounds().orElseThrow().pairs();
    int n = pairs.length;
    String first = number(pairs[0]) + "-" + number(pairs[1]);
    String last = n > 2 ? " to " + number(pairs[n - 2]) + "-" + number(pairs[n - 1]) : "";
    String unit = c.attributes().text("units").map(u -> " " + u).orElse("");
    return CNumbers.right("bounds", NAME) + " : " + first + last + unit;
  }

  private static String title(String kind, long levels) {
    return CNumbers.left(kind, TITLE) + " : levels=" + levels;
  }

  private static String kind(Coordinate c) {
    String standard = c.standardName().orElse("");
    String unit = c.attributes().text("units").orElse("").strip();
    if (standard.equals("air_pressure")
        || List.of("Pa", "hPa", "mbar", "millibar").contains(unit)) {
      return "pressure";
    }
    if (standard.equals("height") || standard.equals("altitude")) {
      return standard;
    }
    if (standard.equals("depth")) {
      return "depth_below_sea";
    }
    return standard.contains("hybrid") ? "hybrid" : "generic";
  }

  private static String line(Coordinate c, boolean cyclic) {
    StringBuilder out = new StringBuilder();
    out.append(CNumbers.right(c.name(), NAME)).append(" : ");
    int n = c.size();
    out.append(number(c.value(0)));
    if (n > 1) {
      out.append(" to ").append(number(c.value(n - 1)));
      step(c).ifPresent(s -> out.append(" by ").append(number(s)));
    }
    c.attributes().text("units").ifPresent(u -> out.append(' ').append(u));
    boolean closed =
        cyclic
            && step(c)
                .filter(s -> Math.abs(Math.abs(s) * n - CIRCLE) < CLOSED * CIRCLE)
                .isPresent();
    return out.append(closed ? "  circular" : "").toString();
  }

  private static String number(double v) {
    return CNumbers.general(v, DIGITS).toLowerCase(Locale.ROOT);
  }

  /** The distance of neighbours if it is the same all along. */
  private static Optional<Double> step(Coordinate c) {
    int n = c.size();
    if (n < 2) {
      return Optional.empty();
    }
    double step = (c.value(n - 1) - c.value(0)) / (n - 1);
    for (int i = 1; i < n; i++) {
      if (Math.abs(c.value(i) - c.value(i - 1) - step) > EVEN * Math.abs(step)) {
        return Optional.empty();
      }
    }
    // Two levels have a distance, but CDO does not call them even.
    return n == 2 && c.axis().filter(Axis.Z::equals).isPresent()
        ? Optional.empty()
        : Optional.of(step);
  }
}
