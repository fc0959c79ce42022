package org.isobar;

import static org.isobar.Fields.boundDates;
import static org.isobar.Fields.bounded;
import static org.isobar.Fields.daily;
import static org.isobar.Fields.dates;
import static org.isobar.Fields.days;
import static org.isobar.Fields.dims;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.over;
import static org.isobar.Fields.periods;
import static org.isobar.Fields.steps;
import static org.isobar.Fields.text;
import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.error.ShapeException;
import org.isobar.expr.GroupReduce;
import org.isobar.memory.MemoryFile;
import org.isobar.memory.Values;
import org.isobar.op.MissingRule;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.isobar.time.Incomplete;
import org.junit.jupiter.api.Test;

class ResampledFieldTest {
  private static Field monthly(String first, int months) {
    return over("degC", periods(Calendar.NOLEAP, Frequency.MONTH, first, months));
  }

  private static GroupReduce reduction(Field f) {
    return (GroupReduce) f.expr();
  }

  @Test
  void successivePeriodsHaveFallingNoCodes() {
    Field f =
        over("K", daily(Calendar.STANDARD, "2000-01-01", 366)).resample(Frequency.MONTH).mean();
    assertEquals("[time=12]", dims(f));
    int[] codes = reduction(f).codes().toArray();
    assertTrue(IntStream.range(1, codes.length).allMatch(i -> codes[i] >= codes[i - 1]));
    assertEquals("time: mean", text(f, "cell_methods"));
    assertEquals(List.of("mean of each MONTH"), steps(f));
  }

  @Test
  void resultsStandInTheMiddleOfTheirPeriod() {
    Coordinate c =
        over("K", daily(Calendar.DAY_360, "2000-01-01", 360))
            .resample(Frequency.MONTH)
            .mean()
            .coordinate("time");
    assertEquals(List.of("2000-01-16T00:00", "2000-02-16T00:00"), dates(c).subList(0, 2));
    assertEquals(List.of("2000-01-01T00:00", "2000-02-01T00:00"), boundDates(c).subList(0, 2));
    assertEquals("time_bnds", c.bounds().orElseThrow().name());
    assertFalse(c.bounds().orElseThrow().climatology());
  }

  @Test
  void timeStoredAsFloatIsNotRoundedToOne() {
    MemoryFile file = MemoryFile.create().unlimited("time", 720);
    double[] noons = IntStream.range(0, 720).mapToDouble(i -> 55_000.5 + i).toArray();
    file.floats("time", "time", "units=days since 1850-01-01; calendar=360_day", noons)
        .floats("v", "time", "units=K");
    Coordinate c = file.open().field("v").resample(Frequency.MONTH).mean().coordinate("time");
    assertEquals(DType.FLOAT64, c.type());
    assertTrue(dates(c).stream().allMatch(d -> d.endsWith("-16T00:00")), () -> dates(c).toString());
  }

  // ---- incomplete periods

  @Test
  void incompletePeriodsAreDroppedAndReported() {
    Field f = monthly("2000-01", 24).resample(Frequency.SEASON).mean();
    assertEquals("[time=7]", dims(f));
    assertEquals("2000-04-16T00:00", dates(f.coordinate("time")).get(0));
    assertEquals(
        List.of(
            "mean of each SEASON weighted by length of time, incomplete periods dropped: 2000 DJF,"
                + " 2002 DJF"),
        steps(f));
    int[] codes = reduction(f).codes().toArray();
    assertArrayEquals(new int[] {-1, -1, 0, 0, 0, 1}, Arrays.copyOf(codes, 6));
    assertEquals(-1, codes[23]);
  }

  @Test
  void incompletePeriodsAreKeptWhereAskedFor() {
    Field f = monthly("2000-01", 24).resample(Frequency.SEASON).incomplete(Incomplete.KEEP).mean();
    assertEquals("[time=9]", dims(f));
    assertEquals(List.of("mean of each SEASON weighted by length of time"), steps(f));
    assertEquals("1999-12-01T00:00", boundDates(f.coordinate("time")).get(0));
  }

  @Test
  void incompletePeriodsAreAnErrorWhereAskedFor() {
    ResampledField r =
        monthly("2000-01", 24).resample(Frequency.SEASON).incomplete(Incomplete.FAIL);
    fails(ShapeException.class, r::mean, "SEASON periods of 'tas'", "2000 DJF, 2002 DJF", "KEEP");
    Field whole =
        monthly("2000-03", 12).resample(Frequency.SEASON).incomplete(Incomplete.FAIL).max();
    assertEquals("[time=4]", dims(whole));
  }

  @Test
  void noWholePeriodIsAnError() {
    fails(
        ShapeException.class,
        () -> monthly("2000-02", 5).resample(Frequency.YEAR).mean(),
        "no YEAR period of 'tas' is covered whole: 2000",
        "incomplete(KEEP)");
    fails(
        ShapeException.class,
        () -> over("K", days(Calendar.NOLEAP)).resample(Frequency.YEAR).mean(),
        "no samples",
        "time=0");
  }

  @Test
  void longListsOfPeriodsAreCut() {
    Field f =
        over(
            "K",
            days(
                Calendar.STANDARD,
                IntStream.range(0, 400).filter(i -> i % 40 < 20).mapToDouble(i -> i).toArray()));
    fails(
        ShapeException.class,
        () -> f.resample(Frequency.MONTH).incomplete(Incomplete.FAIL).mean(),
        "2000-01, 2000-02, 2000-03, 2000-04, 2000-05, ... (",
        "in all)");
  }

  // ---- weights and rules

  @Test
  void monthsCountByTheirLengthInYears() {
    Field f = monthly("2000-01", 12).resample(Frequency.YEAR).mean();
    assertArrayEquals(
        new double[] {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31},
        Values.of(reduction(f).weights().orElseThrow()));
    assertEquals(5.526, Values.of(f)[0], 5e-4); // days of months times 0 to 11, by 365
    Field plain = monthly("2000-01", 12).resample(Frequency.YEAR).unweighted().mean();
    assertEquals(5.5, Values.of(plain)[0]);
    assertEquals(List.of("mean of each YEAR"), steps(plain));
  }

  @Test
  void whatIsNoMeanHasNoWeights() {
    ResampledField r = monthly("2000-01", 12).resample(Frequency.YEAR);
    for (Field f :
        List.of(r.sum(), r.min(), r.max(), r.std(), r.var(1), r.count(), r.countTrue())) {
      assertEquals(Optional.empty(), reduction(f).weights());
    }
    assertEquals("K", r.std().unit().text());
    assertEquals("time: maximum", text(r.max(), "cell_methods"));
    assertEquals("-", text(r.count(), "cell_methods"));
    assertEquals(DType.INT32, r.count().dtype());
  }

  @Test
  void samplesOfOneLengthNeedNoWeights() {
    Field f = over("K", periods(Calendar.DAY_360, Frequency.MONTH, "2000-01", 12));
    assertEquals(Optional.empty(), reduction(f.resample(Frequency.YEAR).mean()).weights());
  }

  @Test
  void seasonsWithoutBoundsCountByTheCalendar() {
    double[] mid = periods(Calendar.NOLEAP, Frequency.SEASON, "1999-12", 8).values();
    Field f =
        over("K", days(Calendar.NOLEAP, mid))
            .resample(Frequency.YEAR)
            .incomplete(Incomplete.KEEP)
            .mean();
    assertArrayEquals(
        new double[] {90, 92, 92, 91},
        Arrays.copyOf(Values.of(reduction(f).weights().orElseThrow()), 4));
  }

  @Test
  void rulesForMissingSamplesAreHandedOn() {
    Field f = monthly("2000-01", 12).resample(Frequency.YEAR).minCount(10).mean();
    assertEquals(new MissingRule(true, 10), reduction(f).missing());
    assertEquals(
        MissingRule.STRICT,
        reduction(monthly("2000-01", 12).resample(Frequency.YEAR).skipMissing(false).sum())
            .missing());
  }

  // ---- where samples belong

  @Test
  void sampleBelongsToThePeriodOfItsMiddle() {
    Coordinate late = bounded(days(Calendar.NOLEAP, 31, 59), 0, 31, 31, 59);
    Field f = over("K", late).resample(Frequency.MONTH).mean();
    assertEquals(List.of("2000-01-16T12:00", "2000-02-15T00:00"), dates(f.coordinate("time")));
    Field stamped =
        over("K", late).resample(Frequency.MONTH).incomplete(Incomplete.KEEP).stamped().mean();
    assertEquals(
        List.of("2000-02-15T00:00", "2000-03-16T12:00"), dates(stamped.coordinate("time")));
  }

  @Test
  void otherDimensionsStay() {
    Field f =
        over("K", lat(0, 10), periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", 12))
            .resample(Frequency.YEAR)
            .mean();
    assertEquals("[lat=2, time=1]", dims(f));
  }

  @Test
  void monthsOfAClimatologyBecomeAClimatology() {
    Field clim = monthly("2000-01", 24).groupBy(By.MONTH_OF_YEAR).mean();
    Field f = clim.resample(Frequency.YEAR).mean();
    Coordinate c = f.coordinate("time");
    assertEquals(List.of("2000-07-02T12:00"), dates(c));
    assertTrue(c.bounds().orElseThrow().climatology());
    assertEquals(List.of("2000-01-01T00:00", "2002-01-01T00:00"), boundDates(c));
    assertEquals(
        "time: mean within years time: mean over years time: mean", text(f, "cell_methods"));
    assertArrayEquals(
        new double[] {31, 28, 31}, Arrays.copyOf(Values.of(reduction(f).weights().get()), 3));
  }

  // ---- odd axes

  @Test
  void orderOfTimeDoesNotMatter() {
    Field up = monthly("2000-01", 24);
    Field bare = over("K", days(Calendar.NOLEAP, up.coordinate("time").values()));
    for (Field f : List.of(up, bare)) {
      Field a = f.resample(Frequency.YEAR).mean();
      Field b = f.reverse("time").resample(Frequency.YEAR).mean();
      assertArrayEquals(Values.of(a), Values.of(b), 1e-6);
      assertEquals(boundDates(a.coordinate("time")), boundDates(b.coordinate("time")));
      assertTrue(reduction(b).weights().isPresent());
    }
  }

  @Test
  void pairsOfBoundsMayFall() {
    Coordinate c = bounded(days(Calendar.NOLEAP, 15.5, 45, 74.5), 31, 0, 59, 31, 90, 59);
    Field f = over("K", c).resample(Frequency.MONTH).incomplete(Incomplete.FAIL).mean();
    assertEquals("[time=3]", dims(f));
    assertArrayEquals(
        new double[] {31, 28, 31}, Values.of(SampleLengths.expr(Samples.of(over("K", c)))));
  }

  @Test
  void boundsThatCannotBeUsedArePassedOver() {
    Field f = over("K", bounded(days(Calendar.NOLEAP, 15.5, 45, 74.5), 9e9, 9e9, 0, 0, 1, 9e9));
    assertArrayEquals(new double[] {31, 28, 31}, Values.of(SampleLengths.expr(Samples.of(f))));
    Field months = f.resample(Frequency.MONTH).incomplete(Incomplete.KEEP).mean();
    assertEquals(
        List.of("2000-01-16T12:00", "2000-02-15T00:00", "2000-03-16T12:00"),
        dates(months.coordinate("time")));
  }

  @Test
  void samplesLongerThanTheirPeriodAreAnError() {
    fails(
        ShapeException.class,
        () -> monthly("2000-01", 12).resample(Frequency.DAY).mean(),
        "sample 0 of 'tas' lasts 31.0 days",
        "DAY 2000-01-16");
    Field years = over("K", periods(Calendar.NOLEAP, Frequency.YEAR, "2000", 2));
    fails(
        ShapeException.class,
        () -> years.resample(Frequency.SEASON).incomplete(Incomplete.KEEP).mean(),
        "lasts 365.0 days",
        "SEASON 2000 JJA");
    assertArrayEquals(new double[] {0, 1}, Values.of(years.resample(Frequency.YEAR).mean()));
  }

  @Test
  void cellsThatStraddleAPeriodBelongToThatOfTheirMiddle() {
    double[] middles = IntStream.range(0, 60).mapToDouble(i -> 7 * i + 3.5).toArray();
    double[] pairs = IntStream.range(0, 120).mapToDouble(i -> 7 * ((i + 1) / 2)).toArray();
    Field f = over("K", bounded(days(Calendar.NOLEAP, middles), pairs));
    Field m = f.resample(Frequency.MONTH).mean();
    assertEquals("[time=13]", dims(m));
    assertArrayEquals(new double[] {1.5, 5.5}, Arrays.copyOf(Values.of(m), 2), 1e-6);
    assertEquals(Optional.empty(), reduction(m).weights());
  }

  @Test
  void monthThatIsNotThereMakesItsYearIncomplete() {
    int[] all = IntStream.range(0, 24).filter(i -> i != 6).toArray();
    Field f = monthly("2000-01", 24).isel("time", all).resample(Frequency.YEAR).mean();
    assertEquals(List.of("2001-07-02T12:00"), dates(f.coordinate("time")));
    assertTrue(steps(f).getLast().endsWith("incomplete periods dropped: 2000"));
  }

  @Test
  void calendarDecidesHowLongAYearIs() {
    double third = (31 * 0 + 29 * 1 + 31 * 2) / 91.0;
    Field leap =
        over("K", periods(Calendar.STANDARD, Frequency.MONTH, "2000-01", 3))
            .resample(Frequency.YEAR)
            .incomplete(Incomplete.KEEP)
            .mean();
    assertEquals(third, Values.of(leap)[0], 1e-6);
    Field even =
        over("K", periods(Calendar.DAY_360, Frequency.MONTH, "2000-01", 3))
            .resample(Frequency.YEAR)
            .incomplete(Incomplete.KEEP)
            .mean();
    assertEquals(1, Values.of(even)[0], 1e-6);
    assertEquals(
        List.of("2000-01-01T00:00", "2001-01-01T00:00"), boundDates(even.coordinate("time")));
  }
}
