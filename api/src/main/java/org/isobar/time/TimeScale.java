package org.isobar.time;

import org.isobar.error.CalendarException;

/** How numbers on a time axis become instants and back. */
sealed interface TimeScale {
  /**
   * The instant that a number means, rounded as {@link TimeReference#micros(double)} says.
   *
   * @param spacing distance to the next number that the file's type can hold
   */
  long micros(double value, double spacing);

  /** The number of an instant. */
  double value(long micros);

  /** Steps of one length from an origin. */
  record Steps(long step, long origin) implements TimeScale {
    @Override
    public long micros(double value, double spacing) {
      double whole = Math.floor(value);
      long base = Math.addExact(origin, Math.multiplyExact(toLong(whole), step));
      long finest = step <= Rounding.SECOND ? 1 : Rounding.MILLISECOND;
      return Rounding.round(base, (value - whole) * step, spacing * step, finest);
    }

    @Override
    public double value(long micros) {
      long elapsed = Math.subtractExact(micros, origin);
      return Math.floorDiv(elapsed, step) + Math.floorMod(elapsed, step) / (double) step;
    }
  }

  /**
   * Steps of whole months of the calendar from an origin; a part of a step is that part of its own
   * length.
   */
  record Months(int months, DateTime origin) implements TimeScale {
    @Override
    public long micros(double value, double spacing) {
      double whole = Math.floor(value);
      long step = toLong(whole);
      long start = start(step);
      double length = start(step + 1) - (double) start;
      return Rounding.round(
          start, (value - whole) * length, spacing * length, Rounding.MILLISECOND);
    }

    @Override
    public double value(long micros) {
      DateTime time = DateTime.ofMicros(origin.calendar(), micros);
      long apart = (time.year() - (long) origin.year()) * 12 + time.month() - origin.month();
      long step = Math.floorDiv(apart, months);
      if (start(step) > micros) {
        step--;
      }
      long start = start(step);
      return step + (micros - start) / (double) (start(step + 1) - start);
    }

    private long start(long step) {
      return origin.plusMonths(Math.multiplyExact(step, (long) months)).micros();
    }
  }

  /** Dates written as numbers: {@code 18500116.5} is noon of 1850-01-16. */
  record Digits(Frequency last, Calendar calendar) implements TimeScale {
    @Override
    public long micros(double value, double spacing) {
      double whole = Math.floor(Math.abs(value));
      long digits = toLong(whole);
      DateTime start =
          switch (last) {
            case HOUR, DAY -> date(value, digits / 10_000, digits / 100 % 100, digits % 100);
            case MONTH -> date(value, digits / 100, digits % 100, 1);
            case SEASON, YEAR -> date(value, digits, 1, 1);
          };
      long base = start.micros();
      double length = last.next(start).micros() - (double) base;
      double part = (Math.abs(value) - whole) * length;
      return Rounding.round(base, part, spacing * length, Rounding.MILLISECOND);
    }

    @Override
    public double value(long micros) {
      DateTime time = DateTime.ofMicros(calendar, micros);
      long year = Math.abs((long) time.year());
      long digits =
          switch (last) {
            case HOUR, DAY -> (year * 100 + time.month()) * 100 + time.day();
            case MONTH -> year * 100 + time.month();
            case SEASON, YEAR -> year;
          };
      Interval period = last.period(calendar, micros);
      double value = digits + (micros - period.start()) / (double) period.length();
      return time.year() < 0 ? -value : value;
    }

    private DateTime date(double value, long year, long month, long day) {
      if (year > Integer.MAX_VALUE) {
        throw new ArithmeticException("year " + year);
      }
      return DateTime.of(calendar, (int) (value < 0 ? -year : year), (int) month, (int) day);
    }
  }

  private static long toLong(double whole) {
    // Beyond 2^53 a double has no fraction left, and no calendar reaches there.
    if (!(Math.abs(whole) <= 0x1p53)) {
      throw new CalendarException("time " + whole + " is out of range");
    }
    return (long) whole;
  }
}
