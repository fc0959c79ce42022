package org.isobar.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.error.CalendarException;
import org.jspecify.annotations.Nullable;

/**
 * A date as far as somebody wrote it: a year, a month, a day, down to a second. Which days a month
 * has is left to the calendar to which it is applied.
 *
 * @param month 1 where not written, as day
 * @param micros time of day
 * @param parts how many parts were written, from 1 for the year to 6 for the second, and 7 for a
 *     fraction of it
 */
record PartialDate(int year, int month, int day, long micros, int parts, String text) {

  /** Year, month, day, hour, minute, second as six groups. */
  static final String SYNTAX =
      "([+-]?[0-9]{1,6})(?:-([0-9]{1,2})(?:-([0-9]{1,2})"
          + "(?:(?:[Tt]|\\s+)([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2}(?:\\.[0-9]{0,15})?))?)?)?)?)?";

  private static final Pattern PATTERN = Pattern.compile(SYNTAX);

  static PartialDate parse(String text) {
    Matcher matcher = PATTERN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new CalendarException(
          "'" + text + "' is not a date; write 1981, 1981-02, 1981-02-03 or 1981-02-03T12:00:00");
    }
    return of(matcher, text);
  }

  /** From the six first groups of a match. */
  static PartialDate of(Matcher matcher, String text) {
    int parts = 1;
    while (parts < 6 && matcher.group(parts + 1) != null) {
      parts++;
    }
    BigDecimal second =
        matcher.group(6) == null ? BigDecimal.ZERO : new BigDecimal(matcher.group(6));
    if (second.stripTrailingZeros().scale() > 0) {
      parts = 7;
    }
    int month = number(matcher.group(2), 1);
    int day = number(matcher.group(3), 1);
    int hour = number(matcher.group(4), 0);
    int minute = number(matcher.group(5), 0);
    boolean exists =
        month >= 1
            && month <= 12
            && day >= 1
            && day <= 31
            && hour <= 23
            && minute <= 59
            && second.compareTo(BigDecimal.valueOf(60)) < 0;
    if (!exists) {
      throw new CalendarException("'" + text + "' is not a date in any calendar");
    }
    long ofSecond = second.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
    return new PartialDate(
        Integer.parseInt(matcher.group(1)),
        month,
        day,
        hour * Rounding.HOUR + minute * Rounding.MINUTE + ofSecond,
        parts,
        text);
  }

  /** The first instant of what was written. */
  long begin(Calendar calendar) {
    return day(calendar) * Calendar.MICROS_PER_DAY + micros;
  }

  /** The first instant after what was written. */
  long end(Calendar calendar) {
    DateTime begin = DateTime.ofMicros(calendar, begin(calendar));
    return switch (parts) {
      case 1 -> begin.plusYears(1).micros();
      case 2 -> begin.plusMonths(1).micros();
      case 3 -> begin.micros() + Calendar.MICROS_PER_DAY;
      case 4 -> begin.micros() + Rounding.HOUR;
      case 5 -> begin.micros() + Rounding.MINUTE;
      case 6 -> begin.micros() + Rounding.SECOND;
      default -> begin.micros() + 1;
    };
  }

  /**
   * Whether this ends before the other begins, as far as both are written; true in every calendar.
   */
  boolean endsBefore(PartialDate other) {
    int common = Math.min(parts, other.parts);
    for (int part = 1; part <= common; part++) {
      int order = Long.compare(part(part), other.part(part));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  private long part(int index) {
    return switch (index) {
      case 1 -> year;
      case 2 -> month;
      case 3 -> day;
      case 4 -> micros / Rounding.HOUR;
      case 5 -> micros / Rounding.MINUTE;
      case 6 -> micros / Rounding.SECOND;
      default -> micros;
    };
  }

  private long day(Calendar calendar) {
    if (!calendar.exists(year, month, day) && calendar.exists(year, month, 1)) {
      throw new CalendarException(
          "'"
              + text
              + "' does not exist in calendar "
              + calendar
              + (day > calendar.lastDay(year, month)
                  ? ", where that month ends on the " + calendar.lastDay(year, month) + "th"
                  : ", where 1582-10-15 follows 1582-10-04")
              + "; the whole month is "
              + DateTime.dateText(year, month, day).replaceFirst("-[0-9]+$", ""));
    }
    return calendar.dayNumber(year, month, day);
  }

  private static int number(@Nullable String digits, int absent) {
    return digits == null ? absent : Integer.parseInt(digits);
  }
}
