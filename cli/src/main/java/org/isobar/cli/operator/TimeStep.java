package org.isobar.cli.operator;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.time.DateTime;

/**
 * A length of time as it is typed, {@code 6hours} or {@code -1mon}: months and years follow the
 * calendar.
 *
 * @param unit as CF's time units spell it
 * @param months length in months; 0 if it is a fixed length
 * @param micros length in microseconds; 0 if it is one in months
 */
record TimeStep(String unit, long months, long micros) {
  private static final Pattern STEP =
      Pattern.compile("(?<count>[+-]?[0-9]{1,9})?(?:\\.[0-9]*)?\\s*(?<unit>[a-zA-Z]*)");

  /** Microseconds. */
  static final long DAY = 86_400_000_000L;

  private static final long SECOND = 1_000_000;
  private static final int YEAR = 12;

  /**
   * Reads a count and a unit; one second or one piece of the unit if either is left out.
   *
   * @throws CommandException if the unit is unknown
   */
  static TimeStep parse(Call call, String text) {
    Matcher m = STEP.matcher(text);
    if (!m.matches() || text.isEmpty()) {
      throw call.refuse(">" + text + "< is no length of time such as 6hours, 1day, 1mon or 1year");
    }
    long count = m.group("count") == null ? 1 : Long.parseLong(m.group("count"));
    String unit = unit(call, m.group("unit").isEmpty() ? "second" : m.group("unit"));
    return switch (unit) {
      case "years" -> new TimeStep(unit, count * YEAR, 0);
      case "months" -> new TimeStep(unit, count, 0);
      case "days" -> new TimeStep(unit, 0, count * DAY);
      case "hours" -> new TimeStep(unit, 0, count * 3600 * SECOND);
      case "minutes" -> new TimeStep(unit, 0, count * 60 * SECOND);
      default -> new TimeStep(unit, 0, count * SECOND);
    };
  }

  /** The unit that a word or its beginning means, in the plural. */
  static String unit(Call call, String word) {
    String w = word.toLowerCase(Locale.ROOT);
    for (String unit : new String[] {"seconds", "minutes", "hours", "days", "months", "years"}) {
      if (unit.startsWith(w) && (w.length() >= 3 || w.length() == 1)) {
        return unit;
      }
    }
    throw call.refuse(
        "time unit >" + word + "< is none of seconds, minutes, hours, days, months, years");
  }

  /** A date so many steps later. */
  DateTime after(DateTime date, long steps) {
    return months != 0
        ? date.plusMonths(Math.multiplyExact(months, steps))
        : DateTime.ofMicros(
            date.calendar(), Math.addExact(date.micros(), Math.multiplyExact(micros, steps)));
  }
}
