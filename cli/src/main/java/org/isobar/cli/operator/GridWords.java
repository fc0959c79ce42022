package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isobar.dataset.Attributes;

/** Grids and levels in the words of CDO's {@code sinfo}: a title, then a line per coordinate. */
final class GridWords {
  private static final int TITLE = 24;
  private static final int NAME = 33;
  private static final int DIGITS = 7;
  private static final double EVEN = 0.01;

  private GridWords() {}

  // ---- horizontal

  static List<String> of(HorizontalGrid g) {
    List<String> lines = new ArrayList<>();
    lines.add(title(g));
    if (!g.byCell()) {
      lines.addAll(mapping(g));
    }
    if (g.byCell()) {
      boolean table = g.type().equals(HorizontalGrid.CURVILINEAR);
      g.x()
          .ifPresent(
              a ->
                  lines.add(
                      cells(a, table ? a.step(g.columns(), true) : Optional.empty())
                          + (isClosed(g, a) ? "  circular" : "")));
      g.y()
          .ifPresent(
              a -> lines.add(cells(a, table ? a.step(g.columns(), false) : Optional.empty())));
    } else {
      g.x().ifPresent(a -> lines.add(line(a) + (isClosed(g, a) ? "  circular" : "")));
      boolean even = !g.type().equals(HorizontalGrid.GAUSSIAN);
      g.y().ifPresent(a -> lines.add(even ? line(a) : line(a, Optional.empty())));
    }
    available(g).ifPresent(what -> lines.add(CNumbers.right("available", NAME) + " : " + what));
    if (!g.uuid().isEmpty()) {
      lines.add(CNumbers.right("uuid", NAME) + " : " + g.uuid());
    }
    g.projection()
        .ifPresent(
            p -> {
              lines.addAll(mapping(p));
              p.x().ifPresent(a -> lines.add(line(a)));
              p.y().ifPresent(a -> lines.add(line(a)));
            });
    return lines;
  }

  private static List<String> mapping(HorizontalGrid g) {
    Attributes a = g.mappingAttributes();
    Optional<String> name = a.text("grid_mapping_name");
    List<String> lines = new ArrayList<>();
    if (name.isPresent() || g.type().equals(HorizontalGrid.PROJECTION)) {
      lines.add(CNumbers.right("mapping", NAME) + " : " + name.orElse("undefined"));
      a.text("proj_params")
          .or(() -> a.text("proj4_params"))
          .ifPresent(p -> lines.add(CNumbers.right("proj_params", NAME) + " : " + p));
    }
    return lines;
  }

  private static String title(HorizontalGrid g) {
    boolean two = g.columns() > 0 && g.rows() > 0 && !g.type().equals(HorizontalGrid.UNSTRUCTURED);
    String shape = two ? " (" + g.columns() + "x" + g.rows() + ")" : "";
    String more =
        switch (g.type()) {
          case HorizontalGrid.GAUSSIAN -> g.gaussianNumber() > 0 ? "  F" + g.gaussianNumber() : "";
          case HorizontalGrid.UNSTRUCTURED -> g.vertices() > 0 ? "  nvertex=" + g.vertices() : "";
          default -> "";
        };
    return CNumbers.left(g.type(), TITLE) + " : points=" + g.cells() + shape + more;
  }

  private static Optional<String> available(HorizontalGrid g) {
    boolean x = g.x().filter(GridAxis::bounded).isPresent();
    boolean y = g.y().filter(GridAxis::bounded).isPresent();
    String bounds = x && y ? "cellbounds" : x ? "xbounds" : y ? "ybounds" : "";
    String area = g.area().isEmpty() ? "" : "area";
    String both = (bounds + " " + area).strip();
    return both.isEmpty() ? Optional.empty() : Optional.of(both);
  }

  private static String line(GridAxis a) {
    return line(a, a.step());
  }

  private static String line(GridAxis a, Optional<Double> step) {
    int n = a.size();
    StringBuilder out = begin(a.name(), a.value(0));
    if (n > 1) {
      out.append(" to ").append(number(a.value(n - 1)));
      step.ifPresent(s -> out.append(" by ").append(number(s)));
    }
    return out.append(' ').append(a.units()).toString();
  }

  /** From the smallest to the largest of all cells. */
  private static String cells(GridAxis a, Optional<Double> step) {
    double[] range = a.range();
    StringBuilder out = begin(a.name(), range[0]);
    if (a.size() > 1) {
      out.append(" to ").append(number(range[1]));
      step.ifPresent(s -> out.append(" by ").append(number(s)));
    }
    return out.append(' ').append(a.units()).toString();
  }

  private static StringBuilder begin(String name, double first) {
    return new StringBuilder(CNumbers.right(name, NAME)).append(" : ").append(number(first));
  }

  /** Whether the columns go once around the earth. */
  private static boolean isClosed(HorizontalGrid g, GridAxis x) {
    return switch (g.type()) {
      case HorizontalGrid.LONLAT, HorizontalGrid.GAUSSIAN -> x.isClosed();
      case HorizontalGrid.CURVILINEAR -> x.isClosed(g.columns());
      default -> false;
    };
  }

  private static String number(double v) {
    return CNumbers.general(v, DIGITS).toLowerCase(Locale.ROOT);
  }

  // ---- levels

  static List<String> of(LevelAxis a) {
    List<String> lines = new ArrayList<>();
    lines.add(
        CNumbers.left(a.type(), TITLE) + " : levels=" + a.size() + (a.scalar() ? "  scalar" : ""));
    if (a.type().equals(LevelAxis.SURFACE) || !a.told()) {
      return lines;
    }
    int n = a.size();
    StringBuilder out = begin(a.name(), a.values().getFirst());
    if (n > 1) {
      out.append(" to ").append(number(a.values().getLast()));
      step(a).ifPresent(s -> out.append(" by ").append(number(s)));
    }
    lines.add(out.append(' ').append(a.units()).toString());
    if (!a.bounds().isEmpty()) {
      lines.add(bounds(a));
    }
    return lines;
  }

  /** Two levels have a distance, but CDO does not call them even. */
  private static Optional<Double> step(LevelAxis a) {
    int n = a.size();
    if (n < 3) {
      return Optional.empty();
    }
    double step = (a.values().getLast() - a.values().getFirst()) / (n - 1);
    for (int i = 1; i < n; i++) {
      if (Math.abs(a.values().get(i) - a.values().get(i - 1) - step) > EVEN * Math.abs(step)) {
        return Optional.empty();
      }
    }
    return Optional.of(step);
  }

  /** Of the first and the last level. */
  private static String bounds(LevelAxis a) {
    List<Double> pairs = a.bounds();
    int n = pairs.size();
    String first = number(pairs.get(0)) + "-" + number(pairs.get(1));
    String last = n > 2 ? " to " + number(pairs.get(n - 2)) + "-" + number(pairs.get(n - 1)) : "";
    return CNumbers.right("bounds", NAME) + " : " + first + last + " " + a.units();
  }
}
