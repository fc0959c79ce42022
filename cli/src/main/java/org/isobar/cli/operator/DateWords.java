package org.isobar.cli.operator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.error.CalendarException;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;

/** Dates and times of day as they are typed. */
final class DateWords {
  private static final Pattern DATE =
      Pattern.compile(
          "(?<year>[+-]?[0-9]{1,6})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})"
              + "|(?<y>[+-]?[0-9]{1,6})(?<m>[0-9]{2})(?<d>[0-9]{2})");
  private static final Pattern CLOCK =
      Pattern.compile(
          "(?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(?::(?<second>[0-9]{1,2}))?"
              + "|(?<digits>[0-9]{1,6})");
  private static final long SECOND = 1_000_000;

  private DateWords() {}

  /** {@code 1990-01-15} or {@code 19900115}. */
  static DateTime date(Call call, String text, Calendar calendar) {
    Matcher m = DATE.matcher(text);
    if (!m.matches()) {
      throw call.refuse("invalid date >" + text + "<: write 1990-01-15");
    }
    boolean dashes = m.group("year") != null;
    try {
      return DateTime.of(
          calendar,
          Integer.parseInt(m.group(dashes ? "year" : "y")),
          Integer.parseInt(m.group(dashes ? "month" : "m")),
          Integer.parseInt(m.group(dashes ? "day" : "d")));
    } catch (CalendarException e) {
      throw new CommandException(call.operator(), e);
    }
  }

  /** Microseconds since midnight: {@code 12:00}, {@code 12:00:30}, or digits {@code hhmmss}. */
  static long micros(Call call, String text) {
    Matcher m = CLOCK.matcher(text);
    if (!m.matches()) {
      throw call.refuse("invalid time >" + text + "<: write 12:00:00");
    }
    int digits = m.group("digits") == null ? -1 : Integer.parseInt(m.group("digits"));
    long hour = digits < 0 ? Integer.parseInt(m.group("hour")) : digits / 10_000;
    long minute = digits < 0 ? Integer.parseInt(m.group("minute")) : digits / 100 % 100;
    String seconds = digits < 0 ? m.group("second") : Integer.toString(digits % 100);
    long second = seconds == null ? 0 : Integer.parseInt(seconds);
    if (hour > 24 || minute > 59 || second > 59) {
      throw call.refuse("invalid time >" + text + "<: write 12:00:00");
    }
    return (hour * 3600 + minute * 60 + second) * SECOND;
  }

  /** The date and the time of day in two parameters. */
  static DateTime dateAndTime(Call call, int at, Calendar calendar) {
    DateTime date = date(call, call.parameters().get(at), calendar);
    return DateTime.ofMicros(calendar, date.micros() + micros(call, call.parameters().get(at + 1)));
  }
}
