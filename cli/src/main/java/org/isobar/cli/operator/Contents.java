package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;

/**
 * What an input holds, as listings count it: variables, the horizontal grids and the levels that
 * they are on, each once, and the time axis.
 *
 * @param fields the variables
 * @param grids the grids, in the order in which variables use them
 * @param levels the levels, likewise
 * @param gridOf position of the grid of each variable
 * @param levelOf position of the levels of each variable
 * @param time the time axis, if a variable has one
 */
record Contents(
    List<Field> fields,
    List<HorizontalGrid> grids,
    List<LevelAxis> levels,
    List<Integer> gridOf,
    List<Integer> levelOf,
    Optional<Coordinate> time) {

  static Contents of(Call call, Source source) {
    HorizontalGrids describe = new HorizontalGrids(call, source);
    List<HorizontalGrid> grids = new ArrayList<>();
    List<LevelAxis> levels = new ArrayList<>();
    List<Integer> gridOf = new ArrayList<>();
    List<Integer> levelOf = new ArrayList<>();
    List<Field> fields = source.data();
    for (Field f : fields) {
      gridOf.add(index(grids, describe.of(f)));
      levelOf.add(index(levels, LevelAxis.of(f)));
    }
    return new Contents(fields, grids, levels, gridOf, levelOf, time(fields));
  }

  private static <T> int index(List<T> known, T one) {
    if (!known.contains(one)) {
      known.add(one);
    }
    return known.indexOf(one);
  }

  /** The axis of the first variable that has one, or the date that is left of one. */
  static Optional<Coordinate> time(List<Field> fields) {
    return fields.stream()
        .flatMap(f -> Layout.of(f).time().flatMap(f.coordinates()::of).stream())
        .findFirst()
        .or(
            () ->
                fields.stream().flatMap(f -> f.coordinates().scalar(Axis.T).stream()).findFirst());
  }

  HorizontalGrid grid(int field) {
    return grids.get(gridOf.get(field));
  }

  LevelAxis level(int field) {
    return levels.get(levelOf.get(field));
  }
}
