package org.isobar.time;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobar.error.CalendarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalendarTest {
  @ParameterizedTest
  @CsvFileSource(resources = "dates.csv")
  void numbersDaysAsCftimeDoes(String calendarName, String dateText, long number, int dayOfYear) {
    Calendar calendar = Calendar.parse(calendarName);
    DateTime date = DateTime.parse(dateText, calendar);
    assertEquals(number, calendar.dayNumber(date.year(), date.month(), date.day()));
    assertEquals(date, DateTime.ofMicros(calendar, number * Calendar.MICROS_PER_DAY));
    assertEquals(dayOfYear, date.dayOfYear());
  }

  @ParameterizedTest
  @EnumSource
  void daysFollowEachOther(Calendar calendar) {
    for (int first : new int[] {-1_000_000, -720_000, -142_000, -1000, 0, 2_900_000}) {
      DateTime before = DateTime.ofMicros(calendar, (first - 1) * Calendar.MICROS_PER_DAY);
      for (long day = first; day < first + 1600; day++) {
        DateTime date = DateTime.ofMicros(calendar, day * Calendar.MICROS_PER_DAY);
        assertEquals(day * Calendar.MICROS_PER_DAY, date.micros());
        boolean sameMonth = date.month() == before.month() && date.day() > before.day();
        boolean nextMonth = date.month() == before.month() % 12 + 1 && date.day() == 1;
        assertTrue(sameMonth || nextMonth, before + " and " + date);
        before = date;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void instantsSurviveTheWayThroughDates(Calendar calendar) {
    var random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      long micros = random.nextLong(-8_900_000_000_000_000_000L, 8_900_000_000_000_000_000L);
      DateTime time = DateTime.ofMicros(calendar, micros);
      assertEquals(micros, time.micros());
      assertEquals(time, DateTime.parse(time.toString(), calendar));
    }
  }

  @Test
  void monthsHaveTheirLengths() {
    assertAll(
        () -> assertEquals(21, Calendar.STANDARD.daysInMonth(1582, 10)),
        () -> assertEquals(355, Calendar.STANDARD.daysInYear(1582)),
        () -> assertEquals(29, Calendar.STANDARD.daysInMonth(1500, 2)),
        () -> assertEquals(28, Calendar.PROLEPTIC_GREGORIAN.daysInMonth(1500, 2)),
        () -> assertEquals(28, Calendar.STANDARD.daysInMonth(1900, 2)),
        () -> assertEquals(29, Calendar.JULIAN.daysInMonth(1900, 2)),
        () -> assertEquals(28, Calendar.NOLEAP.daysInMonth(2000, 2)),
        () -> assertEquals(29, Calendar.ALL_LEAP.daysInMonth(1999, 2)),
        () -> assertEquals(30, Calendar.DAY_360.daysInMonth(1999, 2)),
        () -> assertEquals(360, Calendar.DAY_360.daysInYear(2000)),
        () -> assertEquals(365, Calendar.NOLEAP.daysInYear(2000)),
        () -> assertEquals(366, Calendar.STANDARD.daysInYear(2000)),
        () -> assertEquals(31, Calendar.NOLEAP.daysInMonth(2000, 12)));
  }

  @Test
  void tenDaysOf1582DoNotExist() {
    assertFalse(Calendar.STANDARD.exists(1582, 10, 10));
    assertTrue(Calendar.STANDARD.exists(1582, 10, 4));
    assertTrue(Calendar.STANDARD.exists(1582, 10, 15));
    assertTrue(Calendar.PROLEPTIC_GREGORIAN.exists(1582, 10, 10));
    assertTrue(Calendar.JULIAN.exists(1582, 10, 10));
    var error =
        assertThrows(CalendarException.class, () -> DateTime.of(Calendar.STANDARD, 1582, 10, 10));
    assertEquals(
        "date 1582-10-10 does not exist in calendar standard: 1582-10-15 is the day after"
            + " 1582-10-04",
        error.getMessage());
  }

  @Test
  void datesThatDoNotExistAreRefused() {
    for (int[] date :
        new int[][] {{2000, 0, 1}, {2000, 13, 1}, {2000, 4, 31}, {2000, 1, 0}, {300_000, 1, 1}}) {
      for (Calendar calendar : Calendar.values()) {
        assertThrows(
            CalendarException.class,
            () -> calendar.dayNumber(date[0], date[1], date[2]),
            () -> calendar + " " + Arrays.toString(date));
      }
    }
    assertThrows(CalendarException.class, () -> DateTime.of(Calendar.NOLEAP, 2000, 2, 29));
    assertThrows(CalendarException.class, () -> DateTime.of(Calendar.DAY_360, 2000, 1, 31));
    assertThrows(
        CalendarException.class, () -> new DateTime(Calendar.NOLEAP, 2000, 1, 1, 24, 0, 0, 0));
  }

  @Test
  void namesAreThoseOfCf() {
    assertAll(
        () -> assertEquals(Calendar.STANDARD, Calendar.parse(null)),
        () -> assertEquals(Calendar.STANDARD, Calendar.parse(" ")),
        () -> assertEquals(Calendar.STANDARD, Calendar.parse("gregorian")),
        () -> assertEquals(Calendar.STANDARD, Calendar.parse("GREGORIAN")),
        () -> assertEquals(Calendar.NOLEAP, Calendar.parse("365_day")),
        () -> assertEquals(Calendar.ALL_LEAP, Calendar.parse("366_day")),
        () -> assertEquals(Calendar.DAY_360, Calendar.parse("360_DAY")));
    for (Calendar calendar : Calendar.values()) {
      assertEquals(calendar, Calendar.parse(calendar.cfName()));
    }
    for (String name : List.of("none", "mayan")) {
      String message =
          assertThrows(CalendarException.class, () -> Calendar.parse(name)).getMessage();
      assertTrue(
          message.contains("'" + name + "'") && message.contains("proleptic_gregorian"), message);
    }
  }

  @Test
  void datesOfUnlikeCalendarsDoNotCompare() {
    DateTime one = DateTime.of(Calendar.NOLEAP, 2000, 1, 1);
    assertTrue(one.compareTo(DateTime.of(Calendar.NOLEAP, 2000, 1, 2)) < 0);
    assertThrows(
        CalendarException.class, () -> one.compareTo(DateTime.of(Calendar.STANDARD, 2000, 1, 1)));
  }

  @Test
  void monthsAreAddedByTheCalendar() {
    assertAll(
        () -> assertEquals("2000-02-29T00:00:00", plusMonths(Calendar.STANDARD, "2000-01-31", 1)),
        () -> assertEquals("2000-02-28T00:00:00", plusMonths(Calendar.NOLEAP, "2000-01-31", 1)),
        () -> assertEquals("2000-02-30T00:00:00", plusMonths(Calendar.DAY_360, "2000-01-30", 1)),
        () ->
            assertEquals(
                "1999-12-15T06:30:00", plusMonths(Calendar.STANDARD, "2000-01-15T06:30", -1)),
        () -> assertEquals("-0001-12-01T00:00:00", plusMonths(Calendar.JULIAN, "0000-01-01", -1)),
        () -> assertEquals("1582-10-04T00:00:00", plusMonths(Calendar.STANDARD, "1582-09-10", 1)),
        () -> assertEquals("1582-11-10T00:00:00", plusMonths(Calendar.STANDARD, "1582-09-10", 2)));
  }

  private static String plusMonths(Calendar calendar, String date, int months) {
    return DateTime.parse(date, calendar).plusMonths(months).toString();
  }

  @Test
  void textHasNoMoreThanItNeeds() {
    assertEquals("0001-02-03T00:00:00", DateTime.of(Calendar.STANDARD, 1, 2, 3).toString());
    assertEquals(
        "2000-01-01T01:02:03.500",
        new DateTime(Calendar.STANDARD, 2000, 1, 1, 1, 2, 3, 500_000).toString());
    assertEquals(
        "2000-01-01T01:02:03.000007",
        new DateTime(Calendar.STANDARD, 2000, 1, 1, 1, 2, 3, 7).toString());
  }
}
