package org.isobar.time;

/**
 * How a calendar numbers its days: day 0 is 1970-01-01, in any calendar. Years are astronomical, 0
 * precedes 1.
 */
sealed interface DayCount {
  /** A date; its day exists in its month. */
  record Date(int year, int month, int day) {}

  /** Number of a date; the date exists. */
  long number(int year, int month, int day);

  /** The date of a day. */
  Date date(long number);

  /** Whether the year has a 29 February; the 360-day calendar has one in all years. */
  boolean leap(int year);

  /** The last day of a month. */
  default int lastDay(int year, int month) {
    return Months.length(month, leap(year));
  }

  /** Whether a day from the first to the last of its month is missing. */
  default boolean skips(int year, int month, int day) {
    return false;
  }

  /** Months of the usual lengths. */
  final class Months {
    private static final int[] BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    private Months() {}

    static int length(int month, boolean leap) {
      return switch (month) {
        case 2 -> leap ? 29 : 28;
        case 4, 6, 9, 11 -> 30;
        default -> 31;
      };
    }

    /** Days of the year before a month. */
    static int before(int month, boolean leap) {
      return BEFORE[month - 1] + (leap && month > 2 ? 1 : 0);
    }

    /** Days since 1 March; years that begin then have their leap day last. */
    static int sinceMarch(int month, int day) {
      int shifted = month > 2 ? month - 3 : month + 9;
      return (153 * shifted + 2) / 5 + day - 1;
    }

    /** The date of a day since 1 March of a year. */
    static Date sinceMarch(long year, int days) {
      int shifted = (5 * days + 2) / 153;
      int day = days - (153 * shifted + 2) / 5 + 1;
      int month = shifted < 10 ? shifted + 3 : shifted - 9;
      return new Date(Math.toIntExact(month <= 2 ? year + 1 : year), month, day);
    }
  }

  /** A leap year every four years, except three centuries of four. */
  record Gregorian() implements DayCount {
    private static final int CYCLE = 146_097;
    private static final long MARCH_OF_YEAR_0 = -719_468;

    @Override
    public long number(int year, int month, int day) {
      long y = month > 2 ? year : year - 1L;
      long cycle = Math.floorDiv(y, 400);
      long inCycle = y - cycle * 400;
      long days = inCycle * 365 + inCycle / 4 - inCycle / 100 + Months.sinceMarch(month, day);
      return cycle * CYCLE + days + MARCH_OF_YEAR_0;
    }

    @Override
    public Date date(long number) {
      long days = number - MARCH_OF_YEAR_0;
      long cycle = Math.floorDiv(days, CYCLE);
      int inCycle = (int) (days - cycle * CYCLE);
      int year = (inCycle - inCycle / 1460 + inCycle / 36_524 - inCycle / 146_096) / 365;
      return Months.sinceMarch(year + cycle * 400, inCycle - (365 * year + year / 4 - year / 100));
    }

    @Override
    public boolean leap(int year) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
  }

  /**
   * A leap year every four years.
   *
   * @param marchOfYear0 number of 0000-03-01
   */
  record Julian(long marchOfYear0) implements DayCount {
    private static final int CYCLE = 1461;

    @Override
    public long number(int year, int month, int day) {
      long y = month > 2 ? year : year - 1L;
      long cycle = Math.floorDiv(y, 4);
      return cycle * CYCLE + (y - cycle * 4) * 365 + Months.sinceMarch(month, day) + marchOfYear0;
    }

    @Override
    public Date date(long number) {
      long days = number - marchOfYear0;
      long cycle = Math.floorDiv(days, CYCLE);
      int inCycle = (int) (days - cycle * CYCLE);
      int year = (inCycle - inCycle / 1460) / 365;
      return Months.sinceMarch(year + cycle * 4, inCycle - 365 * year);
    }

    @Override
    public boolean leap(int year) {
      return year % 4 == 0;
    }
  }

  /** Julian up to 1582-10-04, Gregorian from the next day on, which is 1582-10-15. */
  record Mixed(Julian before, Gregorian after) implements DayCount {
    private static final long REFORM = -141_427;

    Mixed() {
      this(new Julian(-719_470), new Gregorian());
    }

    @Override
    public long number(int year, int month, int day) {
      boolean reformed = year > 1582 || (year == 1582 && (month > 10 || (month == 10 && day > 14)));
      return reformed ? after.number(year, month, day) : before.number(year, month, day);
    }

    @Override
    public Date date(long number) {
      return number >= REFORM ? after.date(number) : before.date(number);
    }

    @Override
    public boolean leap(int year) {
      return year > 1582 ? after.leap(year) : before.leap(year);
    }

    @Override
    public boolean skips(int year, int month, int day) {
      return year == 1582 && month == 10 && day > 4 && day < 15;
    }
  }

  /** All years alike, with a 29 February or without. */
  record Uniform(boolean leap) implements DayCount {
    @Override
    public long number(int year, int month, int day) {
      return (year - 1970L) * daysInYear() + Months.before(month, leap) + day - 1;
    }

    @Override
    public Date date(long number) {
      int year = Math.toIntExact(1970 + Math.floorDiv(number, daysInYear()));
      int days = Math.floorMod(number, daysInYear());
      int month = 1 + days / 32;
      if (month < 12 && days >= Months.before(month + 1, leap)) {
        month++;
      }
      return new Date(year, month, days - Months.before(month, leap) + 1);
    }

    @Override
    public boolean leap(int year) {
      return leap;
    }

    private int daysInYear() {
      return leap ? 366 : 365;
    }
  }

  /** Twelve months of 30 days. */
  record ThirtyDays() implements DayCount {
    @Override
    public long number(int year, int month, int day) {
      return (year - 1970L) * 360 + (month - 1) * 30L + day - 1;
    }

    @Override
    public Date date(long number) {
      int days = Math.floorMod(number, 360);
      return new Date(
          Math.toIntExact(1970 + Math.floorDiv(number, 360)), 1 + days / 30, 1 + days % 30);
    }

    @Override
    public boolean leap(int year) {
      return true;
    }

    @Override
    public int lastDay(int year, int month) {
      return 30;
    }
  }
}
