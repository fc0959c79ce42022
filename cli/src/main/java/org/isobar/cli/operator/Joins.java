package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.time.TimeReference;

/** Operators that lay the time steps of several inputs one after another. */
final class Joins {
  private static final long MICROS = 1_000_000;

  private Joins() {}

  static List<Operator> operators() {
    return List.of(
        Operator.many(
            "copy",
            Parameters.NONE,
            "copies all variables; time steps of several inputs one after another",
            Joins::oneAfterAnother),
        Operator.many(
                "cat",
                Parameters.NONE,
                "as copy; adds to the output if it is there, all at once",
                Joins::oneAfterAnother)
            .existing(Existing.APPEND),
        Operator.many(
                "mergetime",
                Parameters.NONE,
                "merges time steps by their dates; SKIP_SAME_TIME=1 leaves out those there already",
                Joins::byDate)
            .existing(Existing.REFUSE));
  }

  /** In which order the steps of a joined axis come. */
  @FunctionalInterface
  private interface Order {
    int[] of(List<Coordinate> axes);
  }

  /** All steps of the first input, then those of the second, and so on. */
  static Source oneAfterAnother(Call call, List<Source> in) {
    return joined(call, in, axes -> IntStream.range(0, steps(axes)).toArray());
  }

  private static int steps(List<Coordinate> axes) {
    return axes.stream().mapToInt(Coordinate::size).sum();
  }

  private static Source byDate(Call call, List<Source> in) {
    boolean skip = call.settings().skipSameTime();
    return in.size() == 1 && !skip
        ? in.getFirst()
        : joined(call, in, axes -> merged(call, axes, skip));
  }

  private static Source joined(Call call, List<Source> in, Order order) {
    Source first = in.getFirst();
    Alike alike = new Alike(call, first);
    List<List<Field>> parts = new ArrayList<>();
    parts.add(first.fields());
    in.subList(1, in.size()).forEach(s -> parts.add(alike.of(s)));
    boolean timed = first.fields().stream().anyMatch(f -> Layout.of(f).time().isPresent());
    if (!timed && in.size() > 1) {
      throw call.refuse("the inputs have no time to be joined along: " + first.label());
    }
    List<Field> out = new ArrayList<>();
    for (int i = 0; i < first.fields().size(); i++) {
      int at = i;
      out.add(joined(parts.stream().map(p -> p.get(at)).toList(), order));
    }
    return first.with(call.operator(), out);
  }

  /** Variables without time are the first input's. */
  private static Field joined(List<Field> parts, Order order) {
    Field first = parts.getFirst();
    Optional<String> time = Layout.of(first).time();
    if (time.isEmpty()) {
      return first;
    }
    String dim = time.get();
    List<Coordinate> axes = parts.stream().map(f -> f.coordinates().of(dim).orElseThrow()).toList();
    int[] at = order.of(axes);
    Field all = Field.join(dim, parts);
    boolean asTheyCome = at.length == steps(axes);
    for (int i = 0; asTheyCome && i < at.length; i++) {
      asTheyCome = at[i] == i;
    }
    return asTheyCome ? all : Steps.take(all, dim, at);
  }

  /** Always the input whose next step is the earliest; of equal ones that which was named first. */
  private static int[] merged(Call call, List<Coordinate> axes, boolean skip) {
    long[][] dates = new long[axes.size()][];
    int[] begin = new int[axes.size()];
    for (int i = 0; i < dates.length; i++) {
      dates[i] = seconds(call, axes.get(i));
      begin[i] = i == 0 ? 0 : begin[i - 1] + dates[i - 1].length;
    }
    int[] next = new int[dates.length];
    int[] out = new int[steps(axes)];
    int n = 0;
    long before = Long.MIN_VALUE;
    for (int done = 0; done < out.length; done++) {
      int from = earliest(dates, next);
      long date = dates[from][next[from]];
      if (!skip || date != before) {
        out[n++] = begin[from] + next[from];
      }
      before = date;
      next[from]++;
    }
    return Arrays.copyOf(out, n);
  }

  private static int earliest(long[][] dates, int[] next) {
    int from = -1;
    for (int i = 0; i < dates.length; i++) {
      boolean left = next[i] < dates[i].length;
      if (left && (from < 0 || dates[i][next[i]] < dates[from][next[from]])) {
        from = i;
      }
    }
    return from;
  }

  private static long[] seconds(Call call, Coordinate axis) {
    TimeReference time =
        axis.time()
            .orElseThrow(() -> call.refuse("coordinate '" + axis.name() + "' tells no dates"));
    long[] out = new long[axis.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.floorDiv(time.micros(axis.value(i)) + MICROS / 2, MICROS);
    }
    return out;
  }
}
