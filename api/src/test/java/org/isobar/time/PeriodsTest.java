package org.isobar.time;

import static org.isobar.time.GroupsTest.months;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.isobar.error.CalendarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodsTest {
  private static final long DAY = Calendar.MICROS_PER_DAY;

  @ParameterizedTest
  @EnumSource
  void wholeYearsOfDaysAreComplete(Calendar calendar) {
    long[] days =
        steps(
            calendar, "1999-01-01T12", DAY, calendar.daysInYear(1999) + calendar.daysInYear(2000));
    assertEquals(List.of(), incomplete(Frequency.MONTH, days, calendar));
    assertEquals(List.of(), incomplete(Frequency.YEAR, days, calendar));
    assertEquals(List.of("1999 DJF", "2001 DJF"), incomplete(Frequency.SEASON, days, calendar));
    assertEquals(24, Periods.of(Frequency.MONTH, days, null, calendar).size());
  }

  @ParameterizedTest
  @EnumSource
  void wholeYearsOfMonthsAreComplete(Calendar calendar) {
    long[] months = months(calendar, "1999-01-15", 24);
    assertEquals(List.of(), incomplete(Frequency.MONTH, months, calendar));
    assertEquals(List.of(), incomplete(Frequency.YEAR, months, calendar));
    assertEquals(List.of("1999 DJF", "2001 DJF"), incomplete(Frequency.SEASON, months, calendar));
    assertEquals(List.of("2000"), incomplete(Frequency.YEAR, without(months, 17), calendar));
  }

  @Test
  void decemberBelongsToTheWinterOfTheNextYear() {
    long[] months = months(Calendar.STANDARD, "1999-11-01", 5);
    Periods seasons = Periods.of(Frequency.SEASON, months, null, Calendar.STANDARD);
    assertArrayEquals(new int[] {0, 1, 1, 1, 2}, seasons.codes());
    assertEquals("2000 DJF", seasons.label(1));
    assertEquals(
        new Interval(
            DateTime.of(Calendar.STANDARD, 1999, 12, 1).micros(),
            DateTime.of(Calendar.STANDARD, 2000, 3, 1).micros()),
        seasons.period(1));
    assertEquals(List.of(0, 2), seasons.incomplete());
    assertTrue(seasons.complete(1));
  }

  @Test
  void aMissingDayMakesItsMonthIncomplete() {
    long[] days = steps(Calendar.DAY_360, "2000-01-01", DAY, 90);
    assertEquals(List.of(), incomplete(Frequency.MONTH, days, Calendar.DAY_360));
    assertEquals(
        List.of("2000-02"), incomplete(Frequency.MONTH, without(days, 40), Calendar.DAY_360));
    assertEquals(
        List.of("2000-02"), incomplete(Frequency.MONTH, without(days, 30), Calendar.DAY_360));
    assertEquals(
        List.of("2000-03"), incomplete(Frequency.MONTH, without(days, 89), Calendar.DAY_360));
    assertEquals(
        List.of("2000-01"), incomplete(Frequency.MONTH, without(days, 0), Calendar.DAY_360));
  }

  @Test
  void sixHourlySamplesFillDays() {
    long[] samples = steps(Calendar.STANDARD, "2000-02-28T06", DAY / 4, 9);
    assertEquals(
        List.of("2000-02-28", "2000-03-01"), incomplete(Frequency.DAY, samples, Calendar.STANDARD));
  }

  @Test
  void theOrderOfSamplesDoesNotMatter() {
    long[] days = steps(Calendar.NOLEAP, "2000-01-01", DAY, 59);
    long[] reversed = LongStream.range(0, 59).map(i -> days[(int) (58 - i)]).toArray();
    Periods periods = Periods.of(Frequency.MONTH, reversed, null, Calendar.NOLEAP);
    assertEquals(1, periods.code(0));
    assertEquals(0, periods.code(58));
    assertEquals(List.of(), periods.incomplete());
  }

  @Test
  void samplesBelongToTheMiddleOfTheirBounds() {
    long[] starts = months(Calendar.STANDARD, "2000-01-01", 13);
    long[] ends = Arrays.copyOfRange(starts, 1, 13);
    long[][] bounds = new long[12][];
    Arrays.setAll(bounds, i -> new long[] {starts[i], starts[i + 1]});
    Periods periods = Periods.of(Frequency.YEAR, ends, bounds, Calendar.STANDARD);
    assertEquals(1, periods.size(), "the last time stamp is at the begin of the next year");
    assertEquals(List.of(), periods.incomplete());
    Periods unbounded = Periods.of(Frequency.YEAR, ends, null, Calendar.STANDARD);
    assertEquals(List.of(0, 1), unbounded.incomplete());
  }

  @Test
  void boundsThatLeaveAGapAreIncomplete() {
    long[] starts = months(Calendar.STANDARD, "2000-01-01", 12);
    long[][] bounds = new long[12][];
    Arrays.setAll(bounds, i -> new long[] {starts[i], starts[i] + (i == 5 ? 29 : 31) * DAY});
    Periods periods = Periods.of(Frequency.YEAR, starts, bounds, Calendar.STANDARD);
    assertEquals(List.of(0), periods.incomplete());
    assertEquals(
        List.of(5), Periods.of(Frequency.MONTH, starts, bounds, Calendar.STANDARD).incomplete());
  }

  @Test
  void cellsAcrossTheEdgeOfAPeriodCountForBoth() {
    long start = DateTime.of(Calendar.STANDARD, 1999, 12, 29).micros();
    long[][] weeks = new long[16][];
    Arrays.setAll(weeks, i -> new long[] {start + i * 7L * DAY, start + (i + 1) * 7L * DAY});
    long[] middles = Arrays.stream(weeks).mapToLong(w -> (w[0] + w[1]) / 2).toArray();
    Periods periods = Periods.of(Frequency.MONTH, middles, weeks, Calendar.STANDARD);
    assertEquals(List.of(3), periods.incomplete(), "the last week ends on 19 April");
  }

  @Test
  void boundsThatAreNotAroundTheirSampleDoNotCount() {
    long[] months = months(Calendar.NOLEAP, "2000-01-15", 12);
    long[][] garbage = new long[12][];
    Arrays.setAll(
        garbage, i -> i % 2 == 0 ? new long[] {0, 0} : new long[] {months[i] + DAY, months[i]});
    Periods periods = Periods.of(Frequency.MONTH, months, garbage, Calendar.NOLEAP);
    assertArrayEquals(IntStream.range(0, 12).toArray(), periods.codes());
    assertEquals(List.of(), periods.incomplete());
  }

  @Test
  void irregularSamplesAreJudgedByTheirUsualDistance() {
    long start = DateTime.of(Calendar.STANDARD, 2000, 1, 1).micros();
    long[] samples = LongStream.range(0, 60).map(i -> start + i * DAY + i % 3 * DAY / 10).toArray();
    assertEquals(List.of(), incomplete(Frequency.MONTH, samples, Calendar.STANDARD));
    assertEquals(
        List.of("2000-01"), incomplete(Frequency.MONTH, without(samples, 15), Calendar.STANDARD));
  }

  @Test
  void yearlySamplesFillYears() {
    DateTime first = DateTime.of(Calendar.STANDARD, 1990, 7, 1);
    long[] years = LongStream.range(0, 12).map(y -> first.plusYears(y).micros()).toArray();
    assertEquals(List.of(), incomplete(Frequency.YEAR, years, Calendar.STANDARD));
  }

  @Test
  void oneSampleWithoutBoundsTellsNothing() {
    long[] one = months(Calendar.STANDARD, "2000-01-15", 1);
    assertEquals(List.of("2000-01"), incomplete(Frequency.MONTH, one, Calendar.STANDARD));
    long[][] bounds = {{one[0] - 14 * DAY, one[0] + 17 * DAY}};
    assertEquals(
        List.of(), Periods.of(Frequency.MONTH, one, bounds, Calendar.STANDARD).incomplete());
    assertEquals(0, Periods.of(Frequency.MONTH, new long[0], null, Calendar.STANDARD).size());
  }

  @Test
  void boundsOfAnotherLengthAreRefused() {
    assertThrows(
        CalendarException.class,
        () -> Periods.of(Frequency.DAY, new long[3], new long[2][2], Calendar.STANDARD));
  }

  @Test
  void periodsHaveLabels() {
    DateTime time = DateTime.parse("1999-12-31T18:00", Calendar.STANDARD);
    assertEquals("1999-12-31", Frequency.DAY.label(time));
    assertEquals("1999-12", Frequency.MONTH.label(time));
    assertEquals("2000 DJF", Frequency.SEASON.label(time));
    assertEquals("1999", Frequency.YEAR.label(time));
    for (Frequency frequency : Frequency.values()) {
      Interval period = frequency.period(Calendar.STANDARD, time.micros());
      assertTrue(period.contains(time.micros()), frequency.toString());
    }
  }

  private static long[] steps(Calendar calendar, String first, long step, int count) {
    long start = DateTime.parse(first, calendar).micros();
    return LongStream.range(0, count).map(i -> start + i * step).toArray();
  }

  private static long[] without(long[] samples, int index) {
    return IntStream.range(0, samples.length)
        .filter(i -> i != index)
        .mapToLong(i -> samples[i])
        .toArray();
  }

  private static List<String> incomplete(Frequency frequency, long[] micros, Calendar calendar) {
    Periods periods = Periods.of(frequency, micros, null, calendar);
    return periods.incomplete().stream().map(periods::label).toList();
  }
}
