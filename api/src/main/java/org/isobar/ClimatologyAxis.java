package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.time.By;
import org.isobar.time.Frequency;
import org.isobar.time.Groups;
import org.isobar.time.Interval;
import org.isobar.time.TimeReference;

/**
 * The time coordinate of a climatology (CF conventions, section 7.4): each group at the middle of
 * an early occurrence, with bounds from the begin of its first to the end of its last sample. A
 * sample without bounds stands for the day, month or year of the calendar that it is in. Years are
 * no climatology: theirs are plain bounds.
 */
final class ClimatologyAxis {
  private static final long DAY = 86_400_000_000L;

  private ClimatologyAxis() {}

  static Coordinate of(Samples s, Groups groups, int[] within) {
    List<List<Interval>> occurrences = occurrences(s, groups, within);
    Interval[] whole = new Interval[groups.size()];
    Arrays.setAll(whole, g -> span(occurrences.get(g).getFirst(), occurrences.get(g).getLast()));
    if (s.climatology()) {
      for (int i : within) {
        int g = groups.code(i);
        whole[g] = span(whole[g], s.extent(i));
      }
    }
    TimeReference t = s.reference();
    double[] pairs = new double[2 * whole.length];
    for (int g = 0; g < whole.length; g++) {
      pairs[2 * g] = t.value(whole[g].start());
      pairs[2 * g + 1] = t.value(whole[g].end());
    }
    double[] values = middles(occurrences).mapToDouble(t::value).toArray();
    return s.coordinate().withValues(values, Optional.of(bounds(s, groups.by(), pairs)));
  }

  /** The spans of each group's samples that are neighbours, in order of time. */
  private static List<List<Interval>> occurrences(Samples s, Groups groups, int[] within) {
    List<List<Interval>> out = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      out.add(new ArrayList<>());
    }
    int[] inOrder =
        IntStream.of(within)
            .boxed()
            .sorted(Comparator.comparingLong(i -> s.micros()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i : inOrder) {
      List<Interval> known = out.get(groups.code(i));
      Interval cell = cell(s, i, groups.by());
      if (!known.isEmpty() && cell.start() - known.getLast().end() <= gap(groups.by())) {
        known.add(span(known.removeLast(), cell));
      } else {
        known.add(cell);
      }
    }
    return out;
  }

  /**
   * Middles of the first occurrences; of the first that ascend, if some do, as coordinates have to:
   * with samples from June on, those of the first whole year.
   */
  private static LongStream middles(List<List<Interval>> occurrences) {
    long[] ascending = new long[occurrences.size()];
    long before = Long.MIN_VALUE;
    for (int g = 0; g < ascending.length; g++) {
      long last = before;
      OptionalLong next =
          occurrences.get(g).stream()
              .mapToLong(ClimatologyAxis::middle)
              .filter(m -> m > last)
              .findFirst();
      if (next.isEmpty()) {
        return occurrences.stream().mapToLong(o -> middle(o.getFirst()));
      }
      before = next.getAsLong();
      ascending[g] = before;
    }
    return LongStream.of(ascending);
  }

  private static long middle(Interval i) {
    return i.start() + i.length() / 2;
  }

  private static Bounds bounds(Samples s, By by, double[] pairs) {
    return by == By.YEAR && !s.climatology()
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
