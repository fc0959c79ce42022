package org.isobar.coord;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All coordinates of a field: at most one per dimension, scalar ones that dimensions left behind,
 * and auxiliaries. Immutable.
 *
 * @param byDim the coordinate of each dimension that has one
 * @param scalars coordinates with one cell whose dimension is gone
 * @param auxiliaries everything else
 */
public record CoordinateSet(
    Map<String, Coordinate> byDim, List<Coordinate> scalars, List<Auxiliary> auxiliaries) {
  public static final CoordinateSet NONE = new CoordinateSet(Map.of(), List.of(), List.of());

  public CoordinateSet {
    byDim = Collections.unmodifiableMap(new LinkedHashMap<>(byDim));
    scalars = List.copyOf(scalars);
    auxiliaries = List.copyOf(auxiliaries);
  }

  public Optional<Coordinate> of(String dim) {
    return Optional.ofNullable(byDim.get(dim));
  }

  /** The dimension whose coordinate runs along an axis. */
  public Optional<String> dimOf(Axis axis) {
    return byDim.entrySet().stream()
        .filter(e -> e.getValue().axis().filter(axis::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The scalar coordinate of an axis. */
  public Optional<Coordinate> scalar(Axis axis) {
    return scalars.stream().filter(c -> c.axis().filter(axis::equals).isPresent()).findFirst();
  }

  public CoordinateSet with(String dim, Coordinate coordinate) {
    Map<String, Coordinate> m = new LinkedHashMap<>(byDim);
    m.put(dim, coordinate);
    return new CoordinateSet(m, scalars, auxiliaries);
  }

  /** Without a dimension: its coordinate and all auxiliaries that have the dimension are gone. */
  public CoordinateSet without(String dim) {
    Map<String, Coordinate> m = new LinkedHashMap<>(byDim);
    m.remove(dim);
    List<Auxiliary> kept = auxiliaries.stream().filter(a -> !a.dims().contains(dim)).toList();
    return new CoordinateSet(m, scalars, kept);
  }

  /** Without a dimension, leaving a scalar coordinate in its place. */
  public CoordinateSet collapse(String dim, Optional<Coordinate> scalar) {
    CoordinateSet rest = without(dim);
    List<Coordinate> s = new ArrayList<>(rest.scalars);
    scalar.ifPresent(s::add);
    return new CoordinateSet(rest.byDim, s, rest.auxiliaries);
  }

  public CoordinateSet withAuxiliaries(List<Auxiliary> list) {
    return new CoordinateSet(byDim, scalars, list);
  }

  public CoordinateSet withScalars(List<Coordinate> list) {
    return new CoordinateSet(byDim, list, auxiliaries);
  }

  /** Applies a change to every auxiliary that has a dimension. */
  public CoordinateSet mapAuxiliaries(String dim, UnaryOperator<Auxiliary> change) {
    return withAuxiliaries(
        auxiliaries.stream().map(a -> a.dims().contains(dim) ? change.apply(a) : a).toList());
  }

  /**
   * The same coordinates for a dimension that has another name now; a coordinate of the dimension's
   * name is renamed with it. Auxiliaries stay as they are.
   */
  public CoordinateSet rename(String dim, String to) {
    Map<String, Coordinate> m = new LinkedHashMap<>();
    byDim.forEach(
        (d, c) ->
            m.put(
                d.equals(dim) ? to : d,
                d.equals(dim) && c.name().equals(dim) ? c.withName(to) : c));
    return new CoordinateSet(m, scalars, auxiliaries);
  }
}
