package org.isobar.cli.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.Matching;
import org.isobar.data.Indices;

/**
 * Variables of several inputs side by side. As in CDO there are as many time steps as in the
 * shortest input, with the dates of the first; an input with a single step holds for all steps,
 * unless it is the first. A variable that several inputs have on unlike levels gets the levels of
 * all.
 */
final class Merging {
  private final Call call;
  private final List<Source> in;
  private final Optional<Source> dated;
  private final Optional<Coordinate> time;
  private final Optional<String> timeDim;
  private final long steps;

  private Merging(Call call, List<Source> in) {
    this.call = call;
    this.in = in;
    this.dated = in.stream().filter(s -> steps(s) > 0).findFirst();
    Optional<Field> first =
        dated.stream().flatMap(s -> s.fields().stream()).filter(f -> steps(f) > 0).findFirst();
    this.timeDim = first.flatMap(f -> Layout.of(f).time());
    this.steps = leastSteps();
    this.time = first.flatMap(Merging::time).map(t -> firstSteps(t, steps));
  }

  static Operator operator() {
    return Operator.many(
            "merge",
            Parameters.NONE,
            "variables of several inputs in one file; levels of a variable join",
            (call, in) -> new Merging(call, in).merged())
        .existing(Existing.REFUSE);
  }

  private Source merged() {
    Map<String, Field> out = new LinkedHashMap<>();
    for (Source s : in) {
      for (Field f : s.fields()) {
        Field cut = inTime(f, s);
        Field known = out.get(f.name());
        out.put(f.name(), known == null ? cut : levels(known, cut, s));
      }
    }
    return in.getFirst().with(call.operator(), List.copyOf(out.values()));
  }

  // ---- time

  /** Number of time steps, those that were folded to one included; 0 without time. */
  private static long steps(Field f) {
    boolean axis = Layout.of(f).time().isPresent();
    return axis ? Layout.of(f).steps(f) : time(f).isPresent() ? 1 : 0;
  }

  private static Optional<Coordinate> time(Field f) {
    return Layout.of(f)
        .time()
        .flatMap(f.coordinates()::of)
        .or(() -> f.coordinates().scalar(Axis.T).filter(Coordinate::folded));
  }

  private static long steps(Source s) {
    return s.fields().stream().mapToLong(Merging::steps).max().orElse(0);
  }

  private static Coordinate firstSteps(Coordinate time, long steps) {
    boolean all = time.size() <= steps;
    return all ? time : time.take(Indices.of(IntStream.range(0, Math.toIntExact(steps)).toArray()));
  }

  private long leastSteps() {
    long least = dated.map(Merging::steps).orElse(0L);
    for (Source s : in) {
      if (steps(s) > 1) {
        least = Math.min(least, steps(s));
      }
    }
    for (Source s : in) {
      if (steps(s) > least) {
        call.warn(
            s.label() + " has " + steps(s) + " time steps; the first " + least + " are taken");
      }
    }
    return least;
  }

  /** A variable with the steps of the result. */
  private Field inTime(Field f, Source s) {
    Optional<String> dim = Layout.of(f).time();
    boolean first = dated.filter(s::equals).isPresent();
    if (steps(f) == 0 || (first && steps(f) == steps)) {
      return f;
    }
    if (steps(f) == 1 && (steps > 1 || dim.isEmpty())) {
      Field only = dim.map(d -> f.isel(d, 0)).orElse(f);
      Field constant = only.withoutScalar(time(f).map(Coordinate::name).orElse(""));
      boolean single = steps == 1 && timeDim.isEmpty();
      return single ? time.map(constant::withScalar).orElse(constant) : constant;
    }
    Field cut = Layout.of(f).steps(f) > steps ? Steps.first(f, dim.orElseThrow(), steps) : f;
    return withDates(cut, dim.orElseThrow(), s);
  }

  /** With the dates of the first input. */
  private Field withDates(Field f, String dim, Source s) {
    if (timeDim.isEmpty()) {
      String name = f.coordinates().of(dim).map(Coordinate::name).orElse(dim);
      Field only = f.isel(dim, 0).withoutScalar(name);
      return time.map(only::withScalar).orElse(only);
    }
    Field named = dim.equals(timeDim.get()) ? f : f.renameDim(dim, timeDim.get());
    if (time.isEmpty()) {
      return named;
    }
    time(f)
        .flatMap(own -> Matching.difference(time.get(), own, Matching.DEFAULT_TOLERANCE))
        .ifPresent(
            d -> call.warn("dates of " + s.label() + " differ from the first input's: " + d));
    return named.withCoordinate(timeDim.get(), time.get());
  }

  // ---- levels

  private Field levels(Field a, Field b, Source second) {
    List<String> za = Layout.of(a).levels();
    List<String> zb = Layout.of(b).levels();
    if (za.size() == 1 && za.equals(zb) && !sameLevels(a, b, za.getFirst())) {
      return Field.join(za.getFirst(), List.of(a, b));
    }
    throw call.refuse(
        "variable '"
            + a.name()
            + "' of "
            + second.label()
            + " is there already; rename it: -chname,"
            + a.name()
            + ",other "
            + second.label());
  }

  private static boolean sameLevels(Field a, Field b, String dim) {
    Optional<Coordinate> x = a.coordinates().of(dim);
    Optional<Coordinate> y = b.coordinates().of(dim);
    return x.isEmpty()
        || y.isEmpty()
        || Matching.difference(x.get(), y.get(), Matching.DEFAULT_TOLERANCE).isEmpty();
  }
}
