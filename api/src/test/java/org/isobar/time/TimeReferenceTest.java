package org.isobar.time;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.isobar.error.CalendarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReferenceTest {
  @ParameterizedTest
  @CsvFileSource(resources = "values.csv", delimiter = '|')
  void decodesAsCftimeDoes(String calendarName, String units, double value, String date) {
    Calendar calendar = Calendar.parse(calendarName);
    TimeReference reference = TimeReference.parse(units, calendar);
    assertEquals(DateTime.parse(date, calendar), reference.decode(value));
    assertEquals(value, reference.encode(reference.decode(value)), 2 * Math.ulp(value));
  }

  @ParameterizedTest
  @CsvSource({
    "days since 1850-01-01, 1850-01-01T00:00:00",
    "Days Since 1850-1-1 00:00:00, 1850-01-01T00:00:00",
    "day since 1850, 1850-01-01T00:00:00",
    "days since 1-1-1, 0001-01-01T00:00:00",
    "days since 0000-01-01, 0000-01-01T00:00:00",
    "days since 0-1-1 0:0:0, 0000-01-01T00:00:00",
    "hours since 1900-1-1 0:0:0.0, 1900-01-01T00:00:00",
    "hours since 1900-01-01T06, 1900-01-01T06:00:00",
    "seconds since 1970-01-01T00:00:00Z, 1970-01-01T00:00:00",
    "seconds since 1970-01-01 00:00:00 UTC, 1970-01-01T00:00:00",
    "seconds since 1970-01-01 00:00:00.0000000 GMT, 1970-01-01T00:00:00",
    "seconds since 1970-01-01T12:00:00+01:00, 1970-01-01T11:00:00",
    "seconds since 1970-01-01T12:00:00 +0130, 1970-01-01T10:30:00",
    "hours since 1992-10-8 15:15:42.5 -6:00, 1992-10-08T21:15:42.500",
    "hours since 1992-10-8 15:15:42.5 -6, 1992-10-08T21:15:42.500",
    "hours since 1990-1-1 0:0:0 0:00, 1990-01-01T00:00:00",
    "days since 19790101, 1979-01-01T00:00:00",
    "days since 19790101T120000, ",
    "msec after 2000-01-01, 2000-01-01T00:00:00",
    "minutes from 2000-01-01, 2000-01-01T00:00:00",
    "6 hours since 2000-01-01, 2000-01-01T00:00:00",
    "days since -4713-11-24, -4713-11-24T00:00:00",
    "months since 1955-1-1, 1955-01-01T00:00:00",
  })
  void readsTheWaysOfWritingAnOrigin(String units, String origin) {
    if (origin == null) {
      assertThrows(CalendarException.class, () -> TimeReference.parse(units, Calendar.STANDARD));
    } else {
      assertEquals(origin, decode(units, Calendar.PROLEPTIC_GREGORIAN, 0));
      assertTrue(TimeReference.matches(units));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "months since 2000-01-01, standard, 1, 2000-02-01T00:00:00",
    "months since 2000-01-01, standard, 1.5, 2000-02-15T12:00:00",
    "months since 2000-01-01, noleap, 1.5, 2000-02-15T00:00:00",
    "months since 2000-01-01, 360_day, 1.5, 2000-02-16T00:00:00",
    "months since 2000-01-31, standard, 1, 2000-02-29T00:00:00",
    "months since 2000-01-31, standard, 2, 2000-03-31T00:00:00",
    "months since 2000-01-31, noleap, 0.5, 2000-02-14T00:00:00",
    "months since 1955-01-01, standard, 0.5, 1955-01-16T12:00:00",
    "months since 1955-01-01, standard, -0.5, 1954-12-16T12:00:00",
    "month since 0000-01-01, standard, 24000, 2000-01-01T00:00:00",
    "years since 2000-01-01, standard, 0.5, 2000-07-02T00:00:00",
    "years since 2000-01-01, noleap, 0.5, 2000-07-02T12:00:00",
    "years since 2000-01-01, 360_day, 0.5, 2000-07-01T00:00:00",
    "year since 1850-06-15, standard, 150, 2000-06-15T00:00:00",
    "years since 2000-02-29, standard, 1, 2001-02-28T00:00:00",
    "common_years since 2000-01-01, noleap, 10, 2010-01-01T00:00:00",
    "common_years since 2000-01-01, standard, 1, 2000-12-31T00:00:00",
    "weeks since 2000-01-01, standard, 2, 2000-01-15T00:00:00",
    "6 hours since 2000-01-01, standard, 5, 2000-01-02T06:00:00",
    "0.5 days since 2000-01-01, standard, 5, 2000-01-03T12:00:00",
    "3 months since 2000-01-01, standard, 5, 2001-04-01T00:00:00",
    "day as %Y%m%d.%f, standard, 18500116.5, 1850-01-16T12:00:00",
    "day as %Y%m%d.%f, 360_day, 20000230.25, 2000-02-30T06:00:00",
    "day as %Y%m%d.%f, standard, 101, 0000-01-01T00:00:00",
    "day as %Y%m%d.%f, standard, -10101.5, -0001-01-01T12:00:00",
    "day as %Y%m%d.%f, standard, 20000101.0416667, 2000-01-01T01:00:00.003",
    "month as %Y%m.%f, noleap, 185002.5, 1850-02-15T00:00:00",
    "year as %Y.%f, noleap, 1850.5, 1850-07-02T12:00:00",
  })
  void followsTheCalendar(String units, String calendarName, double value, String date) {
    Calendar calendar = Calendar.parse(calendarName);
    TimeReference reference = TimeReference.parse(units, calendar);
    assertEquals(date, reference.decode(value).toString());
    assertEquals(value, reference.encode(reference.decode(value)), 1e-7);
  }

  @Test
  void hoursAsFractionsOfDaysAreHours() {
    TimeReference days = TimeReference.parse("days since 0001-01-01", Calendar.STANDARD);
    double sum = 730_000;
    for (int hour = 0; hour < 1000; hour++) {
      long expected = days.micros(730_000) + hour * 3_600_000_000L;
      assertEquals(expected, days.micros(730_000 + hour / 24.0));
      if (hour < 48) {
        assertEquals(expected, days.micros(sum), "after " + hour + " sums");
        sum += 1 / 24.0;
      }
    }
  }

  @Test
  void floatsMeanTheRoundestTimeTheyCan() {
    TimeReference days = TimeReference.parse("days since 1850-01-01", Calendar.NOLEAP);
    for (int hour = 0; hour < 24; hour++) {
      long expected = days.micros(60_000) + hour * 3_600_000_000L;
      assertEquals(expected, days.microsOfFloat((float) (60_000 + hour / 24.0)));
    }
    TimeReference hours = TimeReference.parse("hours since 1900-01-01", Calendar.STANDARD);
    assertEquals("2010-06-02T06:20:00", dateOfFloat(hours, (float) (967_902 + 1 / 3.0)));
  }

  private static String dateOfFloat(TimeReference reference, float value) {
    return DateTime.ofMicros(reference.calendar(), reference.microsOfFloat(value)).toString();
  }

  @Test
  void keepsMicrosecondsWhereTheAxisHasThem() {
    assertEquals(
        "1970-01-01T00:00:01.000001",
        decode("seconds since 1970-01-01", Calendar.STANDARD, 1.000001));
    assertEquals(
        "2000-01-01T00:00:00.500",
        decode("seconds since 1970-01-01", Calendar.STANDARD, 946684800.5));
    assertEquals(
        "2000-01-01T00:00:00.123",
        decode("days since 2000-01-01", Calendar.STANDARD, 0.1234 / 86400));
  }

  @Test
  void valuesSurviveTheWayThroughInstants() {
    var random = new Random(3);
    List<String> units =
        List.of(
            "days since 1850-01-01",
            "hours since 1900-01-01",
            "months since 1955-03-31",
            "years since 2000-02-29",
            "day as %Y%m%d.%f",
            "month as %Y%m.%f",
            "seconds since 1970-01-01");
    for (Calendar calendar : Calendar.values()) {
      for (String text : units) {
        String valid = text.replace("-31", "-30");
        valid = calendar == Calendar.NOLEAP ? valid.replace("-29", "-28") : valid;
        TimeReference reference = TimeReference.parse(valid, calendar);
        for (int i = 0; i < 500; i++) {
          long micros = random.nextLong(-50_000_000_000L, 10_000_000_000L) * 1_000_000;
          double value = reference.value(micros);
          assertEquals(micros, reference.micros(value), valid + " " + calendar + " " + value);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "days",
        "days since",
        "days since yesterday",
        "fortnights since 2000-01-01",
        "days since 2000-13-01",
        "days since 2001-02-29",
        "days since 1582-10-10",
        "days since 0000-00-00",
        "days since 2000-01-01 25:00",
        "days since 2000-01-01 00:00:61",
        "days since 2000-01-01 noon",
        "day as %d.%m.%Y",
        "0 days since 2000-01-01",
        "1e999999999 days since 2000-01-01",
        "1.5 months since 2000-01-01",
        "0.0000001 seconds since 2000-01-01",
        "days since 999999-01-01",
        ""
      })
  void refusesWhatIsNoTimeReference(String units) {
    var error =
        assertThrows(CalendarException.class, () -> TimeReference.parse(units, Calendar.STANDARD));
    assertTrue(error.getMessage().startsWith("time units '" + units + "': "), error.getMessage());
  }

  @Test
  void refusesValuesThatMeanNoTime() {
    TimeReference days = TimeReference.parse("days since 2000-01-01", Calendar.STANDARD);
    for (double value :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e36, 9.96921e36, -1e9, 1e15}) {
      var error = assertThrows(CalendarException.class, () -> days.micros(value));
      assertTrue(error.getMessage().contains("time value " + value), error.getMessage());
    }
    for (String units :
        List.of("months since 2000-01-01", "years since 2000-01-01", "day as %Y%m%d.%f")) {
      TimeReference reference = TimeReference.parse(units, Calendar.STANDARD);
      for (double value : new double[] {Double.NaN, 1e15, -1e18, 1e300}) {
        assertThrows(CalendarException.class, () -> reference.micros(value), units + " " + value);
      }
    }
    TimeReference digits = TimeReference.parse("day as %Y%m%d.%f", Calendar.STANDARD);
    assertThrows(CalendarException.class, () -> digits.micros(20000230));
    assertThrows(CalendarException.class, () -> digits.micros(0));
  }

  @Test
  void encodesOnlyItsOwnCalendar() {
    TimeReference days = TimeReference.parse("days since 2000-01-01", Calendar.NOLEAP);
    assertEquals(59.5, days.encode(DateTime.parse("2000-03-01T12", Calendar.NOLEAP)));
    assertThrows(
        CalendarException.class, () -> days.encode(DateTime.of(Calendar.STANDARD, 2000, 3, 1)));
  }

  @Test
  void tellsTimeReferencesFromOtherUnits() {
    assertAll(
        () -> assertTrue(TimeReference.matches("days since 1850-1-1")),
        () -> assertTrue(TimeReference.matches("day as %Y%m%d.%f")),
        () -> assertFalse(TimeReference.matches("days")),
        () -> assertFalse(TimeReference.matches("K")),
        () -> assertFalse(TimeReference.matches("days since launch")));
  }

  @Test
  void equalityIsOfTextAndCalendar() {
    TimeReference one = TimeReference.parse("days since 2000-01-01", Calendar.NOLEAP);
    assertEquals(one, TimeReference.parse(" days since 2000-01-01 ", Calendar.NOLEAP));
    assertNotEquals(one, TimeReference.parse("days since 2000-01-01", Calendar.STANDARD));
  }

  private static String decode(String units, Calendar calendar, double value) {
    return TimeReference.parse(units, calendar).decode(value).toString();
  }
}
