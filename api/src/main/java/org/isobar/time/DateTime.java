package org.isobar.time;

import java.util.Locale;
import org.isobar.error.CalendarException;

/**
 * A date and time of day in a calendar, to the microsecond. There are no time zones: all is UTC.
 *
 * @param calendar calendar in which the date exists
 * @param year astronomical year
 * @param month 1 to 12
 * @param day 1 to the length of the month
 * @param hour 0 to 23
 * @param minute 0 to 59
 * @param second 0 to 59; there are no leap seconds
 * @param micro microseconds, 0 to 999,999
 */
public record DateTime(
    Calendar calendar, int year, int month, int day, int hour, int minute, int second, int micro)
    implements Comparable<DateTime> {

  private static final long MICROS_PER_SECOND = 1_000_000;

  /**
   * @throws CalendarException if the date or the time of day does not exist
   */
  public DateTime {
    calendar.dayNumber(year, month, day);
    if (hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59
        || micro < 0
        || micro >= MICROS_PER_SECOND) {
      throw new CalendarException(
          "time of day " + clockText(hour, minute, second, micro) + " does not exist");
    }
  }

  /** Midnight at the begin of a date. */
  public static DateTime of(Calendar calendar, int year, int month, int day) {
    return new DateTime(calendar, year, month, day, 0, 0, 0, 0);
  }

  /** The date and time of an instant, in microseconds since 1970-01-01 of the calendar. */
  public static DateTime ofMicros(Calendar calendar, long micros) {
    DayCount.Date date = calendar.date(Math.floorDiv(micros, Calendar.MICROS_PER_DAY));
    long ofDay = Math.floorMod(micros, Calendar.MICROS_PER_DAY);
    int seconds = (int) (ofDay / MICROS_PER_SECOND);
    return new DateTime(
        calendar,
        date.year(),
        date.month(),
        date.day(),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        (int) (ofDay % MICROS_PER_SECOND));
  }

  /**
   * Reads {@code "1850-01-16T12:00:00"}, with a blank in place of the T if you like. What is left
   * out at the end is the begin of what was given: {@code "1850-02"} is 1 February, midnight.
   *
   * @throws CalendarException if the text is no date, or no date of the calendar
   */
  public static DateTime parse(String text, Calendar calendar) {
    return ofMicros(calendar, PartialDate.parse(text).begin(calendar));
  }

  /** Microseconds since 1970-01-01T00:00 of the calendar. */
  public long micros() {
    long seconds = hour * 3600L + minute * 60L + second;
    return calendar.dayNumber(year, month, day) * Calendar.MICROS_PER_DAY
        + seconds * MICROS_PER_SECOND
        + micro;
  }

  /** Day of the year, from 1. */
  public int dayOfYear() {
    return Math.toIntExact(
        calendar.dayNumber(year, month, day) - calendar.dayNumber(year, 1, 1) + 1);
  }

  /** The meteorological season that the month is in. */
  public Season season() {
    return Season.of(month);
  }

  /**
   * This date some months later, at the same day and time of day; at the last day of a month
   * without that day.
   */
  public DateTime plusMonths(long months) {
    long count = Math.addExact(year * 12L + month - 1, months);
    int laterYear = yearInRange(Math.floorDiv(count, 12));
    long later =
        calendar.dayNumberAtMost(laterYear, Math.floorMod(count, 12) + 1, day)
            - calendar.dayNumber(year, month, day);
    return ofMicros(calendar, Math.addExact(micros(), later * Calendar.MICROS_PER_DAY));
  }

  /** This date some years later, as {@link #plusMonths}. */
  public DateTime plusYears(long years) {
    return plusMonths(Math.multiplyExact(years, 12L));
  }

  /**
   * Orders by time.
   *
   * @throws CalendarException if the calendars differ
   */
  @Override
  public int compareTo(DateTime other) {
    if (calendar != other.calendar) {
      throw new CalendarException(
          "cannot compare "
              + this
              + " of calendar "
              + calendar
              + " with "
              + other
              + " of calendar "
              + other.calendar);
    }
    return Long.compare(micros(), other.micros());
  }

  /**
   * ISO 8601 without a zone: {@code 1850-01-16T12:00:00}, with a fraction of the second only if
   * there is one.
   */
  @Override
  public String toString() {
    return dateText(year, month, day) + "T" + clockText(hour, minute, second, micro);
  }

  static String dateText(int year, int month, int day) {
    return String.format(
        Locale.ROOT, "%s%04d-%02d-%02d", year < 0 ? "-" : "", Math.abs((long) year), month, day);
  }

  private static int yearInRange(long year) {
    if (Math.abs(year) > Integer.MAX_VALUE - 1) {
      throw new CalendarException("year " + year + " is out of range");
    }
    return (int) year;
  }

  private static String clockText(int hour, int minute, int second, int micro) {
    String clock = String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second);
    if (micro == 0) {
      return clock;
    }
    return micro % 1000 == 0
        ? clock + String.format(Locale.ROOT, ".%03d", micro / 1000)
        : clock + String.format(Locale.ROOT, ".%06d", micro);
  }
}
