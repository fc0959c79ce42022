package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.time.Calendar;

/**
 * Which variable of one input meets which of another. A single variable or a single time step on
 * either side repeats; other counts, levels or grids are refused. Time steps meet by position, as
 * in CDO, whatever their dates.
 *
 * @param fuller the input whose other variables, names and attributes the result has
 */
record Pairing(Call call, Source first, Source second, List<Pair> pairs, Source fuller) {

  /** Two variables, and the one that names the result. */
  private record Pair(Field a, Field b, Field named) {}

  static Pairing of(Call call, Source first, Source second) {
    return new Pairing(call, first, second, pairs(call, first, second), fuller(first, second))
        .aligned();
  }

  /** Pairs variables, and leaves it to the operation how time steps meet. */
  static Pairing byGroup(Call call, Source first, Source second) {
    return new Pairing(call, first, second, pairs(call, first, second), fuller(first, second))
        .onOneGrid();
  }

  private static Source fuller(Source first, Source second) {
    return second.data().size() > first.data().size() ? second : first;
  }

  private static List<Pair> pairs(Call call, Source first, Source second) {
    List<Field> a = first.data();
    List<Field> b = second.data();
    if (a.size() == 1 && b.size() > 1) {
      return b.stream().map(f -> new Pair(a.getFirst(), f, f)).toList();
    }
    if (a.size() == 1 && b.size() == 1) {
      Field fuller = levels(b.getFirst()) > levels(a.getFirst()) ? b.getFirst() : a.getFirst();
      return List.of(new Pair(a.getFirst(), b.getFirst(), fuller));
    }
    if (b.size() == 1) {
      return a.stream().map(f -> new Pair(f, b.getFirst(), f)).toList();
    }
    List<String> names = b.stream().map(Field::name).toList();
    List<Pair> out = new ArrayList<>();
    boolean byName = a.stream().allMatch(f -> names.contains(f.name()));
    for (int i = 0; i < a.size() && a.size() == b.size(); i++) {
      int at = byName ? names.indexOf(a.get(i).name()) : i;
      out.add(new Pair(a.get(i), b.get(at), a.get(i)));
    }
    if (out.isEmpty()) {
      throw call.refuse(
          "different numbers of variables: "
              + first.label()
              + " has "
              + first.dataset().names()
              + ", "
              + second.label()
              + " has "
              + names);
    }
    if (!byName) {
      call.warn(
          "the inputs have different variables: "
              + out.stream().map(p -> p.a.name() + " meets " + p.b.name()).toList());
    }
    return out;
  }

  private static long levels(Field f) {
    return Layout.cells(f, Layout.of(f).levels());
  }

  /** The result of an operation on each pair. */
  Source combine(BinaryOperator<Field> operation) {
    List<Field> out = new ArrayList<>();
    for (Pair p : pairs) {
      Field result = operation.apply(p.a, p.b);
      boolean renamed = p.named != p.a && !p.named.name().equals(p.a.name());
      out.add(
          renamed ? result.rename(p.named.name()).withAttributes(p.named.attributes()) : result);
    }
    List<String> data = fuller.data().stream().map(Field::name).toList();
    fuller.fields().stream().filter(f -> !data.contains(f.name())).forEach(out::add);
    return fuller.with(
        call.operator(), Dataset.of(out).withAttributes(first.dataset().attributes()));
  }

  private Pairing aligned() {
    warnOfCalendars();
    List<Pair> out = onOneGrid().pairs.stream().map(this::inTime).toList();
    return new Pairing(call, first, second, out, fuller);
  }

  private void warnOfCalendars() {
    Optional<Calendar> a = calendar(first);
    Optional<Calendar> b = calendar(second);
    if (a.isPresent() && b.isPresent() && !a.equals(b)) {
      call.warn(
          "time steps of unlike calendars meet by position: "
              + a.get().cfName()
              + " in "
              + first.label()
              + ", "
              + b.get().cfName()
              + " in "
              + second.label());
    }
  }

  private static Optional<Calendar> calendar(Source s) {
    return s.fields().stream().flatMap(f -> f.calendar().stream()).findFirst();
  }

  private Pairing onOneGrid() {
    boolean repeat = first.data().size() == 1 || second.data().size() == 1;
    List<Pair> out =
        pairs.stream()
            .map(p -> new Pair(p.a, SameGrid.of(call, p.a, first, p.b, second, repeat), p.named))
            .toList();
    return new Pairing(call, first, second, out, fuller);
  }

  /** Lets a single step repeat, and gives the second variable the first one's dates. */
  private Pair inTime(Pair p) {
    Optional<String> ta = Layout.of(p.a).time();
    Optional<String> tb = Layout.of(p.b).time();
    if (ta.isEmpty() || tb.isEmpty()) {
      return onlyStep(p, ta, tb);
    }
    long na = Layout.of(p.a).steps(p.a);
    long nb = Layout.of(p.b).steps(p.b);
    if (na == nb) {
      Coordinate dates = p.a.coordinates().of(ta.get()).orElseThrow();
      Field b = SameGrid.named(p.b, List.of(tb.get()), List.of(ta.get()));
      return new Pair(p.a, b.withCoordinate(ta.get(), dates), p.named);
    }
    if (na == 1) {
      return new Pair(p.a.isel(ta.get(), 0), p.b, p.named);
    }
    if (nb == 1) {
      return new Pair(p.a, p.b.isel(tb.get(), 0), p.named);
    }
    throw call.refuse(
        "different numbers of time steps: "
            + SameGrid.describe(p.a, first)
            + ", "
            + SameGrid.describe(p.b, second)
            + "; only a single one repeats");
  }

  /**
   * A mean over time on one side and a file with one step on the other: the first one's date stays.
   */
  private static Pair onlyStep(Pair p, Optional<String> ta, Optional<String> tb) {
    boolean folded = p.a.coordinates().scalar(Axis.T).isPresent();
    boolean single = tb.isPresent() && Layout.of(p.b).steps(p.b) == 1;
    return ta.isEmpty() && folded && single ? new Pair(p.a, p.b.isel(tb.get(), 0), p.named) : p;
  }
}
