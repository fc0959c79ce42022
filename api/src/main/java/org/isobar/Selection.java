package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.coord.Matching;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.Region;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.time.Interval;
import org.isobar.time.TimeRange;
import org.isobar.time.TimeReference;

/** Picks cells along one dimension, of the values and of everything that comes along. */
final class Selection {
  private static final double CIRCLE = 360;

  private Selection() {}

  /** The cells at the indices (none of which is -1), in their order; the dimension stays. */
  static Field take(Field f, String dim, int[] indices, String step) {
    if (indices.length == 0) {
      throw new ShapeException(step + " selects nothing of '" + f.name() + "': " + extent(f, dim));
    }
    Indices at = Indices.of(indices);
    CoordinateSet set = f.coordinates();
    CoordinateSet taken =
        set.of(dim)
            .map(c -> set.with(dim, c.take(at)))
            .orElse(set)
            .mapAuxiliaries(dim, a -> take(a, dim, at));
    FieldConstruct c = f.construct();
    return f.with(c.withExpr(take(c.expr(), dim, at)).withCoordinates(taken), step);
  }

  private static Auxiliary take(Auxiliary a, String dim, Indices at) {
    return switch (a) {
      case Auxiliary.Numbers n ->
          new Auxiliary.Numbers(n.name(), take(n.expr(), dim, at), n.attributes(), n.role());
      case Auxiliary.Texts t ->
          new Auxiliary.Texts(
              t.name(),
              t.dim(),
              IntStream.of(at.toArray()).mapToObj(i -> t.values().get(i)).toList(),
              t.attributes(),
              t.role());
    };
  }

  /**
   * Gathers along a dimension: a selection where the indices rise evenly, which reads can take on;
   * else a general gather.
   */
  static Expr take(Expr e, String dim, Indices at) {
    int d = e.indexOf(dim);
    long stride = at.size() > 1 ? at.get(1) - (long) at.get(0) : 1;
    boolean even = stride > 0;
    for (int i = 1; i < at.size() && even; i++) {
      even = at.get(i) - (long) at.get(i - 1) == stride;
    }
    return even
        ? Select.of(e, Region.all(e.dims()).with(d, at.get(0), at.size(), stride))
        : new Take(e, dim, at, new Dim(dim, at.size()));
  }

  /** One cell; the dimension vanishes and leaves a scalar coordinate. */
  static Field pick(Field f, String dim, int index, String step) {
    CoordinateSet set = f.coordinates();
    Optional<Coordinate> scalar = set.of(dim).map(c -> c.take(Indices.of(index)));
    List<Auxiliary> auxiliaries = new ArrayList<>();
    for (Auxiliary a : set.auxiliaries()) {
      auxiliaries.add(a.dims().contains(dim) ? pick(a, dim, index) : a);
    }
    CoordinateSet rest =
        set.withAuxiliaries(List.of()).collapse(dim, scalar).withAuxiliaries(auxiliaries);
    FieldConstruct c = f.construct();
    return f.with(c.withExpr(pick(c.expr(), dim, index)).withCoordinates(rest), step);
  }

  private static Auxiliary pick(Auxiliary a, String dim, int index) {
    return switch (a) {
      case Auxiliary.Numbers n ->
          new Auxiliary.Numbers(n.name(), pick(n.expr(), dim, index), n.attributes(), n.role());
      case Auxiliary.Texts t ->
          new Auxiliary.Texts(
              t.name(), Optional.empty(), List.of(t.values().get(index)), t.attributes(), t.role());
    };
  }

  private static Expr pick(Expr e, String dim, int index) {
    int d = e.indexOf(dim);
    List<Boolean> drop = new ArrayList<>(Collections.nCopies(e.dims().size(), Boolean.FALSE));
    drop.set(d, true);
    return new Select(e, Region.all(e.dims()).with(d, index, 1), drop);
  }

  static Field byPosition(Field f, String dim, int[] positions) {
    int size = Math.toIntExact(f.expr().dims().get(f.expr().indexOf(dim)).size());
    int[] at = new int[positions.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = positions[i] < 0 ? positions[i] + size : positions[i];
      if (at[i] < 0 || at[i] >= size) {
        throw new ShapeException(
            "position "
                + positions[i]
                + " leaves dimension '"
                + dim
                + "' of '"
                + f.name()
                + "' with "
                + size
                + " cells");
      }
    }
    String step = "isel(" + dim + ", " + Arrays.toString(positions) + ")";
    return at.length == 1 ? pick(f, dim, at[0], step) : take(f, dim, at, step);
  }

  static Field slice(Field f, String dim, long start, long stop, long step) {
    long size = f.expr().dims().get(f.expr().indexOf(dim)).size();
    String words = "slice(" + dim + ", " + start + ", " + stop + ", " + step + ")";
    if (start < 0 || stop > size || start >= stop || step < 1) {
      throw new ShapeException(
          words
              + " of '"
              + f.name()
              + "': a slice needs 0 <= start < stop <= size and a step of at least 1; "
              + extent(f, dim));
    }
    int count = Math.toIntExact((stop - start - 1) / step + 1);
    return take(
        f, dim, IntStream.range(0, count).map(i -> (int) (start + i * step)).toArray(), words);
  }

  static Field reverse(Field f, String dim) {
    int size = Math.toIntExact(f.expr().dims().get(f.expr().indexOf(dim)).size());
    return take(
        f,
        dim,
        IntStream.iterate(size - 1, i -> i >= 0, i -> i - 1).toArray(),
        "reverse(" + dim + ")");
  }

  static Field byCoordinate(Field f, String dim, List<Object> values) {
    Coordinate c = coordinate(f, dim);
    int[] at = values.stream().mapToInt(v -> indexOf(c, v)).toArray();
    String step = "sel(" + dim + ", " + values + ")";
    return at.length == 1 ? pick(f, dim, at[0], step) : take(f, dim, at, step);
  }

  static Field nearest(Field f, String dim, double value) {
    Coordinate c = coordinate(f, dim);
    return pick(f, dim, nearestIndex(c, value), "nearest(" + dim + ", " + value + ")");
  }

  static Coordinate coordinate(Field f, String dim) {
    return f.coordinates()
        .of(dim)
        .orElseThrow(
            () ->
                new ShapeException(
                    "dimension '"
                        + dim
                        + "' of '"
                        + f.name()
                        + "' has no coordinate; select by position with isel"));
  }

  private static int indexOf(Coordinate c, Object value) {
    if (c.isText()) {
      int i = c.labels().indexOf(value.toString());
      if (i < 0) {
        throw new ShapeException("no label '" + value + "' in '" + c.name() + "': " + c.labels());
      }
      return i;
    }
    if (c.time().isPresent() && value instanceof CharSequence text) {
      return atDate(c, c.time().get(), text.toString());
    }
    if (!(value instanceof Number n)) {
      throw new ShapeException(
          "'" + value + "' is not a number, and '" + c.name() + "' has no labels");
    }
    return within(c, n.doubleValue());
  }

  /** The only sample whose own time lies within a date as far as it is written. */
  private static int atDate(Coordinate c, TimeReference time, String date) {
    Interval interval = TimeRange.of(date, date).resolve(time.calendar());
    int[] found =
        IntStream.range(0, c.size())
            .filter(i -> interval.contains(time.micros(c.value(i))))
            .toArray();
    if (found.length != 1) {
      throw new ShapeException(
          (found.length == 0 ? "no sample" : found.length + " samples")
              + " at "
              + c.name()
              + " = "
              + date
              + " among "
              + c.size()
              + span(c)
              + (found.length == 0 ? "" : "; use time(from, to) to take them all"));
    }
    return found[0];
  }

  /** The cell at a value within the tolerance of joins. */
  static int within(Coordinate c, double value) {
    if (c.size() == 0) {
      throw new ShapeException("no cell at " + c.name() + " = " + value + ": it has none at all");
    }
    int i = nearestIndex(c, value);
    double scale = Math.max(Math.abs(c.value(i)), Math.abs(value));
    if (!(distance(c, i, value) <= Matching.DEFAULT_TOLERANCE * scale)) {
      throw new ShapeException(
          "no cell at "
              + c.name()
              + " = "
              + value
              + "; the nearest is "
              + c.value(i)
              + " of "
              + c.size()
              + " from "
              + c.value(0)
              + " to "
              + c.value(c.size() - 1)
              + "; use nearest(...) to take it");
    }
    return i;
  }

  private static int nearestIndex(Coordinate c, double value) {
    if (!Double.isFinite(value)) {
      throw new ShapeException("no cell of '" + c.name() + "' is near " + value);
    }
    int best = 0;
    for (int i = 1; i < c.size(); i++) {
      if (distance(c, i, value) < distance(c, best, value)) {
        best = i;
      }
    }
    return best;
  }

  /** How far a cell lies from a value; longitudes are on the circle. */
  private static double distance(Coordinate c, int i, double value) {
    double d = Math.abs(c.value(i) - value);
    return isLongitude(c) ? Math.abs(Math.IEEEremainder(d, CIRCLE)) : d;
  }

  private static boolean isLongitude(Coordinate c) {
    return c.axis().filter(Axis.X::equals).isPresent()
        && c.attributes().text("units").isPresent()
        && Dimensions.isDegrees(c, "longitude");
  }

  static Field renameDim(Field f, String dim, String to) {
    Field out = renamed(f, dim, to);
    return out.with(out.construct(), "renameDim(" + dim + ", " + to + ")");
  }

  /** Renames a dimension, the coordinate of its name, and the dimension of auxiliaries. */
  static Field renamed(Field f, String dim, String to) {
    FieldConstruct c = f.construct();
    CoordinateSet set =
        f.coordinates().mapAuxiliaries(dim, a -> renamed(a, dim, to)).rename(dim, to);
    FieldConstruct changed = c.withExpr(renamed(c.expr(), dim, to)).withCoordinates(set);
    return new Field(changed, f.origin().renamed(dim, to));
  }

  private static Auxiliary renamed(Auxiliary a, String dim, String to) {
    return switch (a) {
      case Auxiliary.Numbers n ->
          new Auxiliary.Numbers(n.name(), renamed(n.expr(), dim, to), n.attributes(), n.role());
      case Auxiliary.Texts t ->
          new Auxiliary.Texts(t.name(), Optional.of(to), t.values(), t.attributes(), t.role());
    };
  }

  private static Expr renamed(Expr e, String dim, String to) {
    int n = Math.toIntExact(e.dims().get(e.indexOf(dim)).size());
    Indices all = Indices.of(IntStream.range(0, n).toArray());
    return new Take(e, dim, all, new Dim(to, n));
  }

  /** A dimension in words, for messages. */
  static String extent(Field f, String dim) {
    Dim d = f.expr().dims().get(f.expr().indexOf(dim));
    return d + f.coordinates().of(dim).map(Selection::span).orElse("");
  }

  private static String span(Coordinate c) {
    if (c.size() == 0) {
      return "";
    }
    if (c.isText()) {
      return " " + c.labels();
    }
    return c.time()
        .map(t -> " from " + date(t, c.value(0)) + " to " + date(t, c.value(c.size() - 1)))
        .orElse(" from " + c.value(0) + " to " + c.value(c.size() - 1));
  }

  /** A date, or the number where it means none: messages are not to fail. */
  static String date(TimeReference time, double value) {
    try {
      return time.decode(value).toString();
    } catch (CalendarException e) {
      return Double.toString(value);
    }
  }
}
