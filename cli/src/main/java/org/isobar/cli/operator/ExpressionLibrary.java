package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.cli.expression.Library;
import org.isobar.cli.expression.Value;
import org.isobar.coord.Axis;

/** The functions of expressions that need to know what a dimension means. */
record ExpressionLibrary(Call call, Source source) implements Library {

  @Override
  public Optional<Value> call(String function, List<Field> fields, List<Double> numbers) {
    if (fields.isEmpty()) {
      return numbers.isEmpty()
          ? ClockFunctions.of(source, function).map(this::computed)
          : Optional.empty();
    }
    if (fields.size() > 1) {
      return Optional.empty();
    }
    Field f = fields.getFirst();
    return numbers.isEmpty()
        ? number(function, f)
            .or(() -> statistic(function, f).map(this::computed))
            .or(() -> PlaceFunctions.of(call, function, f).map(this::computed))
        : levels(function, f, numbers).map(this::computed);
  }

  private Value computed(Field f) {
    return new Value.Field(f, false);
  }

  private static Optional<Value> number(String function, Field f) {
    Layout layout = Layout.of(f);
    long cells = Layout.cells(f, layout.horizontal(f));
    long levels = Layout.cells(f, layout.levels());
    return switch (function) {
      case "ngp" -> Optional.of(new Value.Constant(cells));
      case "nlev" -> Optional.of(new Value.Constant(levels));
      case "size" -> Optional.of(new Value.Constant(cells * levels));
      case "missval" -> Optional.of(new Value.Constant(f.fill()));
      default -> Optional.empty();
    };
  }

  /** {@code fldmean}, {@code zonstd}, {@code vertmax} and their kin. */
  private Optional<Field> statistic(String function, Field f) {
    for (Statistic s : Statistic.values()) {
      if (function.equals("fld" + s.suffix())) {
        Field folded = FieldStatistics.field(f, Layout.of(f), s, new CellWeights(call, source));
        return Optional.of(without(folded, Axis.X, Axis.Y));
      }
      if (function.equals("zon" + s.suffix())) {
        return Optional.of(
            FieldStatistics.zonal(f, Layout.of(f), s, new CellWeights(call, source)));
      }
      if (function.equals("vert" + s.suffix())) {
        return Optional.of(without(LevelStatistics.of(call, f, s), Axis.Z));
      }
    }
    return Optional.empty();
  }

  private static Field without(Field f, Axis... axes) {
    Field out = f;
    for (Axis a : axes) {
      out =
          f.coordinates().scalar(a).isPresent()
              ? out.withoutScalar(f.coordinates().scalar(a).get().name())
              : out;
    }
    return out;
  }

  private Optional<Field> levels(String function, Field f, List<Double> numbers) {
    double first = numbers.getFirst();
    double last = numbers.getLast();
    List<Double> levels = LevelSelections.levels(f);
    IntStream all = IntStream.range(0, levels.size());
    int[] at =
        switch (function) {
          case "sellevel", "sellevelrange" ->
              all.filter(i -> levels.get(i) >= first && levels.get(i) <= last).toArray();
          case "sellevidx", "sellevidxrange" ->
              all.filter(i -> i + 1 >= first && i + 1 <= last).toArray();
          default -> new int[0];
        };
    boolean range = function.endsWith("range");
    if (!function.startsWith("sellev") || numbers.size() != (range ? 2 : 1)) {
      return Optional.empty();
    }
    if (at.length == 0) {
      throw call.refuse("'" + f.name() + "' has the levels " + levels + ", none of " + numbers);
    }
    List<String> dims = Layout.of(f).levels();
    return Optional.of(dims.isEmpty() ? f : Selections.steps(f, dims.getLast(), at));
  }

  @Override
  public Pair meet(Field first, Field second) {
    Pair out = new Pair(first, second);
    Layout a = Layout.of(first);
    Layout b = Layout.of(second);
    out = meet(out, a.time(), b.time());
    out = meet(out, a.y(), b.y());
    out = meet(out, a.x(), b.x());
    for (int i = 0; i < Math.min(a.levels().size(), b.levels().size()); i++) {
      out =
          meet(
              out,
              Optional.of(a.levels().reversed().get(i)),
              Optional.of(b.levels().reversed().get(i)));
    }
    return out;
  }

  private Pair meet(Pair pair, Optional<String> here, Optional<String> there) {
    if (here.isEmpty() || there.isEmpty()) {
      return pair;
    }
    Field a = pair.first();
    Field b = pair.second();
    long n = Layout.cells(a, List.of(here.get()));
    long m = Layout.cells(b, List.of(there.get()));
    if (n == m) {
      Field named = SameGrid.named(b, List.of(there.get()), List.of(here.get()));
      return new Pair(
          a,
          a.coordinates()
              .of(here.get())
              .map(c -> named.withCoordinate(here.get(), c))
              .orElse(named));
    }
    if (m == 1) {
      return new Pair(a, b.isel(there.get(), 0));
    }
    if (n == 1) {
      return new Pair(a.isel(here.get(), 0), b);
    }
    throw call.refuse(
        "variables do not fit together: "
            + Arrays.asList(a.name() + a.dims(), b.name() + b.dims()));
  }
}
