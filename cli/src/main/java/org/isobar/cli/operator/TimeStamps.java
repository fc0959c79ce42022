package org.isobar.cli.operator;

import java.util.Optional;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.time.DateTime;
import org.isobar.time.TimeReference;

/**
 * The time stamps that CDO gives to statistics over runs of time steps: their bounds reach from the
 * begin of the first step to the end of the last, or from stamp to stamp where the file has no
 * bounds.
 */
final class TimeStamps {
  private static final int DECEMBER = 12;

  private TimeStamps() {}

  /**
   * The time axis of the results.
   *
   * @param time the time axis of the steps
   * @param runs indices of the steps of each result, rising
   */
  static Coordinate of(Coordinate time, int[][] runs, Stamp choice) {
    double[] values = new double[runs.length];
    double[] pairs = new double[2 * runs.length];
    for (int r = 0; r < runs.length; r++) {
      int[] run = runs[r];
      int first = run[0];
      int last = run[run.length - 1];
      values[r] =
          switch (choice) {
            case FIRST -> time.value(first);
            case MIDDLE -> middle(time, run);
            case MIDHIGH -> time.value(run[run.length / 2]);
            case LAST -> time.value(last);
          };
      pairs[2 * r] = time.bounds().map(b -> b.lower(first)).orElse(time.value(first));
      pairs[2 * r + 1] = time.bounds().map(b -> b.upper(last)).orElse(time.value(last));
    }
    String name = time.bounds().map(Bounds::name).orElse(time.name() + "_bnds");
    return time.withValues(values, Optional.of(Bounds.of(name, pairs)));
  }

  /**
   * The time axis of means of seasons over all years: the first step of the last day of each, where
   * a December counts as one of the year before, next to which its January stands, and is written
   * so.
   */
  static Coordinate ofSeasons(Coordinate time, int[][] runs) {
    TimeReference reference = time.time().orElseThrow();
    double[] values = new double[runs.length];
    for (int r = 0; r < runs.length; r++) {
      DateTime best = inItsWinter(reference.decode(time.value(runs[r][0])));
      for (int step : runs[r]) {
        DateTime d = inItsWinter(reference.decode(time.value(step)));
        if (day(d) > day(best)) {
          best = d;
        }
      }
      values[r] = reference.encode(best);
    }
    return time.withValues(values, Optional.empty());
  }

  private static DateTime inItsWinter(DateTime d) {
    return d.month() == DECEMBER ? d.plusYears(-1) : d;
  }

  private static long day(DateTime d) {
    return (d.year() * 12L + d.month()) * 31 + d.day();
  }

  private static double middle(Coordinate time, int[] run) {
    double upper = time.value(run[run.length / 2]);
    if (run.length % 2 == 1) {
      return upper;
    }
    double lower = time.value(run[run.length / 2 - 1]);
    Optional<TimeReference> reference = time.time();
    if (reference.isEmpty()) {
      return lower + (upper - lower) / 2;
    }
    long from = reference.get().micros(lower);
    return reference.get().value(from + (reference.get().micros(upper) - from) / 2);
  }
}
