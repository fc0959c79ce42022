package org.isobar.time;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.isobar.error.CalendarException;
import org.jspecify.annotations.Nullable;

/**
 * Which period of a time series each sample belongs to, and which periods the samples cover whole.
 * Periods are those that hold samples, in order of time, numbered from 0. Immutable.
 *
 * <p>A sample belongs to the period that holds the middle of its bounds, or its own time where it
 * has no valid ones. Bounds are valid if they are ordered, not equal, and around their sample.
 *
 * <p>A period is complete if the bounds of the samples (its own and its neighbours') leave no gap
 * in it. Where a sample of the period has no valid bounds, its completeness is told from the
 * sampling: with monthly samples by the number of months (monthly: mostly 28 to 31 days apart),
 * with yearly ones likewise, else by the usual distance of samples, the median: no two samples of
 * the period may be 1.5 times that apart, and no further sample may fit before the first or after
 * the last. A single sample without bounds tells nothing, and its period counts as incomplete.
 */
public final class Periods {
  private final Frequency frequency;
  private final Calendar calendar;
  private final int[] codes;
  private final Interval[] periods;
  private final BitSet incomplete;

  private Periods(
      Frequency frequency, Calendar calendar, int[] codes, Interval[] periods, BitSet incomplete) {
    this.frequency = frequency;
    this.calendar = calendar;
    this.codes = codes;
    this.periods = periods;
    this.incomplete = incomplete;
  }

  /**
   * Cuts a time axis into periods.
   *
   * @param micros instants of the samples, in any order
   * @param bounds begin and end of each sample's cell, in either order of the axis; null if there
   *     are none
   * @throws CalendarException if there are bounds for another number of samples
   */
  public static Periods of(
      Frequency frequency, long[] micros, long @Nullable [][] bounds, Calendar calendar) {
    if (bounds != null && bounds.length != micros.length) {
      throw new CalendarException(
          "time bounds of " + bounds.length + " cells for " + micros.length + " samples");
    }
    @Nullable Interval[] cells = validCells(micros, bounds);
    long[] times = new long[micros.length];
    Arrays.setAll(times, i -> middle(cells[i], micros[i]));
    long[] starts = Arrays.stream(times).map(t -> frequency.period(calendar, t).start()).toArray();
    long[] distinct = Arrays.stream(starts).sorted().distinct().toArray();
    int[] codes =
        Arrays.stream(starts)
            .map(s -> Arrays.binarySearch(distinct, s))
            .mapToInt(c -> (int) c)
            .toArray();
    Interval[] periods =
        Arrays.stream(distinct)
            .mapToObj(s -> frequency.period(calendar, s))
            .toArray(Interval[]::new);
    BitSet incomplete = Coverage.incomplete(frequency, calendar, times, cells, codes, periods);
    return new Periods(frequency, calendar, codes, periods, incomplete);
  }

  /** Length of the periods. */
  public Frequency frequency() {
    return frequency;
  }

  /** Number of periods. */
  public int size() {
    return periods.length;
  }

  /** Number of samples. */
  public int samples() {
    return codes.length;
  }

  /** The period of a sample. */
  public int code(int sample) {
    return codes[sample];
  }

  /** The period of each sample, as a copy. */
  public int[] codes() {
    return codes.clone();
  }

  /** Begin and end of a period, in microseconds since 1970-01-01 of the calendar. */
  public Interval period(int period) {
    return periods[period];
  }

  /** Whether the samples cover a period whole. */
  public boolean complete(int period) {
    return !incomplete.get(period);
  }

  /** The periods that the samples do not cover, in order. */
  public List<Integer> incomplete() {
    return incomplete.stream().boxed().toList();
  }

  /** What people call a period: {@code 1981-02}, {@code 1981 DJF}. */
  public String label(int period) {
    return frequency.label(DateTime.ofMicros(calendar, periods[period].start()));
  }

  private static @Nullable Interval[] validCells(long[] micros, long @Nullable [][] bounds) {
    @Nullable Interval[] cells = new @Nullable Interval[micros.length];
    if (bounds != null) {
      IntStream.range(0, micros.length).forEach(i -> cells[i] = validCell(micros[i], bounds[i]));
    }
    return cells;
  }

  private static @Nullable Interval validCell(long time, long[] bounds) {
    boolean valid =
        bounds.length == 2 && bounds[0] < bounds[1] && bounds[0] <= time && time <= bounds[1];
    return valid ? new Interval(bounds[0], bounds[1]) : null;
  }

  private static long middle(@Nullable Interval cell, long time) {
    return cell == null ? time : cell.start() + cell.length() / 2;
  }
}
