package org.isobar.cli.operator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.time.By;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.Incomplete;

/**
 * Statistics over time: of all steps, of each period, of each group over all years. As in CDO all
 * steps count the same, a step belongs to the period of its time stamp whatever its bounds,
 * incomplete periods are kept, and variables without time pass unchanged.
 */
final class TimeStatistics {
  private static final int MONTHS = 12;

  private TimeStatistics() {}

  static List<Operator> operators() {
    List<Operator> all = new ArrayList<>();
    for (Statistic s : Statistic.values()) {
      add(all, "tim", s, "over all time steps", (call, f, dim) -> whole(call, f, dim, s));
    }
    for (Frequency period :
        List.of(Frequency.HOUR, Frequency.DAY, Frequency.MONTH, Frequency.SEASON)) {
      addPeriods(all, period);
    }
    addPeriods(all, Frequency.YEAR);
    addGroups(all, "yday", By.DAY_OF_YEAR, "day of the year over all years");
    addGroups(all, "ymon", By.MONTH_OF_YEAR, "month of the year over all years");
    addGroups(all, "yseas", By.SEASON_OF_YEAR, "season of the year over all years");
    addGroups(all, "dhour", By.HOUR_OF_DAY, "hour of the day over all days");
    all.add(YearlyMeans.operator());
    return all;
  }

  private static void addPeriods(List<Operator> all, Frequency period) {
    String prefix =
        switch (period) {
          case HOUR -> "hour";
          case DAY -> "day";
          case MONTH -> "mon";
          case SEASON -> "seas";
          case YEAR -> "year";
        };
    String words = "of each " + period.name().toLowerCase(Locale.ROOT);
    for (Statistic s : Statistic.values()) {
      add(all, prefix, s, words, (call, f, dim) -> periods(call, f, dim, period, s));
    }
  }

  private static void addGroups(List<Operator> all, String prefix, By by, String what) {
    for (Statistic s : Statistic.values()) {
      add(all, prefix, s, "of each " + what, (call, f, dim) -> groups(call, f, dim, by, s));
    }
  }

  /** A statistic along the time dimension of one variable. */
  @FunctionalInterface
  private interface Along {
    Field fold(Call call, Field f, String dim);
  }

  private static void add(
      List<Operator> all, String prefix, Statistic s, String words, Along along) {
    String name = prefix + s.suffix();
    all.add(
        Operator.unary(
            name,
            Parameters.NONE,
            s.words() + " " + words,
            (call, in) -> in.getFirst().map(name, f -> timed(call, f, along))));
  }

  private static Field timed(Call call, Field f, Along along) {
    Layout layout = Layout.of(f);
    if (layout.time().isEmpty()) {
      return f;
    }
    if (layout.steps(f) == 0) {
      throw call.refuse("'" + f.name() + "' has no time steps; select the other variables");
    }
    return along.fold(call, f, layout.time().get());
  }

  private static Field whole(Call call, Field f, String dim, Statistic s) {
    Coordinate time = f.coordinates().of(dim).orElseThrow();
    Field folded = s.fold(f.unweighted(), Set.of(dim));
    int[][] all = {IntStream.range(0, time.size()).toArray()};
    return folded.withScalar(TimeStamps.of(time, all, call.stamp(Stamp.MIDDLE)).asFolded());
  }

  private static Field periods(Call call, Field f, String dim, Frequency period, Statistic s) {
    Field folded =
        f.resample(period)
            .stamped()
            .incomplete(Incomplete.KEEP)
            .unweighted()
            .skipMissing(s.skipsMissing())
            .fold(s.op());
    Coordinate time = f.coordinates().of(dim).orElseThrow();
    int[][] runs = runs(time, d -> period.start(d).micros());
    return inOrderOfSteps(
        folded.withCoordinate(dim, TimeStamps.of(time, runs, call.stamp(Stamp.MIDDLE))), dim, runs);
  }

  /** As CDO writes periods: where steps go back in time, so do the results. */
  static Field inOrderOfSteps(Field f, String dim, int[][] runs) {
    int[] order = byFirstStep(runs);
    boolean sorted = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    return sorted ? f : f.isel(dim, order);
  }

  private static Field groups(Call call, Field f, String dim, By by, Statistic s) {
    Field folded = f.groupBy(by).stamped().unweighted().skipMissing(s.skipsMissing()).fold(s.op());
    Coordinate time = f.coordinates().of(dim).orElseThrow();
    int[][] runs = runs(time, by::key);
    Coordinate stamps =
        by == By.SEASON_OF_YEAR && call.stamp(Stamp.LAST) == Stamp.LAST
            ? TimeStamps.ofSeasons(time, runs)
            : TimeStamps.of(time, runs, call.stamp(Stamp.LAST));
    // CDO gives months and hours bounds, seasons and days none.
    boolean bounded = by == By.MONTH_OF_YEAR || by == By.HOUR_OF_DAY;
    Field stamped =
        folded.withCoordinate(dim, bounded ? stamps : stamps.withBounds(Optional.empty()));
    boolean partOfTheYear = by == By.MONTH_OF_YEAR && runs.length > 1 && runs.length < MONTHS;
    return partOfTheYear ? stamped.isel(dim, byFirstStep(runs)) : stamped;
  }

  /** Where some months are absent CDO writes the others as they come: December before January. */
  private static int[] byFirstStep(int[][] runs) {
    return IntStream.range(0, runs.length)
        .boxed()
        .sorted(Comparator.comparingInt(r -> runs[r][0]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** What a date is grouped by. */
  @FunctionalInterface
  interface Key {
    long of(DateTime date);
  }

  /** Indices of the steps that share a key, in the order of the keys. */
  static int[][] runs(Coordinate time, Key key) {
    var reference = time.time().orElseThrow();
    Map<Long, List<Integer>> found = new TreeMap<>();
    for (int i = 0; i < time.size(); i++) {
      long k = key.of(reference.decode(time.value(i)));
      found.computeIfAbsent(k, _ -> new ArrayList<>()).add(i);
    }
    return found.values().stream()
        .map(run -> run.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
