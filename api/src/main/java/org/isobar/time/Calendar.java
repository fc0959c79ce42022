package org.isobar.time;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isobar.error.CalendarException;
import org.jspecify.annotations.Nullable;

/**
 * The calendars of the CF conventions.
 *
 * <p>Years are numbered astronomically in all of them: year 0 exists and precedes year 1. CF has no
 * year 0 in the standard and Julian calendars, but files count {@code "days since 0000-01-01"} in
 * them; this is the reading of CDO, and of cftime when told {@code has_year_zero=True} (its default
 * for the other four calendars). cftime's default for those two, by which year -1 precedes year 1,
 * differs for negative years only.
 */
public enum Calendar {
  /**
   * The Julian calendar up to 1582-10-04, the Gregorian from 1582-10-15, the day after; the days
   * between do not exist. What CF means where no calendar is given.
   */
  STANDARD("standard", new DayCount.Mixed()),

  /** The Gregorian calendar at all times. */
  PROLEPTIC_GREGORIAN("proleptic_gregorian", new DayCount.Gregorian()),

  /** The Julian calendar at all times. */
  JULIAN("julian", new DayCount.Julian(-719_483)),

  /** Years of 365 days; 29 February does not exist. */
  NOLEAP("noleap", new DayCount.Uniform(false)),

  /** Years of 366 days. */
  ALL_LEAP("all_leap", new DayCount.Uniform(true)),

  /** Twelve months of 30 days; 30 February exists, the 31st of a month does not. */
  DAY_360("360_day", new DayCount.ThirtyDays());

  static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Microseconds in a long reach a little farther. */
  private static final int LAST_YEAR = 290_000;

  private final String cfName;

  // Records of numbers.
  @SuppressWarnings("ImmutableEnumChecker")
  private final DayCount days;

  Calendar(String cfName, DayCount days) {
    this.cfName = cfName;
    this.days = days;
  }

  /**
   * The calendar that a {@code calendar} attribute names; blank or absent is {@link #STANDARD}.
   *
   * @throws CalendarException if CF has no such calendar, and for {@code none}, which has no dates
   */
  public static Calendar parse(@Nullable String cfName) {
    String name = cfName == null ? "" : cfName.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "standard", "gregorian" -> STANDARD;
      case "proleptic_gregorian" -> PROLEPTIC_GREGORIAN;
      case "julian" -> JULIAN;
      case "noleap", "no_leap", "365_day" -> NOLEAP;
      case "all_leap", "366_day" -> ALL_LEAP;
      case "360_day" -> DAY_360;
      default ->
          throw new CalendarException(
              "calendar '"
                  + cfName
                  + "' is not supported; there are "
                  + Arrays.stream(values()).map(Calendar::cfName).collect(Collectors.joining(", "))
                  + " (also as gregorian, 365_day, 366_day)");
    };
  }

  /** The name that the CF conventions use, as written to files. */
  public String cfName() {
    return cfName;
  }

  /** Whether there is such a date. */
  public boolean exists(int year, int month, int day) {
    return Math.abs(year) <= LAST_YEAR
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= days.lastDay(year, month)
        && !days.skips(year, month, day);
  }

  /** Number of days in a month: 21 in October 1582 of the standard calendar. */
  public int daysInMonth(int year, int month) {
    return Math.toIntExact(firstOfNextMonth(year, month) - dayNumber(year, month, 1));
  }

  /** Number of days in a year. */
  public int daysInYear(int year) {
    return Math.toIntExact(dayNumber(year + 1, 1, 1) - dayNumber(year, 1, 1));
  }

  /**
   * Days from 1970-01-01 of this calendar to a date; negative before.
   *
   * @throws CalendarException if the date does not exist in this calendar
   */
  public long dayNumber(int year, int month, int day) {
    if (!exists(year, month, day)) {
      throw new CalendarException(missing(year, month, day));
    }
    return days.number(year, month, day);
  }

  @Override
  public String toString() {
    return cfName;
  }

  DayCount.Date date(long dayNumber) {
    return days.date(dayNumber);
  }

  int lastDay(int year, int month) {
    return days.lastDay(year, month);
  }

  /** The date itself, or the last that exists before it in its month: 28 February for the 30th. */
  long dayNumberAtMost(int year, int month, int day) {
    int existing = Math.min(day, lastDay(year, month));
    while (days.skips(year, month, existing)) {
      existing--;
    }
    return dayNumber(year, month, existing);
  }

  private long firstOfNextMonth(int year, int month) {
    return month == 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  }

  private String missing(int year, int month, int day) {
    String date = DateTime.dateText(year, month, day);
    String why;
    if (Math.abs(year) > LAST_YEAR) {
      why = "years go from -" + LAST_YEAR + " to " + LAST_YEAR;
    } else if (month < 1 || month > 12) {
      why = "months go from 1 to 12";
    } else if (days.skips(year, month, day)) {
      why = "1582-10-15 is the day after 1582-10-04";
    } else {
      why = "days of that month go from 1 to " + lastDay(year, month);
    }
    return "date " + date + " does not exist in calendar " + cfName + ": " + why;
  }
}
