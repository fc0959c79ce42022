package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.time.DateTime;

/** The operators that pick by keys, from several inputs: {@code select,name=tas,year=2000/2010}. */
final class Selecting {
  private static final String USAGE = "key=value[,value...][,key=value...]";
  private static final String KEYS =
      "keys: name, code, level, levrange, levidx, zaxisname, date, startdate, enddate, year, month,"
          + " season, day, hour, minute, timestep";

  private Selecting() {}

  static List<Operator> operators() {
    return List.of(
        Operator.many(
            "select",
            Parameters.atLeastOne(USAGE),
            "keeps variables, levels and time steps of one or several inputs; " + KEYS,
            (call, in) -> select(call, in, true)),
        Operator.many(
            "delete",
            Parameters.atLeastOne(USAGE),
            "leaves out variables, levels and time steps; keys as of select",
            (call, in) -> select(call, in, false)));
  }

  private static Source select(Call call, List<Source> in, boolean keep) {
    SelectKeys keys = SelectKeys.parse(call);
    List<Source> chosen = new ArrayList<>();
    for (Source s : in) {
      chosen.add(variables(call, s, keys, keep));
    }
    Source all = Joins.oneAfterAnother(call, chosen);
    return keys.hasTime() ? steps(call, all, keys, keep) : all;
  }

  // ---- variables and levels

  private static Source variables(Call call, Source in, SelectKeys keys, boolean keep) {
    List<Field> out = new ArrayList<>();
    keys.warnOfAbsentVariables(in.fields());
    Set<String> terms = keep ? terms(in, keys) : Set.of();
    for (int i = 0; i < in.fields().size(); i++) {
      Field f = in.fields().get(i);
      boolean named = keys.fitsVariable(f, i) || terms.contains(f.name());
      if (!keys.hasLevel()) {
        if (!keys.hasVariable() || named == keep) {
          out.add(f);
        }
      } else if (named) {
        levels(f, keys, keep).ifPresent(out::add);
      } else if (!keep) {
        out.add(f);
      }
    }
    if (out.isEmpty()) {
      throw call.refuse("no variables selected; " + in.label() + " has " + in.dataset().names());
    }
    return in.with(call.operator(), out);
  }

  /** What the levels of the variables need, as in selname. */
  private static Set<String> terms(Source in, SelectKeys keys) {
    return IntStream.range(0, in.fields().size())
        .filter(i -> keys.fitsVariable(in.fields().get(i), i))
        .boxed()
        .flatMap(i -> Selections.terms(in.fields().get(i), in.dataset().names()).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<Field> levels(Field f, SelectKeys keys, boolean keep) {
    Levels levels = Levels.of(f);
    int[] at =
        IntStream.range(0, levels.size()).filter(i -> keys.fitsLevel(levels, i) == keep).toArray();
    if (at.length == 0) {
      return Optional.empty();
    }
    Optional<String> dim = levels.dim();
    return Optional.of(
        at.length == levels.size() || dim.isEmpty() ? f : Steps.take(f, dim.get(), at));
  }

  // ---- time steps

  private static Source steps(Call call, Source in, SelectKeys keys, boolean keep) {
    keys.warnOfAbsentSteps(in);
    List<Field> out = new ArrayList<>();
    boolean any = false;
    for (Field f : in.fields()) {
      Optional<String> time = Layout.of(f).time();
      if (time.isEmpty()) {
        out.add(f);
        continue;
      }
      Optional<Field> cut = Steps.where(f, time.get(), condition(f, time.get(), keys, keep));
      any |= cut.isPresent();
      cut.ifPresent(out::add);
    }
    boolean timed = in.fields().stream().anyMatch(f -> Layout.of(f).time().isPresent());
    if (timed ? !any : keys.fitsStep(0, 1, Optional.empty()) != keep) {
      throw call.refuse("no time steps selected; " + in.label() + " has " + in.steps());
    }
    return in.with(call.operator(), out);
  }

  private static IntPredicate condition(Field f, String dim, SelectKeys keys, boolean keep) {
    List<DateTime> dates = f.coordinates().of(dim).map(Steps::dates).orElse(List.of());
    int n = Math.toIntExact(Layout.of(f).steps(f));
    return i ->
        keys.fitsStep(i, n, dates.isEmpty() ? Optional.empty() : Optional.of(dates.get(i))) == keep;
  }
}
