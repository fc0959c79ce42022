package org.isobar.time;

import java.util.Locale;

/**
 * What the samples of a recurring group share. Each value gives a sample its key, a number; keys
 * order the groups.
 */
public enum By {
  /** Keys 1 to 12. */
  MONTH_OF_YEAR,
  /** Keys 0 to 3, for DJF, MAM, JJA, SON. */
  SEASON_OF_YEAR,
  /**
   * Keys 101 to 1231, the month and the day of the month, so that 1 March is one group in leap and
   * in common years.
   */
  DAY_OF_YEAR,
  /** Keys 0 to 23. */
  HOUR_OF_DAY,
  /** The key is the year. */
  YEAR;

  /** The group of a date. */
  public int key(DateTime time) {
    return switch (this) {
      case MONTH_OF_YEAR -> time.month();
      case SEASON_OF_YEAR -> time.month() % 12 / 3;
      case DAY_OF_YEAR -> time.month() * 100 + time.day();
      case HOUR_OF_DAY -> time.hour();
      case YEAR -> time.year();
    };
  }

  /** What people call a group: {@code 2}, {@code DJF}, {@code 02-29}, {@code 1981}. */
  public String label(int key) {
    return switch (this) {
      case SEASON_OF_YEAR -> Season.METEOROLOGICAL.get(key).name();
      case DAY_OF_YEAR -> String.format(Locale.ROOT, "%02d-%02d", key / 100, key % 100);
      case MONTH_OF_YEAR, HOUR_OF_DAY, YEAR -> Integer.toString(key);
    };
  }
}
