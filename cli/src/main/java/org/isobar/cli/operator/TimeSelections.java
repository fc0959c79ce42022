package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.time.DateTime;

/**
 * Operators that pick time steps by their dates, each step by its own stamp, whatever its bounds.
 * Variables without time stay.
 */
final class TimeSelections {
  private static final String MONTHS = "JFMAMJJASONDJFMAMJJASOND";
  private static final int YEAR = 12;

  private TimeSelections() {}

  static List<Operator> operators() {
    return List.of(
        Operator.unary(
            "seldate",
            new Parameters(1, 2, "start[,end]"),
            "keeps the steps from a date to another, ends included; dates as 2000-01-31[T12:00:00]",
            (call, in) -> {
              DateSpan span = DateSpan.of(call);
              return keep(call, in.getFirst(), span::contains, "dates " + span.words());
            }),
        byNumber("selyear", "year", DateTime::year),
        byNumber("selmon", "month", DateTime::month),
        byNumber("selmonth", "month", DateTime::month),
        byNumber("selday", "day", DateTime::day),
        byNumber("selhour", "hour", DateTime::hour),
        Operator.unary(
            "selseason",
            Parameters.atLeastOne("season[,season...]"),
            "keeps the steps of seasons: initials of months such as DJF or JJAS, or ANN",
            (call, in) -> {
              Set<Integer> months = months(call);
              return keep(
                  call,
                  in.getFirst(),
                  d -> months.contains(d.month()),
                  "months of " + call.parameters());
            }));
  }

  private static Operator byNumber(String name, String what, ToIntFunction<DateTime> part) {
    return Operator.unary(
        name,
        Parameters.atLeastOne(what + "[," + what + "...]"),
        "keeps the steps of these " + what + "s: numbers, or ranges first/last[/every]",
        (call, in) -> byNumber(call, in.getFirst(), what, part));
  }

  private static Source byNumber(Call call, Source in, String what, ToIntFunction<DateTime> part) {
    Set<Integer> asked = new HashSet<>(call.wholeNumbers(0));
    Set<Integer> there = new HashSet<>();
    for (Field f : in.fields()) {
      dates(f).forEach(d -> there.add(part.applyAsInt(d)));
    }
    asked.stream()
        .filter(n -> !there.contains(n))
        .sorted()
        .forEach(n -> call.warn(what + " " + n + " not found"));
    return keep(call, in, d -> asked.contains(part.applyAsInt(d)), what + "s " + call.parameters());
  }

  private static Set<Integer> months(Call call) {
    Set<Integer> out = new HashSet<>();
    for (String season : call.parameters()) {
      String initials = season.toUpperCase(Locale.ROOT);
      int at = initials.equals("ANN") ? 0 : MONTHS.indexOf(initials);
      if (at < 0 || initials.isEmpty() || initials.length() > YEAR) {
        throw call.refuse(
            "season >" + season + "< is none: give initials of months such as DJF, or ANN");
      }
      int length = initials.equals("ANN") ? YEAR : initials.length();
      for (int m = at; m < at + length; m++) {
        out.add(m % YEAR + 1);
      }
    }
    return out;
  }

  /** The dates of a variable's steps, to the nearest second; none if it has no time. */
  private static List<DateTime> dates(Field f) {
    Optional<Coordinate> time = Layout.of(f).time().flatMap(f.coordinates()::of);
    if (time.flatMap(Coordinate::time).isEmpty()) {
      return List.of();
    }
    return IntStream.range(0, time.get().size())
        .mapToObj(i -> Dates.nearestSecond(time.get(), i))
        .toList();
  }

  private static Source keep(Call call, Source in, Predicate<DateTime> wanted, String words) {
    List<Field> out = new ArrayList<>();
    boolean any = false;
    for (Field f : in.fields()) {
      Optional<String> time = Layout.of(f).time();
      if (time.isEmpty()) {
        out.add(f);
        continue;
      }
      List<DateTime> dates = dates(f);
      int[] at = IntStream.range(0, dates.size()).filter(i -> wanted.test(dates.get(i))).toArray();
      if (at.length > 0) {
        any = true;
        out.add(Selections.steps(f, time.get(), at));
      }
    }
    if (!any) {
      throw call.refuse("no time steps selected: " + in.label() + " has none of " + words);
    }
    return in.with(call.operator(), out);
  }
}
