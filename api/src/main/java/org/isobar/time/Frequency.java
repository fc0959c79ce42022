package org.isobar.time;

import java.util.Locale;

/** The length of the periods into which a time series is cut. */
public enum Frequency {
  HOUR,
  DAY,
  MONTH,
  /** December to February, March to May, June to August, September to November. */
  SEASON,
  YEAR;

  private static final long MICROS_PER_HOUR = Calendar.MICROS_PER_DAY / 24;

  /**
   * The begin of the period that a date is in: 1 December of the year before for a January and
   * {@link #SEASON}.
   */
  public DateTime start(DateTime time) {
    DateTime month = DateTime.of(time.calendar(), time.year(), time.month(), 1);
    return switch (this) {
      case HOUR ->
          DateTime.ofMicros(
              time.calendar(), time.micros() - Math.floorMod(time.micros(), MICROS_PER_HOUR));
      case DAY -> DateTime.of(time.calendar(), time.year(), time.month(), time.day());
      case MONTH -> month;
      case SEASON -> month.plusMonths(-(time.month() % 3));
      case YEAR -> DateTime.of(time.calendar(), time.year(), 1, 1);
    };
  }

  /** The begin of the period after the one that begins at a date. */
  public DateTime next(DateTime start) {
    return switch (this) {
      case HOUR -> DateTime.ofMicros(start.calendar(), start.micros() + MICROS_PER_HOUR);
      case DAY -> DateTime.ofMicros(start.calendar(), start.micros() + Calendar.MICROS_PER_DAY);
      case MONTH -> start.plusMonths(1);
      case SEASON -> start.plusMonths(3);
      case YEAR -> start.plusYears(1);
    };
  }

  /** The period that an instant is in. */
  public Interval period(Calendar calendar, long micros) {
    DateTime start = start(DateTime.ofMicros(calendar, micros));
    return new Interval(start.micros(), next(start).micros());
  }

  /**
   * What people call the period that a date is in: {@code 1981-02-03T12}, {@code 1981-02-03},
   * {@code 1981-02}, {@code 1981 DJF}, {@code 1981}. A winter has the year of its January.
   */
  public String label(DateTime time) {
    String date = DateTime.dateText(time.year(), time.month(), time.day());
    int monthEnd = date.length() - 3;
    return switch (this) {
      case HOUR -> String.format(Locale.ROOT, "%sT%02d", date, time.hour());
      case DAY -> date;
      case MONTH -> date.substring(0, monthEnd);
      case SEASON -> (time.month() == 12 ? time.year() + 1 : time.year()) + " " + time.season();
      case YEAR -> Integer.toString(time.year());
    };
  }

  /** Length in months; 0 for an hour or a day. */
  int months() {
    return switch (this) {
      case HOUR, DAY -> 0;
      case MONTH -> 1;
      case SEASON -> 3;
      case YEAR -> 12;
    };
  }
}
