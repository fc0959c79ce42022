package org.isobar.time;

import org.isobar.error.CalendarException;

/**
 * A span of time by its first and last dates, both included as far as they are written: {@code
 * "1981"} to {@code "2010"} is from the begin of 1981 up to the end of 2010, {@code "1990-02"} to
 * {@code "1990-02"} the whole February.
 *
 * <p>Dates are {@code 1981}, {@code 1981-02}, {@code 1981-02-03}, {@code 1981-02-03T12}, {@code
 * 1981-02-03T12:30} or {@code 1981-02-03T12:30:00}. A range belongs to no calendar until {@link
 * #resolve} applies it to one.
 *
 * @param from first date
 * @param to last date
 */
public record TimeRange(String from, String to) {
  /**
   * @throws CalendarException if a text is not a date in any calendar, or the last date is before
   *     the first
   */
  public TimeRange {
    if (PartialDate.parse(to).endsBefore(PartialDate.parse(from))) {
      throw new CalendarException(
          "time range from '" + from + "' to '" + to + "' ends before it begins");
    }
  }

  /** The range from one date to another; see above. */
  public static TimeRange of(String from, String to) {
    return new TimeRange(from, to);
  }

  /**
   * The instants of this range in a calendar.
   *
   * @throws CalendarException if a date does not exist in it, as 1990-12-31 in {@code 360_day}
   */
  public Interval resolve(Calendar calendar) {
    return new Interval(
        PartialDate.parse(from).begin(calendar), PartialDate.parse(to).end(calendar));
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
