package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.coord.Matching;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;
import org.isobar.time.TimeReference;

/** Lays fields end to end along a dimension that they have. */
final class Joining {
  private Joining() {}

  static Field join(String dim, List<Field> parts) {
    if (parts.isEmpty()) {
      throw new ShapeException("nothing to join along '" + dim + "'");
    }
    Field first = parts.getFirst();
    String along = Dimensions.name(first, dim);
    if (parts.size() == 1) {
      return first;
    }
    List<Field> matched = new ArrayList<>(List.of(first));
    for (Field f : parts.subList(1, parts.size())) {
      Field m = Dimensions.matched(first, f);
      check(first, m, along);
      matched.add(m);
    }
    List<Expr> exprs = matched.stream().map(f -> Elementwise.inUnitOf(first, f).expr()).toList();
    Concat joined = new Concat(along, exprs);
    FieldConstruct c =
        first.construct().withExpr(joined).withCoordinates(coordinates(along, matched));
    boolean alike =
        matched.stream().allMatch(f -> f.construct().packing().equals(first.construct().packing()))
            && exprs.stream().allMatch(e -> e.dtype() == first.dtype());
    return first.with(alike ? c : c.unpacked(), "join(" + along + ": " + parts.size() + " parts)");
  }

  private static void check(Field a, Field b, String along) {
    List<Dim> here = others(a, along);
    List<Dim> there = others(b, along);
    if (!here.equals(there) || a.expr().indexOf(along) != b.expr().indexOf(along)) {
      throw new ShapeException(
          "joining '"
              + a.name()
              + "' along '"
              + along
              + "': one part has "
              + a.dims()
              + ", another "
              + b.dims());
    }
    for (Dim d : here) {
      Optional<Coordinate> x = a.coordinates().of(d.name());
      Optional<Coordinate> y = b.coordinates().of(d.name());
      if (x.isPresent() && y.isPresent()) {
        Matching.difference(x.get(), y.get(), Matching.DEFAULT_TOLERANCE)
            .ifPresent(
                w -> {
                  throw new ShapeException(
                      "joining '"
                          + a.name()
                          + "' along '"
                          + along
                          + "': parts differ along '"
                          + d.name()
                          + "': "
                          + w);
                });
      }
    }
  }

  private static List<Dim> others(Field f, String along) {
    return f.dims().stream().filter(d -> !d.name().equals(along)).toList();
  }

  private static CoordinateSet coordinates(String along, List<Field> parts) {
    CoordinateSet set = parts.getFirst().coordinates();
    List<Optional<Coordinate>> all = parts.stream().map(f -> f.coordinates().of(along)).toList();
    CoordinateSet out = set;
    if (all.stream().allMatch(Optional::isPresent)) {
      out = set.with(along, joined(along, all.stream().flatMap(Optional::stream).toList()));
    }
    List<Auxiliary> auxiliaries = new ArrayList<>();
    for (Auxiliary a : set.auxiliaries()) {
      if (a.dims().contains(along)) {
        joined(a, along, parts).ifPresent(auxiliaries::add);
      } else {
        auxiliaries.add(a);
      }
    }
    return out.withAuxiliaries(auxiliaries);
  }

  /** An auxiliary of all parts; none if a part lacks it, or has it in another form. */
  private static Optional<Auxiliary> joined(Auxiliary a, String along, List<Field> parts) {
    List<Auxiliary> all = new ArrayList<>();
    for (Field f : parts) {
      f.coordinates().auxiliaries().stream()
          .filter(x -> x.name().equals(a.name()) && x.dims().equals(a.dims()))
          .filter(x -> x.getClass() == a.getClass())
          .findFirst()
          .ifPresent(all::add);
    }
    if (all.size() < parts.size()) {
      return Optional.empty();
    }
    return switch (a) {
      case Auxiliary.Texts t ->
          Optional.of(
              new Auxiliary.Texts(
                  t.name(),
                  t.dim(),
                  all.stream().flatMap(x -> ((Auxiliary.Texts) x).values().stream()).toList(),
                  t.attributes(),
                  t.role()));
      case Auxiliary.Numbers n ->
          Optional.of(
              new Auxiliary.Numbers(
                  n.name(),
                  new Concat(along, all.stream().map(x -> ((Auxiliary.Numbers) x).expr()).toList()),
                  n.attributes(),
                  n.role()));
    };
  }

  private static Coordinate joined(String dim, List<Coordinate> parts) {
    Coordinate first = parts.getFirst();
    checkCalendars(dim, parts);
    if (parts.stream().anyMatch(c -> c.isText() != first.isText())) {
      throw new ShapeException("joining along '" + dim + "': labels and numbers");
    }
    if (first.isText()) {
      List<String> labels = parts.stream().flatMap(c -> c.labels().stream()).toList();
      return Coordinate.ofLabels(first.name(), labels, first.attributes());
    }
    List<Coordinate> alike = parts.stream().map(c -> inReferenceOf(first, c)).toList();
    double[] values = alike.stream().flatMapToDouble(c -> Arrays.stream(c.values())).toArray();
    boolean bounded = alike.stream().allMatch(c -> c.bounds().isPresent());
    Optional<Bounds> bounds =
        bounded ? first.bounds().map(b -> of(b, pairs(alike))) : Optional.empty();
    boolean oneType = parts.stream().allMatch(c -> c.type() == first.type());
    Coordinate out = first.withValues(values, bounds);
    return oneType || out.type() == DType.FLOAT64
        ? out
        : Coordinate.of(out.name(), out.axis(), DType.FLOAT64, values, out.attributes())
            .withBounds(bounds);
  }

  private static double[] pairs(List<Coordinate> parts) {
    return parts.stream()
        .flatMapToDouble(c -> Arrays.stream(c.bounds().orElseThrow().pairs()))
        .toArray();
  }

  private static Bounds of(Bounds kind, double[] pairs) {
    return kind.climatology()
        ? Bounds.ofClimatology(kind.name(), pairs)
        : Bounds.of(kind.name(), pairs);
  }

  private static void checkCalendars(String dim, List<Coordinate> parts) {
    Coordinate first = parts.getFirst();
    for (Coordinate c : parts) {
      if (!c.calendar().equals(first.calendar())) {
        throw new CalendarException(
            "cannot join along '"
                + dim
                + "': calendars "
                + first.calendar().map(x -> x.cfName()).orElse("(none)")
                + " and "
                + c.calendar().map(x -> x.cfName()).orElse("(none)")
                + "; alignTime brings both onto one axis");
      }
    }
  }

  /** The same instants as numbers since the first one's date. */
  private static Coordinate inReferenceOf(Coordinate first, Coordinate c) {
    if (first.time().isEmpty() || c.time().equals(first.time())) {
      return c;
    }
    TimeReference to = first.time().orElseThrow();
    TimeReference from = c.time().orElseThrow();
    double[] values = Arrays.stream(c.values()).map(v -> to.value(from.micros(v))).toArray();
    Optional<Bounds> bounds =
        c.bounds()
            .map(b -> of(b, Arrays.stream(b.pairs()).map(v -> to.value(from.micros(v))).toArray()));
    return c.withValues(values, bounds);
  }
}
