package org.isobar;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.time.By;
import org.isobar.time.Frequency;
import org.isobar.time.Groups;
import org.isobar.time.Interval;
import org.isobar.time.TimeReference;

/**
 * The time coordinate of a climatology (CF conventions, section 7.4): each group at the middle of
 * its first occurrence, with bounds from the begin of its first to the end of its last sample. A
 * sample without bounds stands for the day, month or year of the calendar that it is in. Years are
 * no climatology: theirs are plain bounds.
 */
final class ClimatologyAxis {
  private static final long DAY = 86_400_000_000L;

  private ClimatologyAxis() {}

  static Coordinate of(Samples s, Groups groups, int[] within) {
    int n = groups.size();
    Interval[] first = new Interval[n];
    Interval[] whole = new Interval[n];
    long gap = gap(groups.by());
    int[] inOrder =
        IntStream.of(within)
            .boxed()
            .sorted(Comparator.comparingLong(i -> s.micros()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : inOrder) {
      int g = groups.code(i);
      Interval cell = cell(s, i, groups.by());
      if (first[g] == null) {
        first[g] = cell;
        whole[g] = cell;
      } else {
        first[g] = cell.start() - first[g].end() <= gap ? span(first[g], cell) : first[g];
        whole[g] = span(whole[g], cell);
      }
    }
    TimeReference t = s.reference();
    double[] values = new double[n];
    double[] pairs = new double[2 * n];
    for (int g = 0; g < n; g++) {
      values[g] = t.value(first[g].start() + first[g].length() / 2);
      pairs[2 * g] = t.value(whole[g].start());
      pairs[2 * g + 1] = t.value(whole[g].end());
    }
    return s.coordinate().withValues(values, Optional.of(bounds(s, groups.by(), pairs)));
  }

  private static Bounds bounds(Samples s, By by, double[] pairs) {
    return by == By.YEAR
        ? Bounds.of(s.boundsName(), pairs)
        : Bounds.ofClimatology("climatology_bnds", pairs);
  }

  /** Samples of one group that lie closer than this belong to one occurrence of it. */
  private static long gap(By by) {
    return switch (by) {
      case HOUR_OF_DAY -> DAY / 2;
      case MONTH_OF_YEAR, SEASON_OF_YEAR, DAY_OF_YEAR, YEAR -> 40 * DAY;
    };
  }

  private static Interval span(Interval a, Interval b) {
    return new Interval(Math.min(a.start(), b.start()), Math.max(a.end(), b.end()));
  }

  private static Interval cell(Samples s, int i, By by) {
    long at = s.micros()[i];
    if (s.bounded()) {
      return new Interval(s.start()[i], s.end()[i]);
    }
    return switch (by) {
      case MONTH_OF_YEAR, SEASON_OF_YEAR -> Frequency.MONTH.period(s.calendar(), at);
      case DAY_OF_YEAR -> Frequency.DAY.period(s.calendar(), at);
      case YEAR -> Frequency.YEAR.period(s.calendar(), at);
      case HOUR_OF_DAY -> new Interval(at, at);
    };
  }
}
