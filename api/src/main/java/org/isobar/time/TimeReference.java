package org.isobar.time;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.error.CalendarException;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers on a time axis mean: the {@code units} of a time coordinate, as {@code "days
 * since 1850-01-01"}, with its calendar.
 *
 * <ul>
 *   <li>Microseconds to weeks have their fixed length, and {@code common_year} is 365 days, as in
 *       UDUNITS. A number may stand before ({@code "6 hours since"}), a time zone after the date.
 *   <li>{@code months since} and {@code years since} follow the calendar, where UDUNITS takes a
 *       mean month of 30.44 days: 1 month after 31 January is the last day of February, and 0.5 is
 *       half of the month that then begins.
 *   <li>{@code "day as %Y%m%d.%f"}, {@code "month as %Y%m.%f"} and {@code "year as %Y.%f"} are
 *       CDO's absolute times.
 * </ul>
 *
 * <p>Immutable; equality is that of text and calendar.
 */
public final class TimeReference {
  private static final Pattern SINCE =
      Pattern.compile(
          "\\s*(?:(?<count>[0-9.]+(?:e[+-]?[0-9]+)?)\\s+)?(?<step>[a-zµ_]+)\\s+(?:since|after|from|ref|@)\\s+(?<date>.*)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern AS =
      Pattern.compile("\\s*(day|month|year)s?\\s+as\\s+(%Y[%md.f]*)\\s*", Pattern.CASE_INSENSITIVE);

  private static final Pattern ZONED_DATE =
      Pattern.compile(
          PartialDate.SYNTAX
              + "(?:\\s*(?:Z|UTC|GMT)|\\s*(?<sign>[+-])(?<hours>[0-9]{1,2})(?::?(?<minutes>[0-9]{2}))?"
              + "|\\s+(?<plainHours>[0-9]{1,2}):(?<plainMinutes>[0-9]{2}))?\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DIGITS_ONLY =
      Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9]).*");

  private final String text;
  private final Calendar calendar;
  private final TimeScale scale;

  private TimeReference(String text, Calendar calendar, TimeScale scale) {
    this.text = text;
    this.calendar = calendar;
    this.scale = scale;
  }

  /**
   * Whether a {@code units} attribute has the form of a time reference; its date may still be
   * wrong.
   */
  public static boolean matches(String units) {
    Matcher since = SINCE.matcher(units);
    return AS.matcher(units).matches()
        || (since.matches() && since.group("date").matches("[+-]?[0-9].*"));
  }

  /**
   * Reads the {@code units} of a time coordinate.
   *
   * @throws CalendarException naming the text if it cannot be read, or its date does not exist in
   *     the calendar
   */
  public static TimeReference parse(String units, Calendar calendar) {
    try {
      return new TimeReference(units.strip(), calendar, scale(units, calendar));
    } catch (CalendarException e) {
      throw new CalendarException("time units '" + units + "': " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new CalendarException("time units '" + units + "': out of range", e);
    }
  }

  /** The text as it came. */
  public String text() {
    return text;
  }

  /** The calendar of the axis. */
  public Calendar calendar() {
    return calendar;
  }

  /**
   * The instant that a number means, in microseconds since 1970-01-01 of the calendar.
   *
   * <p>Rounded to the millisecond, since a day's fraction as 1/24 has no exact double, but to the
   * microsecond where the axis counts seconds or less and its numbers are fine enough. Where
   * neighbouring numbers are farther apart than a millisecond, the roundest time is taken that the
   * number stands for too: a full hour, half hour, ten minutes, minute or second.
   *
   * @throws CalendarException if the number is NaN, infinite or out of range, or means no date
   */
  public long micros(double value) {
    return micros(value, Math.ulp(value));
  }

  /**
   * As {@link #micros(double)} for a number that the file holds as a float, whose neighbours are
   * much farther apart: 5 seconds for a float of 1000 days.
   */
  public long microsOfFloat(float value) {
    return micros(value, Math.ulp(value));
  }

  /** The date and time that a number means; see {@link #micros(double)}. */
  public DateTime decode(double value) {
    return DateTime.ofMicros(calendar, micros(value));
  }

  /** The number of an instant, given in microseconds since 1970-01-01 of the calendar. */
  public double value(long micros) {
    return scale.value(micros);
  }

  /**
   * The number of a date and time.
   *
   * @throws CalendarException if its calendar is not that of this axis
   */
  public double encode(DateTime time) {
    if (time.calendar() != calendar) {
      throw new CalendarException(
          time + " of calendar " + time.calendar() + " on a time axis of calendar " + calendar);
    }
    return value(time.micros());
  }

  private long micros(double value, double spacing) {
    try {
      return inRange(scale.micros(value, spacing));
    } catch (CalendarException e) {
      throw new CalendarException(
          "time value "
              + value
              + " in '"
              + text
              + "', calendar "
              + calendar
              + ": "
              + e.getMessage(),
          e);
    } catch (ArithmeticException e) {
      throw new CalendarException(
          "time value " + value + " in '" + text + "', calendar " + calendar + " is out of range",
          e);
    }
  }

  /** Lets pass only what has a date. */
  private long inRange(long micros) {
    DateTime.ofMicros(calendar, micros);
    return micros;
  }

  private static TimeScale scale(String units, Calendar calendar) {
    Matcher digits = AS.matcher(units);
    if (digits.matches()) {
      return digits(digits.group(1), digits.group(2), calendar);
    }
    Matcher since = SINCE.matcher(units);
    if (!since.matches()) {
      throw new CalendarException(
          "not a time reference; write as 'days since 1850-01-01' or 'day as %Y%m%d.%f'");
    }
    BigDecimal count = since.group("count") == null ? BigDecimal.ONE : count(since.group("count"));
    String step = since.group("step").toLowerCase(Locale.ROOT);
    DateTime origin = origin(since.group("date"), calendar);
    int months = months(step);
    if (months > 0) {
      return new TimeScale.Months(
          count.multiply(BigDecimal.valueOf(months)).intValueExact(), origin);
    }
    return new TimeScale.Steps(
        count.multiply(BigDecimal.valueOf(length(step))).longValueExact(), origin.micros());
  }

  private static BigDecimal count(String text) {
    try {
      BigDecimal count = new BigDecimal(text);
      // A huge exponent would make a number of as many digits.
      if (count.signum() > 0 && Math.abs(count.scale()) < 20 && count.precision() < 20) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new CalendarException("'" + text + "' is not a number", e);
    }
    throw new CalendarException("a step of '" + text + "'");
  }

  private static TimeScale digits(String name, String format, Calendar calendar) {
    Frequency last =
        switch (name.toLowerCase(Locale.ROOT) + " " + format) {
          case "day %Y%m%d.%f", "day %Y%m%d" -> Frequency.DAY;
          case "month %Y%m.%f", "month %Y%m" -> Frequency.MONTH;
          case "year %Y.%f", "year %Y" -> Frequency.YEAR;
          default ->
              throw new CalendarException(
                  "only 'day as %Y%m%d.%f', 'month as %Y%m.%f' and 'year as %Y.%f' are absolute"
                      + " times");
        };
    return new TimeScale.Digits(last, calendar);
  }

  private static DateTime origin(String text, Calendar calendar) {
    String date = DIGITS_ONLY.matcher(text).matches() ? separated(text) : text;
    Matcher matcher = ZONED_DATE.matcher(date);
    if (!matcher.matches()) {
      throw new CalendarException("'" + text + "' is not a date");
    }
    long local = PartialDate.of(matcher, text).begin(calendar);
    return DateTime.ofMicros(calendar, local - zone(matcher));
  }

  private static String separated(String compact) {
    return compact.substring(0, 4) + "-" + compact.substring(4, 6) + "-" + compact.substring(6);
  }

  /** How far local time is ahead of UTC. */
  private static long zone(Matcher matcher) {
    long ahead =
        Rounding.HOUR * number(matcher.group("hours"), matcher.group("plainHours"))
            + Rounding.MINUTE * number(matcher.group("minutes"), matcher.group("plainMinutes"));
    return "-".equals(matcher.group("sign")) ? -ahead : ahead;
  }

  private static int number(@Nullable String one, @Nullable String other) {
    String digits = one == null ? other : one;
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Months in a step that follows the calendar, else 0. */
  private static int months(String step) {
    return switch (step) {
      case "month", "months", "mon", "mons" -> 1;
      case "year", "years", "yr", "yrs" -> 12;
      default -> 0;
    };
  }

  private static long length(String step) {
    return switch (step) {
      case "microsecond", "microseconds", "microsec", "microsecs", "us", "µs" -> 1;
      case "millisecond", "milliseconds", "millisec", "millisecs", "msec", "msecs", "ms" ->
          Rounding.MILLISECOND;
      case "second", "seconds", "sec", "secs", "s" -> Rounding.SECOND;
      case "minute", "minutes", "min", "mins" -> Rounding.MINUTE;
      case "hour", "hours", "hr", "hrs", "h" -> Rounding.HOUR;
      case "day", "days", "d" -> Calendar.MICROS_PER_DAY;
      case "week", "weeks" -> 7 * Calendar.MICROS_PER_DAY;
      case "common_year", "common_years" -> 365 * Calendar.MICROS_PER_DAY;
      default ->
          throw new CalendarException(
              "no time step '"
                  + step
                  + "'; there are microseconds, milliseconds, seconds, minutes, hours, days, weeks,"
                  + " months, years, common_years");
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TimeReference reference
        && text.equals(reference.text)
        && calendar == reference.calendar;
  }

  @Override
  public int hashCode() {
    return text.hashCode() * 31 + calendar.hashCode();
  }

  @Override
  public String toString() {
    return text + " (" + calendar + ")";
  }
}
