package org.isobar.cli.operator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.time.DateTime;

/**
 * A span of dates, compared number by number as CDO does: a date need not exist in the calendar.
 *
 * @param from first date as {@code yyyymmddhhmmss}
 * @param to last date likewise
 * @param words as it was typed
 */
record DateSpan(long from, long to, String words) {
  private static final Pattern DATE =
      Pattern.compile(
          "(?<year>[+-]?[0-9]{1,6})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})"
              + "(?:[T ](?<hour>[0-9]{1,2}):(?<minute>[0-9]{1,2})(?::(?<second>[0-9]{1,2}))?)?");
  private static final Pattern DIGITS =
      Pattern.compile("(?<year>[+-]?[0-9]{1,6})(?<month>[0-9]{2})(?<day>[0-9]{2})");
  private static final long DAY = 1_000_000;
  private static final long LAST_SECOND = 235_959;

  static DateSpan of(Call call) {
    String start = call.parameters().getFirst();
    String end = call.parameters().getLast();
    long from = start.equals("-") ? Long.MIN_VALUE : number(call, start, 0);
    long to = end.equals("-") ? Long.MAX_VALUE : number(call, end, LAST_SECOND);
    return new DateSpan(from, to, call.parameters().size() == 1 ? start : start + " to " + end);
  }

  private static long number(Call call, String text, long time) {
    Matcher full = DATE.matcher(text);
    if (full.matches()) {
      return date(full) + (full.group("hour") == null ? time : time(full));
    }
    Matcher digits = DIGITS.matcher(text);
    if (digits.matches()) {
      return date(digits) + time;
    }
    throw call.refuse(
        "invalid date >"
            + text
            + "<: write 2000-01-31 or 2000-01-31T12:00:00, or - for an open end");
  }

  private static long date(Matcher m) {
    long year = Long.parseLong(m.group("year"));
    return digits(year, Integer.parseInt(m.group("month")), Integer.parseInt(m.group("day")));
  }

  /** Years before 0 count backwards with their months still rising. */
  private static long digits(long year, int month, int day) {
    return (year * 10_000 + month * 100L + day) * DAY;
  }

  private static long time(Matcher m) {
    String second = m.group("second");
    return Long.parseLong(m.group("hour")) * 10_000
        + Long.parseLong(m.group("minute")) * 100
        + (second == null ? 0 : Long.parseLong(second));
  }

  boolean contains(DateTime d) {
    long n =
        digits(d.year(), d.month(), d.day()) + d.hour() * 10_000L + d.minute() * 100L + d.second();
    return n >= from && n <= to;
  }
}
