package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;

/**
 * The levels of a variable; a single one, at 0, where it has none.
 *
 * @param dim the dimension; empty for a single level without one
 * @param name name of the coordinate, {@code surface} where there is none
 * @param values the levels, numbers from 1 on where there is no coordinate
 */
record Levels(Optional<String> dim, String name, List<Double> values) {
  Levels {
    values = List.copyOf(values);
  }

  static Levels of(Field f) {
    List<String> dims = Layout.of(f).levels();
    if (dims.isEmpty()) {
      Optional<Coordinate> scalar = f.coordinates().scalar(Axis.Z).filter(c -> !c.isText());
      return new Levels(
          Optional.empty(),
          scalar.map(Coordinate::name).orElse("surface"),
          List.of(scalar.map(c -> c.value(0)).orElse(0.0)));
    }
    String dim = dims.getLast();
    int n = Math.toIntExact(Layout.cells(f, List.of(dim)));
    Optional<Coordinate> c = f.coordinates().of(dim).filter(x -> !x.isText());
    double[] values =
        c.map(Coordinate::values)
            .orElseGet(() -> IntStream.rangeClosed(1, n).asDoubleStream().toArray());
    return new Levels(
        Optional.of(dim),
        c.map(Coordinate::name).orElse(dim),
        Arrays.stream(values).boxed().toList());
  }

  int size() {
    return values.size();
  }
}
