package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.Field;
import org.isobar.cli.operator.Layout.Kind;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.op.Arithmetic;

/**
 * Statistics over the horizontal grid, along circles of latitude, and along meridians. As in CDO
 * means, deviations and variances over latitude are weighted by the area of the cells, sums and
 * extremes are not, and cells of grids that tell no areas count the same.
 */
final class FieldStatistics {
  private FieldStatistics() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    for (Statistic s : Statistic.values()) {
      add(all, "fld", s, "over the horizontal grid", FieldStatistics::field);
    }
    for (Statistic s : Statistic.values()) {
      add(all, "zon", s, "along each circle of latitude, not weighted", FieldStatistics::zonal);
    }
    for (Statistic s : Statistic.values()) {
      add(all, "mer", s, "along each meridian", FieldStatistics::meridional);
    }
    return all;
  }

  /** A statistic over the horizontal grid of one variable, or part of it. */
  @FunctionalInterface
  private interface Over {
    Field fold(Field f, Layout layout, Statistic s, CellWeights weights);
  }

  private static void add(List<Operator> all, String prefix, Statistic s, String words, Over over) {
    String name = prefix + s.suffix();
    boolean weighted = s.isWeighted() && !prefix.equals("zon");
    all.add(
        Operator.unary(
            name,
            Parameters.NONE,
            s.words() + " " + words + (weighted ? ", weighted by area" : ""),
            (call, in) -> {
              CellWeights weights = new CellWeights(call, in.getFirst());
              List<Field> folded =
                  in.getFirst().data().stream()
                      .map(f -> over.fold(f, Layout.of(f), s, weights))
                      .toList();
              return in.getFirst().with(name, folded);
            }));
  }

  static Field field(Field f, Layout layout, Statistic s, CellWeights weights) {
    List<String> dims = layout.horizontal(f);
    Field folded = fold(f, layout, s, dims, weights);
    return atZero(atZero(folded, f, Axis.X), f, Axis.Y);
  }

  static Field zonal(Field f, Layout layout, Statistic s, CellWeights weights) {
    refuseIrregular(f, layout, weights.call());
    return layout
        .x()
        .map(x -> s.fold(f.unweighted(), Set.of(x)))
        .map(folded -> atZero(folded, f, Axis.X))
        .orElseGet(() -> ofOne(f, s));
  }

  private static Field meridional(Field f, Layout layout, Statistic s, CellWeights weights) {
    refuseIrregular(f, layout, weights.call());
    return layout
        .y()
        .map(y -> fold(f, layout, s, List.of(y), weights))
        .map(folded -> atZero(folded, f, Axis.Y))
        .orElseGet(() -> ofOne(f, s));
  }

  private static void refuseIrregular(Field f, Layout layout, Call call) {
    if (layout.kind() == Kind.CURVILINEAR || layout.kind() == Kind.UNSTRUCTURED) {
      throw call.refuse(
          "'"
              + f.name()
              + "' has a grid of kind "
              + layout.kind().words()
              + "; this needs rows and columns of latitudes and longitudes");
    }
  }

  /** The statistic of each cell by itself, where there is nothing to fold. */
  private static Field ofOne(Field f, Statistic s) {
    return switch (s) {
      case MEAN, AVG, SUM, MIN, MAX -> f;
      case RANGE, STD, VAR -> f.apply(Arithmetic.SUBTRACT, f);
      case STD1, VAR1 -> f.where(f.ne(f));
    };
  }

  private static Field fold(
      Field f, Layout layout, Statistic s, List<String> dims, CellWeights weights) {
    if (dims.isEmpty()) {
      return ofOne(f, s);
    }
    Set<String> folded = new LinkedHashSet<>(dims);
    if (!s.isWeighted() || (layout.y().isEmpty() && layout.kind() == Kind.LONLAT)) {
      return s.fold(f.unweighted(), folded);
    }
    return s.fold(weights.of(f, layout), folded);
  }

  /** Longitudes and latitudes of a folded grid are 0 in CDO. */
  private static Field atZero(Field folded, Field f, Axis axis) {
    Optional<Coordinate> left = folded.coordinates().scalar(axis).filter(Coordinate::folded);
    if (left.isPresent()) {
      return folded.withScalar(zero(left.get()));
    }
    Layout layout = Layout.of(f);
    Optional<String> dim = axis == Axis.X ? layout.x() : layout.y();
    boolean gone = dim.filter(d -> folded.expr().indexOf(d) < 0).isPresent();
    boolean taken = folded.coordinates().scalar(axis).isPresent();
    return gone && !taken ? folded.withScalar(placeholder(layout, dim.get(), axis)) : folded;
  }

  private static Coordinate placeholder(Layout layout, String dim, Axis axis) {
    boolean degrees = layout.kind() != Kind.GENERIC;
    String name = degrees ? (axis == Axis.X ? "lon" : "lat") : dim;
    Attributes attributes =
        degrees
            ? (axis == Axis.X ? longitude() : latitude())
            : Attributes.NONE.with("axis", axis.name());
    return Coordinate.of(name, Optional.of(axis), DType.FLOAT64, new double[1], attributes)
        .asFolded();
  }

  private static Coordinate zero(Coordinate c) {
    return c.withValues(new double[1], Optional.empty()).asFolded();
  }

  private static Attributes longitude() {
    return Attributes.NONE.with("standard_name", "longitude").with("units", "degrees_east");
  }

  private static Attributes latitude() {
    return Attributes.NONE.with("standard_name", "latitude").with("units", "degrees_north");
  }
}
