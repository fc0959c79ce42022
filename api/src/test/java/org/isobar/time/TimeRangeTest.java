package org.isobar.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobar.error.CalendarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {
  @ParameterizedTest
  @CsvSource({
    "1981, 2010, standard, 1981-01-01T00:00:00, 2011-01-01T00:00:00",
    "1990-02, 1990-02, noleap, 1990-02-01T00:00:00, 1990-03-01T00:00:00",
    "1990-12, 1991, 360_day, 1990-12-01T00:00:00, 1992-01-01T00:00:00",
    "2000-02-30, 2000-02-30, 360_day, 2000-02-30T00:00:00, 2000-03-01T00:00:00",
    "2000-02-03T12, 2000-02-03T12, standard, 2000-02-03T12:00:00, 2000-02-03T13:00:00",
    "2000-02-03 12:30, 2000-02-03T12:30:15, standard, 2000-02-03T12:30:00, 2000-02-03T12:30:16",
    "2000-12-31T23:59:59.5, 2001, standard, 2000-12-31T23:59:59.500, 2002-01-01T00:00:00",
    "0000, 0000, standard, 0000-01-01T00:00:00, 0001-01-01T00:00:00",
    "-0010, 0010, julian, -0010-01-01T00:00:00, 0011-01-01T00:00:00",
    "1582-10, 1582-10, standard, 1582-10-01T00:00:00, 1582-11-01T00:00:00",
    "1981, 1981-02, standard, 1981-01-01T00:00:00, 1981-03-01T00:00:00",
  })
  void includesBothEndsAsFarAsWritten(
      String from, String to, String calendarName, String start, String end) {
    Calendar calendar = Calendar.parse(calendarName);
    Interval interval = TimeRange.of(from, to).resolve(calendar);
    assertEquals(start, DateTime.ofMicros(calendar, interval.start()).toString());
    assertEquals(end, DateTime.ofMicros(calendar, interval.end()).toString());
    assertTrue(interval.contains(interval.start()));
    assertFalse(interval.contains(interval.end()));
  }

  @ParameterizedTest
  @CsvSource({
    "199x, 2010",
    "1990, ''",
    "1990, 1989",
    "1990-02, 1990-01",
    "1990-13, 1991",
    "1990-01-32, 1991",
    "1990-01-01T24, 1991",
    "1990-02-01, 1990-01",
    "1990-01-01T12, 1990-01-01T11:59",
    "1990/01, 1991",
    "1990-, 1991"
  })
  void refusesNonsenseAtOnce(String from, String to) {
    assertThrows(CalendarException.class, () -> TimeRange.of(from, to));
  }

  @Test
  void datesOfAnotherCalendarAreRefusedWhereApplied() {
    TimeRange range = TimeRange.of("1990-01-01", "1990-12-31");
    assertEquals(365L * 86_400_000_000L, range.resolve(Calendar.NOLEAP).length());
    String message =
        assertThrows(CalendarException.class, () -> range.resolve(Calendar.DAY_360)).getMessage();
    assertEquals(
        "'1990-12-31' does not exist in calendar 360_day, where that month ends on the 30th; the"
            + " whole month is 1990-12",
        message);
    assertThrows(
        CalendarException.class,
        () -> TimeRange.of("2000-02-30", "2001").resolve(Calendar.ALL_LEAP));
    assertThrows(
        CalendarException.class,
        () -> TimeRange.of("1582-10-10", "1583").resolve(Calendar.STANDARD));
  }
}
