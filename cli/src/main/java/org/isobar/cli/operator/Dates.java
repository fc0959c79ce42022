package org.isobar.cli.operator;

import org.isobar.coord.Coordinate;
import org.isobar.time.DateTime;

/** Dates as CDO prints them: {@code 2000-01-16 12:00:00}. */
final class Dates {
  /** What stands where there is no date. */
  static final String NONE = "0000-00-00 00:00:00";

  private static final int YEAR_PLACES = 5;
  private static final int HALF_SECOND = 500_000;
  private static final int WITH_SECONDS = 19;

  private Dates() {}

  static String of(Coordinate time, int step) {
    if (time.time().isEmpty()) {
      return NONE;
    }
    DateTime nearest = nearestSecond(time, step);
    String text = nearest.toString().replace('T', ' ');
    int sign = text.startsWith("-") ? 1 : 0;
    return text.substring(0, Math.min(text.length(), WITH_SECONDS + sign));
  }

  /** A date with five places for the year: a blank first, or a sign. */
  static String indented(String date) {
    return date.indexOf('-', 1) < YEAR_PLACES ? " " + date : date;
  }

  /** The date of a step, a fraction of a second added so that cutting it off rounds. */
  static DateTime nearestSecond(Coordinate time, int step) {
    DateTime date = time.time().orElseThrow().decode(time.value(step));
    return DateTime.ofMicros(date.calendar(), date.micros() + HALF_SECOND);
  }
}
