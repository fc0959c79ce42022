package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;

/**
 * Operators that pick levels. Variables without one of the levels are dropped; those of the surface
 * have the level 0.
 */
final class LevelSelections {
  private static final double TOLERANCE = 1e-4;

  private LevelSelections() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "sellevel",
            Parameters.atLeastOne("level[,level...]"),
            "keeps levels by their values; the surface has 0",
            (call, in) -> byValue(call, in.getFirst())),
        Operator.unary(
            "sellevidx",
            Parameters.atLeastOne("index[,index...]"),
            "keeps levels by their numbers from 1 on",
            (call, in) -> {
              List<Integer> numbers = call.wholeNumbers(0);
              return keep(call, in.getFirst(), (f, i) -> numbers.contains(i + 1));
            }));
  }

  private static Source byValue(Call call, Source in) {
    double[] asked = call.numbers(0);
    for (int i = 0; i < asked.length; i++) {
      double level = asked[i];
      Predicate<Field> has = f -> levels(f).stream().anyMatch(v -> same(v, level));
      if (in.fields().stream().noneMatch(has)) {
        call.warn("level " + call.parameters().get(i) + " not found");
      }
    }
    return keep(
        call,
        in,
        (f, i) -> IntStream.range(0, asked.length).anyMatch(k -> same(levels(f).get(i), asked[k])));
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) < TOLERANCE;
  }

  /** The levels of a variable in their order; 0 where nothing is known of a single one. */
  static List<Double> levels(Field f) {
    List<String> dims = Layout.of(f).levels();
    if (dims.isEmpty()) {
      return List.of(f.coordinates().scalar(Axis.Z).map(c -> c.value(0)).orElse(0.0));
    }
    Optional<Coordinate> c = f.coordinates().of(dims.getLast()).filter(k -> !k.isText());
    int n = Math.toIntExact(Layout.cells(f, List.of(dims.getLast())));
    return IntStream.range(0, n).mapToObj(i -> c.map(k -> k.value(i)).orElse(i + 1.0)).toList();
  }

  /** Whether a level of a variable is wanted, by its index from 0 on. */
  @FunctionalInterface
  private interface Wanted {
    boolean level(Field f, int index);
  }

  private static Source keep(Call call, Source in, Wanted wanted) {
    List<Field> out = new ArrayList<>();
    for (Field f : in.fields()) {
      int[] at = IntStream.range(0, levels(f).size()).filter(i -> wanted.level(f, i)).toArray();
      List<String> dims = Layout.of(f).levels();
      if (at.length > 0) {
        out.add(dims.isEmpty() ? f : Selections.steps(f, dims.getLast(), at));
      }
    }
    if (out.isEmpty()) {
      throw call.refuse("no variables selected: " + in.label() + " has none of these levels");
    }
    return in.with(call.operator(), out);
  }
}
