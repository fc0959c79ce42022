package org.isobar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.dataset.Attributes;
import org.isobar.error.ShapeException;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;

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
   * The same members cut to the times that all have.
   *
   * @throws ShapeException if there is none
   */
  public Ensemble intersect() {
    TreeSet<Long> common = null;
    for (Field f : members.values()) {
      TreeSet<Long> own = new TreeSet<>();
      for (long t : Samples.stamped(f).micros()) {
        own.add(t);
      }
      if (common == null) {
        common = own;
      } else {
        common.retainAll(own);
      }
    }
    TreeSet<Long> times = common == null ? new TreeSet<>() : common;
    if (times.isEmpty()) {
      throw new ShapeException(
          "the members "
              + members.keySet()
              + " have no time in common; alignTime brings unlike calendars together");
    }
    Map<String, Field> cut = new LinkedHashMap<>();
    members.forEach(
        (k, f) -> {
          Samples s = Samples.stamped(f);
          int[] at =
              IntStream.range(0, s.micros().length)
                  .filter(i -> times.contains(s.micros()[i]))
                  .toArray();
          cut.put(
              k,
              at.length == s.micros().length
                  ? f
                  : Selection.take(f, Dimensions.name(f, Axis.T), at, "intersect"));
        });
    return new Ensemble(dim, cut);
  }

  /**
   * One field with the members along a new outermost dimension, labelled by a text coordinate.
   *
   * @throws ShapeException naming the first difference between two members
   */
  public Field stack() {
    Field first = members.values().iterator().next();
    List<Expr> parts = new ArrayList<>();
    for (Map.Entry<String, Field> m : members.entrySet()) {
      Field f = m.getValue();
      if (!f.dims().stream()
          .map(d -> d.name())
          .toList()
          .equals(first.dims().stream().map(d -> d.name()).toList())) {
        throw new ShapeException(
            "member '"
                + m.getKey()
                + "' has dimensions "
                + f.dims()
                + ", the first has "
                + first.dims());
      }
      Elementwise.align("stack of member '" + m.getKey() + "'", first, f);
      parts.add(Elementwise.inUnitOf(first, f).expr());
    }
    Coordinate labels =
        Coordinate.ofLabels(
            dim, List.copyOf(members.keySet()), Attributes.NONE.with("long_name", dim));
    CoordinateSet set = first.coordinates().with(dim, labels);
    FieldConstruct c =
        first.construct().withExpr(new Concat(dim, parts)).withCoordinates(set).unpacked();
    return first.with(c, "stack(" + dim + ": " + String.join(", ", members.keySet()) + ")");
  }
}
