package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.coord.Matching;
import org.isobar.data.Dim;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;
import org.isobar.time.Calendar;

/** Members that are to become one field: models, realisations, experiments. */
public final class Ensemble {
  private final String dim;
  private final Map<String, Field> members;

  private Ensemble(String dim, Map<String, Field> members) {
    this.dim = dim;
    this.members = new LinkedHashMap<>(members);
  }

  /**
   * Members by label, in the order of the map.
   *
   * @param dim name of the dimension that they will stand along
   */
  public static Ensemble of(String dim, Map<String, Field> members) {
    if (members.isEmpty()) {
      throw new ShapeException("an ensemble along '" + dim + "' needs at least one member");
    }
    return new Ensemble(dim, members);
  }

  /**
   * The same members cut to the times that all have, to the second.
   *
   * @throws CalendarException if calendars differ: {@link Field#alignTime} brings them together
   * @throws ShapeException if there is no such time
   */
  public Ensemble intersect() {
    checkCalendars();
    Set<Long> common = new HashSet<>();
    boolean first = true;
    for (Field f : members.values()) {
      Set<Long> own = new HashSet<>();
      Arrays.stream(Samples.stamped(f).micros()).forEach(t -> own.add(second(t)));
      if (first) {
        common.addAll(own);
      } else {
        common.retainAll(own);
      }
      first = false;
    }
    if (common.isEmpty()) {
      throw new ShapeException("the members have no time in common: " + spans());
    }
    Map<String, Field> cut = new LinkedHashMap<>();
    members.forEach(
        (k, f) -> {
          Samples s = Samples.stamped(f);
          int[] at =
              IntStream.range(0, s.micros().length)
                  .filter(i -> common.contains(second(s.micros()[i])))
                  .toArray();
          boolean all = at.length == s.micros().length;
          cut.put(k, all ? f : Selection.take(f, s.dim(), at, "intersect"));
        });
    return new Ensemble(dim, cut);
  }

  /** Real files differ in the last digits of their times. */
  private static long second(long micros) {
    return Math.floorDiv(micros + 500_000, 1_000_000L);
  }

  private void checkCalendars() {
    Map<Calendar, String> seen = new LinkedHashMap<>();
    members.forEach((k, f) -> f.calendar().ifPresent(c -> seen.putIfAbsent(c, k)));
    if (seen.size() > 1) {
      throw new CalendarException(
          "members of unlike calendars: "
              + seen.entrySet().stream()
                  .map(e -> "'" + e.getValue() + "' has " + e.getKey().cfName())
                  .toList()
              + "; alignTime brings them together");
    }
  }

  private List<String> spans() {
    return members.entrySet().stream()
        .map(
            e ->
                "'"
                    + e.getKey()
                    + "': "
                    + Selection.extent(e.getValue(), Dimensions.name(e.getValue(), Axis.T)))
        .toList();
  }

  /**
   * One field with the members along a new outermost dimension, labelled by a text coordinate.
   * Dimensions are matched by name, or by axis where names differ. Attributes and scalar
   * coordinates that members do not share are dropped: a model's level says nothing of another's.
   *
   * @throws ShapeException naming the first difference between two members
   */
  public Field stack() {
    Field first = members.values().iterator().next();
    if (first.expr().indexOf(dim) >= 0) {
      throw new ShapeException(
          "stack: members have a dimension '" + dim + "' already: " + first.dims());
    }
    List<Expr> parts = new ArrayList<>();
    List<Coordinate> scalars = new ArrayList<>(first.coordinates().scalars());
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(first.attributes().asMap());
    for (Map.Entry<String, Field> m : members.entrySet()) {
      Field f = Dimensions.matched(first, m.getValue());
      if (!names(f).equals(names(first))) {
        throw new ShapeException(
            "member '"
                + m.getKey()
                + "' has dimensions "
                + f.dims()
                + ", the first has "
                + first.dims());
      }
      Elementwise.align("stack of member '" + m.getKey() + "'", first, f);
      scalars.removeIf(c -> !has(f, c));
      attributes
          .entrySet()
          .removeIf(a -> !Optional.of(a.getValue()).equals(f.attributes().get(a.getKey())));
      parts.add(Elementwise.inUnitOf(first, f).expr());
    }
    Coordinate labels =
        Coordinate.ofLabels(
            dim, List.copyOf(members.keySet()), Attributes.NONE.with("long_name", dim));
    CoordinateSet set = first.coordinates().withScalars(scalars).with(dim, labels);
    FieldConstruct c =
        first
            .construct()
            .withExpr(new Concat(dim, parts))
            .withCoordinates(set)
            .withAttributes(Attributes.of(attributes))
            .unpacked();
    return first.with(c, "stack(" + dim + ": " + String.join(", ", members.keySet()) + ")");
  }

  private static boolean has(Field f, Coordinate scalar) {
    return f.coordinates().scalars().stream()
        .filter(c -> c.name().equals(scalar.name()))
        .anyMatch(c -> Matching.difference(scalar, c, Matching.DEFAULT_TOLERANCE).isEmpty());
  }

  private static List<String> names(Field f) {
    return f.dims().stream().map(Dim::name).toList();
  }
}
