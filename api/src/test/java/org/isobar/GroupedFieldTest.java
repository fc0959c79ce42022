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
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Indices;
import org.isobar.error.CalendarException;
import org.isobar.error.NoSuchDimensionException;
import org.isobar.error.ShapeException;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Take;
import org.isobar.memory.Values;
import org.isobar.op.MissingRule;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.isobar.time.TimeRange;
import org.junit.jupiter.api.Test;

class GroupedFieldTest {
  private static Field monthly(int months) {
    return over("degC", periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", months));
  }

  private static GroupReduce reduction(Field f) {
    return (GroupReduce) f.expr();
  }

  // ---- climatologies

  @Test
  void samplesOfAllYearsFoldIntoTheirMonth() {
    Field f = monthly(24).groupBy(By.MONTH_OF_YEAR).mean();
    assertEquals("[time=12]", dims(f));
    assertEquals(
        Indices.of(IntStream.range(0, 24).map(i -> i % 12).toArray()), reduction(f).codes());
    assertEquals(Optional.empty(), reduction(f).weights());
    assertEquals(MissingRule.SKIP, reduction(f).missing());
    assertArrayEquals(IntStream.range(0, 12).mapToDouble(i -> i + 6).toArray(), Values.of(f));
  }

  @Test
  void onlyGroupsThatOccurAreThere() {
    Field f = monthly(24).season("JJA").groupBy(By.MONTH_OF_YEAR).mean();
    assertEquals("[time=3]", dims(f));
    assertEquals(
        List.of("2000-06-16T00:00", "2000-07-16T12:00", "2000-08-16T12:00"),
        dates(f.coordinate("time")));
  }

  @Test
  void climatologyHasItsBoundsAndMethods() {
    Field f =
        monthly(36).withAttribute("cell_methods", "area: mean").groupBy(By.MONTH_OF_YEAR).mean();
    Coordinate c = f.coordinate("time");
    assertTrue(c.bounds().orElseThrow().climatology());
    assertEquals(
        List.of("2000-01-01T00:00", "2002-02-01T00:00", "2000-02-01T00:00", "2002-03-01T00:00"),
        boundDates(c).subList(0, 4));
    assertEquals("2000-01-16T12:00", dates(c).get(0));
    assertEquals(
        "area: mean time: mean within years time: mean over years", text(f, "cell_methods"));
    assertEquals(List.of("mean by MONTH_OF_YEAR"), steps(f));
  }

  @Test
  void samplesWithoutBoundsStandForTheirMonth() {
    Field f = over("K", daily(Calendar.NOLEAP, "2000-01-01", 730)).groupBy(By.MONTH_OF_YEAR).max();
    assertEquals(
        List.of("2000-01-01T00:00", "2001-02-01T00:00"),
        boundDates(f.coordinate("time")).subList(0, 2));
    assertEquals("2000-01-16T12:00", dates(f.coordinate("time")).get(0));
    assertEquals("time: maximum within years time: maximum over years", text(f, "cell_methods"));
  }

  @Test
  void daysOfTheYearAreThoseOfTheCalendar() {
    Field f = over("K", daily(Calendar.STANDARD, "2000-01-01", 731)).groupBy(By.DAY_OF_YEAR).mean();
    assertEquals("[time=366]", dims(f));
    Coordinate c = f.coordinate("time");
    assertEquals("2000-02-29T12:00", dates(c).get(59));
    assertEquals(List.of("2000-03-01T00:00", "2001-03-02T00:00"), boundDates(c).subList(120, 122));
    Field thirty =
        over("K", daily(Calendar.DAY_360, "2000-01-01", 720)).groupBy(By.DAY_OF_YEAR).mean();
    assertEquals("[time=360]", dims(thirty));
  }

  @Test
  void hoursOfTheDayRecurEachDay() {
    double[] six = IntStream.range(0, 12).mapToDouble(i -> i / 4.0).toArray();
    Field f = over("K", days(Calendar.STANDARD, six)).groupBy(By.HOUR_OF_DAY).mean();
    assertEquals("[time=4]", dims(f));
    assertArrayEquals(new double[] {4, 5, 6, 7}, Values.of(f));
    assertEquals(
        List.of("2000-01-01T00:00", "2000-01-01T06:00", "2000-01-01T12:00", "2000-01-01T18:00"),
        dates(f.coordinate("time")));
    assertEquals("time: mean within days time: mean over days", text(f, "cell_methods"));
  }

  @Test
  void yearsAreNoClimatology() {
    Field f = monthly(24).groupBy(By.YEAR).mean();
    Coordinate c = f.coordinate("time");
    assertFalse(c.bounds().orElseThrow().climatology());
    assertEquals(
        List.of("2000-01-01T00:00", "2001-01-01T00:00", "2001-01-01T00:00", "2002-01-01T00:00"),
        boundDates(c));
    assertEquals("time: mean", text(f, "cell_methods"));
  }

  @Test
  void pooledDeviationsAreNoTwoSteps() {
    Field f = monthly(24).groupBy(By.MONTH_OF_YEAR).std();
    assertEquals("time: standard_deviation", text(f, "cell_methods"));
    assertEquals("K", f.unit().text());
    assertEquals("K2", monthly(24).groupBy(By.MONTH_OF_YEAR).var(1).unit().text());
  }

  @Test
  void countsAreAnotherQuantity() {
    Field f =
        monthly(24)
            .withAttribute("standard_name", "air_temperature")
            .groupBy(By.MONTH_OF_YEAR)
            .count();
    assertEquals(DType.INT32, f.dtype());
    assertEquals("1", f.unit().text());
    assertEquals("-", text(f, "cell_methods"));
    assertEquals("-", text(f, "standard_name"));
  }

  @Test
  void timesOfAClimatologyAscendWhereTheyCan() {
    Field june = over("K", periods(Calendar.NOLEAP, Frequency.MONTH, "2000-06", 36));
    Coordinate c = june.groupBy(By.MONTH_OF_YEAR).mean().coordinate("time");
    assertEquals("2001-01-16T12:00", dates(c).get(0));
    assertEquals("2001-06-16T00:00", dates(c).get(5));
    assertEquals(
        List.of("2000-06-01T00:00", "2003-01-01T00:00"),
        List.of(boundDates(c).get(10), boundDates(c).get(23)));
    Coordinate seasons = june.groupBy(By.SEASON_OF_YEAR).mean().coordinate("time");
    assertEquals(
        List.of("2001-01-15T00:00", "2001-04-16T00:00", "2001-07-17T00:00", "2001-10-16T12:00"),
        dates(seasons));
    Field one = june.isel("time", IntStream.range(0, 12).toArray());
    assertEquals(
        "2000-06-16T00:00", dates(one.groupBy(By.MONTH_OF_YEAR).mean().coordinate("time")).get(5));
  }

  @Test
  void climatologyOfAClimatologySpansAllItsYears() {
    Field f = monthly(36).groupBy(By.MONTH_OF_YEAR).mean().groupBy(By.SEASON_OF_YEAR).mean();
    Coordinate c = f.coordinate("time");
    assertTrue(c.bounds().orElseThrow().climatology());
    assertEquals(List.of("2000-03-01T00:00", "2002-06-01T00:00"), boundDates(c).subList(2, 4));
    assertEquals(
        "time: mean within years time: mean over years time: mean", text(f, "cell_methods"));
    assertEquals((12 * 31 + 13 * 28 + 23 * 31) / 90.0, Values.of(f)[0], 1e-5);
  }

  // ---- weights and rules

  @Test
  void monthsCountByTheirLengthInSeasons() {
    Field f = monthly(12).groupBy(By.SEASON_OF_YEAR).mean();
    assertEquals("[time=4]", dims(f));
    assertArrayEquals(
        new double[] {31, 28, 31, 30},
        Arrays.copyOf(Values.of(reduction(f).weights().orElseThrow()), 4));
    assertEquals((0 * 31 + 1 * 28 + 11 * 31) / 90.0, Values.of(f)[0], 1e-6);
    Field plain = monthly(12).groupBy(By.SEASON_OF_YEAR).unweighted().mean();
    assertEquals(4, Values.of(plain)[0], 1e-6);
    assertEquals(Optional.empty(), reduction(plain).weights());
    assertEquals(
        Optional.empty(), reduction(monthly(12).groupBy(By.SEASON_OF_YEAR).max()).weights());
  }

  @Test
  void seasonsOfMonthsWithoutBoundsCountByTheCalendarToo() {
    double[] mid = periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", 12).values();
    Field f = over("K", days(Calendar.NOLEAP, mid)).groupBy(By.SEASON_OF_YEAR).mean();
    assertArrayEquals(
        new double[] {31, 28, 31, 30},
        Arrays.copyOf(Values.of(reduction(f).weights().orElseThrow()), 4));
    Field days = over("K", daily(Calendar.NOLEAP, "2000-01-01", 365));
    assertEquals(Optional.empty(), reduction(days.groupBy(By.SEASON_OF_YEAR).mean()).weights());
  }

  @Test
  void rulesForMissingSamplesAreHandedOn() {
    Field f = monthly(24).groupBy(By.MONTH_OF_YEAR).skipMissing(false).minCount(2).mean();
    assertEquals(new MissingRule(false, 2), reduction(f).missing());
    Field a = monthly(24).groupBy(By.MONTH_OF_YEAR).minCount(2).anomaly();
    assertTrue(a.expr().children().get(1) instanceof Take);
  }

  @Test
  void stampsDecideWhereAskedFor() {
    Coordinate late = bounded(days(Calendar.NOLEAP, 31, 59), 0, 31, 31, 59);
    Field f = over("K", late);
    assertArrayEquals(new double[] {0, 1}, Values.of(f.groupBy(By.MONTH_OF_YEAR).mean()));
    assertEquals(
        List.of("2000-01-16T12:00", "2000-02-15T00:00"),
        dates(f.groupBy(By.MONTH_OF_YEAR).mean().coordinate("time")));
    assertEquals(
        List.of("2000-02-15T00:00", "2000-03-16T12:00"),
        dates(f.groupBy(By.MONTH_OF_YEAR).stamped().mean().coordinate("time")));
  }

  // ---- anomalies

  @Test
  void anomalyIsAgainstTheOwnMonth() {
    Field f = monthly(24).groupBy(By.MONTH_OF_YEAR).anomaly();
    assertEquals("[time=24]", dims(f));
    assertEquals("K", f.unit().text());
    double[] v = Values.of(f);
    assertEquals(-6, v[0]);
    assertEquals(6, v[12]);
    assertEquals(
        List.of("anomaly by MONTH_OF_YEAR against the mean of the whole series"), steps(f));
    assertEquals(24, f.coordinate("time").size());
    assertTrue(f.coordinate("time").bounds().isPresent());
  }

  @Test
  void anomalyIsAgainstTheBaseline() {
    Field f = monthly(36).groupBy(By.MONTH_OF_YEAR).anomaly(TimeRange.of("2001", "2001"));
    double[] v = Values.of(f);
    assertEquals(-12, v[3]);
    assertEquals(0, v[15]);
    assertEquals(12, v[27]);
    assertEquals(List.of("anomaly by MONTH_OF_YEAR against the mean of 2001 to 2001"), steps(f));
  }

  @Test
  void baselineMustHoldAllGroups() {
    GroupedField g = monthly(36).groupBy(By.MONTH_OF_YEAR);
    fails(
        ShapeException.class,
        () -> g.anomaly(TimeRange.of("2001-02", "2001-12")),
        "baseline 2001-02 to 2001-12",
        "no sample of MONTH_OF_YEAR 1,");
    fails(
        ShapeException.class,
        () -> g.anomaly(TimeRange.of("1961", "1990")),
        "baseline 1961 to 1990 holds no sample",
        "from 2000-01-16T12:00:00 to 2002-12-16T12:00:00");
    fails(
        CalendarException.class, () -> g.anomaly(TimeRange.of("2000-02-29", "2001")), "2000-02-29");
    GroupedField leap =
        over("K", daily(Calendar.STANDARD, "1999-01-01", 800)).groupBy(By.DAY_OF_YEAR);
    fails(
        ShapeException.class,
        () -> leap.anomaly(TimeRange.of("1999", "1999")),
        "DAY_OF_YEAR 02-29");
  }

  // ---- against a climatology

  @Test
  void climatologiesAreMatchedByKey() {
    Field clim = monthly(24).groupBy(By.MONTH_OF_YEAR).mean();
    Field later = over("degC", periods(Calendar.DAY_360, Frequency.MONTH, "2050-06", 3));
    Field f = later.groupBy(By.MONTH_OF_YEAR).minus(clim);
    assertArrayEquals(new double[] {0 - 11, 1 - 12, 2 - 13}, Values.of(f));
    assertEquals("K", f.unit().text());
    assertEquals(Optional.of(Calendar.DAY_360), f.calendar());
    assertEquals(3, f.coordinate("time").size());
  }

  @Test
  void orderOfTheClimatologyDoesNotMatter() {
    Field clim = monthly(12).groupBy(By.MONTH_OF_YEAR).mean().reverse("time");
    Field f = monthly(14).groupBy(By.MONTH_OF_YEAR).minus(clim);
    double[] expected = new double[14];
    Arrays.fill(expected, 12, 14, 12);
    assertArrayEquals(expected, Values.of(f));
  }

  @Test
  void comparisonsAndProductsConvertOrMultiply() {
    Field clim = monthly(12).groupBy(By.MONTH_OF_YEAR).mean();
    Field f = monthly(12);
    assertEquals("1", f.groupBy(By.MONTH_OF_YEAR).gt(clim.to("K")).unit().text());
    assertArrayEquals(
        new double[12],
        Values.of(f.plus(1e-4).groupBy(By.MONTH_OF_YEAR).gt(clim.to("K").plus(0.01))));
    assertEquals("K2", f.groupBy(By.MONTH_OF_YEAR).times(clim).unit().text());
    assertEquals("1", f.to("K").groupBy(By.MONTH_OF_YEAR).divide(clim.to("K")).unit().text());
    Field back = f.groupBy(By.MONTH_OF_YEAR).anomaly().groupBy(By.MONTH_OF_YEAR).plus(clim);
    assertEquals(273.15 + 3, Values.of(back)[3], 1e-4);
  }

  @Test
  void spreadIsTakenAsADifference() {
    Field f = monthly(24);
    Field std = f.groupBy(By.MONTH_OF_YEAR).std();
    Field low = f.groupBy(By.MONTH_OF_YEAR).minus(std);
    assertEquals("degC", low.unit().text());
    assertEquals(-6, Values.of(low)[0], 1e-4);
  }

  @Test
  void climatologyMustHaveEachGroupOnce() {
    Field f = monthly(12);
    fails(
        ShapeException.class,
        () -> f.groupBy(By.MONTH_OF_YEAR).minus(monthly(24).rename("clim")),
        "subtract: climatology 'clim' has 2 samples for MONTH_OF_YEAR 1;");
    fails(
        ShapeException.class,
        () -> f.groupBy(By.MONTH_OF_YEAR).gt(monthly(3)),
        "gt: climatology 'tas' has 0 samples for MONTH_OF_YEAR 4");
    fails(
        NoSuchDimensionException.class,
        () -> f.groupBy(By.MONTH_OF_YEAR).minus(f.mean("time")),
        "no T axis",
        "scalar coordinates [time");
  }

  @Test
  void dimensionsOfTheClimatologyMayHaveOtherNames() {
    Field clim = monthly(12).groupBy(By.MONTH_OF_YEAR).mean().renameDim("time", "month");
    Field f = over("degC", periods(Calendar.NOLEAP, Frequency.MONTH, "2001-01", 12), lat(0, 10));
    assertEquals("[time=12, lat=2]", dims(f.groupBy(By.MONTH_OF_YEAR).minus(clim)));
  }

  @Test
  void groupingNeedsATimeAxis() {
    fails(
        NoSuchDimensionException.class,
        () -> over("K", lat(0, 10)).groupBy(By.YEAR),
        "no T axis",
        "lat=2");
    Coordinate numbered =
        Coordinate.of(
            "time",
            Optional.of(Axis.T),
            DType.FLOAT64,
            new double[] {1, 2},
            org.isobar.dataset.Attributes.NONE);
    fails(
        CalendarException.class,
        () -> Fields.of("K", numbered, 1, 2).groupBy(By.YEAR),
        "'time'",
        "cannot be read as dates");
  }
}
