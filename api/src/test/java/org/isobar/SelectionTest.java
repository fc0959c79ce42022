package org.isobar;

import static org.isobar.Fields.bounded;
import static org.isobar.Fields.daily;
import static org.isobar.Fields.dates;
import static org.isobar.Fields.days;
import static org.isobar.Fields.dims;
import static org.isobar.Fields.labels;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.lon;
import static org.isobar.Fields.numbers;
import static org.isobar.Fields.over;
import static org.isobar.Fields.periods;
import static org.isobar.Fields.plev;
import static org.isobar.Fields.steps;
import static org.isobar.memory.Failures.fails;
import static org.isobar.memory.MemoryFile.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.CalendarException;
import org.isobar.error.NoSuchDimensionException;
import org.isobar.error.ShapeException;
import org.isobar.error.UnitException;
import org.isobar.expr.Select;
import org.isobar.memory.Values;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  // ---- names of dimensions

  @ParameterizedTest
  @CsvSource({"lat", "latitude", "Y", "LAT", "lat"})
  void dimensionsHaveManyNames(String name) {
    assertEquals("[lon=2]", dims(over("K", lat(0, 10), lon(0, 90)).max(name)));
  }

  @Test
  void wrongNamesAreAnsweredByRightOnes() {
    Field f = over("K", days(Calendar.NOLEAP, 0, 1), plev("Pa", 85000), lat(0, 10));
    fails(
        NoSuchDimensionException.class,
        () -> f.isel("height", 0),
        "'tas' has no dimension 'height'",
        "time=2 T time, plev=1 Z air_pressure, lat=2 Y latitude");
    fails(
        NoSuchDimensionException.class,
        () -> f.level(850, "hPa").isel("time", 0).max("plev"),
        "no dimension 'plev'",
        "[lat=2 Y latitude]",
        "scalar coordinates [plev = 85000.0 Pa, time = 2000-01-01T00:00:00]");
    fails(
        NoSuchDimensionException.class,
        () -> f.isel("time", 0).time("2000", "2001"),
        "no T axis",
        "time = 2000-01-01T00:00:00");
    fails(NoSuchDimensionException.class, () -> f.coordinate(Axis.X), "no one-dimensional X");
    fails(NoSuchDimensionException.class, () -> f.coordinate("station"), "'station'", "plev=1");
  }

  // ---- longitude

  private static double[] lons(Field f) {
    return f.coordinate(Axis.X).values();
  }

  @Test
  void longitudesWrap() {
    Field f = over("K", lon(0, 60, 120, 180, 240, 300));
    Field pacific = f.lon(170, -120);
    assertArrayEquals(new double[] {180, 240}, lons(pacific));
    assertArrayEquals(new double[] {3, 4}, Values.of(pacific));
    Field atlantic = f.lon(-70, 70);
    assertArrayEquals(new double[] {-60, 0, 60}, lons(atlantic));
    assertArrayEquals(new double[] {5, 0, 1}, Values.of(atlantic));
    assertArrayEquals(new double[] {360, 420}, lons(f.lon(350, 430)));
  }

  @Test
  void wholeCircleStartsAtItsWesternEnd() {
    Field f = over("K", lon(0, 60, 120, 180, 240, 300));
    assertArrayEquals(new double[] {-180, -120, -60, 0, 60, 120}, lons(f.lon(-180, 180)));
    assertArrayEquals(new double[] {0, 60, 120, 180, 240, 300}, lons(f.lon(0, 360)));
    assertArrayEquals(new double[] {0, 60, 120, 180, 240, 300}, lons(f.lon(0, 720)));
  }

  @Test
  void columnThatStandsTwiceStaysTwice() {
    Field f = over("K", lon(0, 120, 240, 360));
    assertArrayEquals(new double[] {0, 120, 240, 360}, lons(f.lon(0, 360)));
  }

  @Test
  void endsCountWithinTheTolerance() {
    Field f = over("K", lon(9.9999999, 20, 30.0000001));
    assertEquals("[lon=3]", dims(f.lon(10, 30)));
    assertEquals("[lon=1]", dims(f.lon(10.1, 29.9)));
    assertArrayEquals(new double[] {20}, lons(f.lon(20, 20)));
  }

  @Test
  void axisThatJumpsComesOutWithoutJump() {
    Field f = over("K", lon(180, 270, 0, 90));
    assertArrayEquals(new double[] {90, 180, 270}, lons(f.lon(90, 270)));
    assertArrayEquals(new double[] {3, 0, 1}, Values.of(f.lon(90, 270)));
  }

  @Test
  void fallingLongitudesStayFalling() {
    Field f = over("K", lon(300, 200, 100, 0));
    assertArrayEquals(new double[] {100, 0, -60}, lons(f.lon(-90, 110)));
    assertArrayEquals(new double[] {2, 3, 0}, Values.of(f.lon(-90, 110)));
  }

  @Test
  void boundsMoveWithTheirLongitudes() {
    Field f = over("K", bounded(lon(0, 120, 240), -60, 60, 60, 180, 180, 300));
    Coordinate c = f.lon(-130, 10).coordinate(Axis.X);
    assertArrayEquals(new double[] {-120, 0}, c.values());
    assertArrayEquals(new double[] {-180, -60, -60, 60}, c.bounds().orElseThrow().pairs());
    Field jump = over("K", bounded(lon(0, 2, 358), 359, 1, 1, 3, 357, 359));
    assertArrayEquals(
        new double[] {-3, -1, -1, 1},
        jump.lon(-2, 0).coordinate(Axis.X).bounds().orElseThrow().pairs());
  }

  @Test
  void onlyLongitudesAreSelectedAsSuch() {
    Coordinate metres =
        Coordinate.of(
            "x",
            Optional.of(Axis.X),
            DType.FLOAT64,
            new double[] {0, 1000},
            attributes("standard_name=projection_x_coordinate; units=m"));
    fails(
        ShapeException.class,
        () -> over("K", metres).lon(0, 10),
        "lon(...): 'x' of 'tas' is no longitude",
        "projection_x_coordinate in 'm'");
    Coordinate rotated =
        Coordinate.of(
            "rlat",
            Optional.of(Axis.Y),
            DType.FLOAT64,
            new double[] {0, 1},
            attributes("standard_name=grid_latitude; units=degrees"));
    fails(ShapeException.class, () -> over("K", rotated).lat(0, 10), "grid_latitude", "sel");
    Field f = over("K", lon(0, 90));
    fails(ShapeException.class, () -> f.lon(100, 110), "selects nothing", "from 0.0 to 90.0");
    fails(ShapeException.class, () -> f.lon(0, Double.NaN), "finite");
  }

  // ---- latitude and level

  @Test
  void latitudesKeepTheirOrder() {
    assertArrayEquals(
        new double[] {0, -30},
        over("K", lat(60, 30, 0, -30, -60)).lat(-30, 20).coordinate(Axis.Y).values());
    assertEquals("[lat=2]", dims(over("K", lat(-90, 90)).lat(-90, 90)));
    assertEquals("[lat=2]", dims(over("K", lat(-5.0000001, 5.0000001)).lat(-5, 5)));
    Field f = over("K", lat(0, 10));
    fails(ShapeException.class, () -> f.lat(10, 0), "south first");
    fails(ShapeException.class, () -> f.lat(20, 30), "selects nothing", "from 0.0 to 10.0");
  }

  @Test
  void levelsAreConverted() {
    Field f = over("K", plev("Pa", 100000, 85000.004, 50000));
    Field one = f.level(850, "hPa");
    assertEquals("[]", dims(one));
    assertArrayEquals(new double[] {1}, Values.of(one));
    assertEquals(85000.004, one.coordinate(Axis.Z).value(0));
    fails(
        ShapeException.class,
        () -> f.level(700, "hPa"),
        "plev = 70000.0",
        "nearest is 85000.004",
        "nearest(...)");
    fails(UnitException.class, () -> f.level(2, "m"), "'m'", "'Pa'");
    fails(UnitException.class, () -> f.level(2, "hPaa"), "hPaa");
  }

  @Test
  void theOnlyLevelIsTheLevel() {
    Field f = over("K", plev("Pa", 85000, 50000), lat(0, 10)).level(850, "hPa");
    assertSame(f, f.level(850, "hPa"));
    fails(ShapeException.class, () -> f.level(500, "hPa"), "nearest is 85000.0");
    fails(
        NoSuchDimensionException.class, () -> over("K", lat(0, 1)).level(850, "hPa"), "no Z axis");
  }

  // ---- by coordinate and position

  @Test
  void numbersAreFoundWithinTheTolerance() {
    Field f = over("K", numbers("depth", 5, 15.0000001, 25));
    assertArrayEquals(new double[] {1}, Values.of(f.sel("depth", 15)));
    assertArrayEquals(new double[] {2, 0}, Values.of(f.sel("depth", 25, 5)));
    assertEquals("[depth=2]", dims(f.sel("depth", 25, 5)));
    fails(
        ShapeException.class,
        () -> f.sel("depth", 16),
        "no cell at depth = 16.0",
        "nearest is 15.0000001 of 3 from 5.0 to 25.0");
    fails(ShapeException.class, () -> f.sel("depth", "deep"), "'deep' is not a number");
    assertArrayEquals(new double[] {1}, Values.of(f.nearest("depth", 19)));
    fails(ShapeException.class, () -> over("K", numbers("n")).sel("n", 1), "none at all");
    fails(
        ShapeException.class,
        () -> Fields.bare("K", new Dim("n", 2)).sel("n", 1),
        "no coordinate",
        "isel");
  }

  @Test
  void longitudesAreNearAcrossTheEndOfTheCircle() {
    Field f = over("K", lon(0, 90, 180, 270));
    assertArrayEquals(new double[] {3}, Values.of(f.nearest("lon", -90)));
    assertArrayEquals(new double[] {0}, Values.of(f.nearest("lon", 359)));
    assertArrayEquals(new double[] {3}, Values.of(f.sel("lon", -90)));
    assertArrayEquals(new double[] {1}, Values.of(f.sel("lon", 450)));
    fails(ShapeException.class, () -> f.sel("lon", -80), "nearest is 270.0");
  }

  @Test
  void otherNumbersAreNotOnACircle() {
    assertArrayEquals(
        new double[] {2}, Values.of(over("K", numbers("n", 0, 90, 300)).nearest("n", 359)));
  }

  @Test
  void nothingIsNearToNotANumber() {
    fails(ShapeException.class, () -> over("K", lat(0, 10)).nearest("lat", Double.NaN), "NaN");
  }

  @Test
  void labelsAreFoundByTheirText() {
    Field f = over("K", labels("model", "A", "B", "C"));
    Field b = f.sel("model", "B");
    assertArrayEquals(new double[] {1}, Values.of(b));
    assertEquals(List.of("B"), b.coordinate("model").labels());
    assertEquals(List.of("C", "A"), f.sel("model", "C", "A").coordinate("model").labels());
    fails(ShapeException.class, () -> f.sel("model", "D"), "'D'", "[A, B, C]");
  }

  @Test
  void datesAreFoundByTheSamplesOwnTime() {
    Field f = over("K", days(Calendar.NOLEAP, 14.5, 44, 74.5, 75));
    assertArrayEquals(new double[] {0}, Values.of(f.sel("time", "2000-01-15")));
    assertArrayEquals(new double[] {1}, Values.of(f.sel("time", "2000-02")));
    assertEquals("[time=2]", dims(f.sel("time", "2000-02", "2000-01")));
    assertArrayEquals(new double[] {2}, Values.of(f.sel("time", 74.5)));
    fails(
        ShapeException.class,
        () -> f.sel("time", "2000-03"),
        "2 samples at time = 2000-03",
        "time(from, to)");
    fails(
        ShapeException.class,
        () -> f.sel("time", "2001"),
        "no sample at time = 2001 among 4 from 2000-01-15T12:00:00");
    fails(CalendarException.class, () -> f.sel("time", "2000-02-29"), "noleap");
    fails(CalendarException.class, () -> f.sel("time", "spring"), "'spring'");
  }

  @Test
  void positionsMayCountFromTheEnd() {
    Field f = over("K", numbers("x", 10, 20, 30));
    assertArrayEquals(new double[] {2}, Values.of(f.isel("x", -1)));
    assertEquals(30, f.isel("x", -1).coordinate("x").value(0));
    assertArrayEquals(new double[] {2, 0, 0}, Values.of(f.isel("x", 2, 0, -3)));
    fails(ShapeException.class, () -> f.isel("x", 3), "position 3", "'x'", "3 cells");
    fails(ShapeException.class, () -> f.isel("x", -4), "position -4");
    fails(ShapeException.class, () -> f.isel("x"), "selects nothing");
  }

  @Test
  void slicesStepAndReversalTurns() {
    Field f = over("K", bounded(numbers("x", 1, 2, 3, 4, 5), 0, 1, 1, 2, 2, 3, 3, 4, 4, 5));
    assertArrayEquals(new double[] {1, 3}, Values.of(f.slice("x", 1, 5, 2)));
    assertArrayEquals(new double[] {0}, Values.of(f.slice("x", 0, 5, Long.MAX_VALUE)));
    assertArrayEquals(new double[] {4, 3, 2, 1, 0}, Values.of(f.reverse("x")));
    assertArrayEquals(
        new double[] {3, 4, 1, 2},
        f.reverse("x").slice("x", 1, 4, 2).coordinate("x").bounds().orElseThrow().pairs());
    fails(ShapeException.class, () -> f.slice("x", 2, 2, 1), "slice(x, 2, 2, 1)", "x=5");
    fails(ShapeException.class, () -> f.slice("x", 0, 6, 1), "x=5 from 1.0 to 5.0");
    fails(ShapeException.class, () -> f.slice("x", 0, 5, 0), "slice");
    fails(ShapeException.class, () -> f.slice("x", -1, 5, 1), "slice");
  }

  @Test
  void evenSelectionsAreRegionsThatReadsTakeOn() {
    Field f = over("K", numbers("x", 1, 2, 3, 4, 5));
    assertTrue(f.isel("x", 0, 2, 4).expr() instanceof Select);
    assertTrue(f.isel("x", 3).expr() instanceof Select);
  }

  @Test
  void selectionsAreRemembered() {
    Field f = over("K", lat(0, 10), lon(0, 90)).lat(0, 5).lon(-10, 10).isel("lat", 0);
    assertEquals(List.of("lat(0.0, 5.0)", "lon(-10.0, 10.0)", "isel(lat, [0])"), steps(f));
  }

  // ---- time

  @Test
  void rangesIncludeTheirEndsAsFarAsTheyAreWritten() {
    Field f = over("K", daily(Calendar.STANDARD, "1999-12-30", 500));
    assertEquals("[time=366]", dims(f.time("2000", "2000")));
    assertEquals("[time=29]", dims(f.time("2000-02", "2000-02")));
    assertEquals("[time=61]", dims(f.time("2000-02-01", "2000-04-01")));
    assertEquals(
        List.of("1999-12-30T00:00", "1999-12-31T00:00"),
        dates(f.time("1999", "1999").coordinate("time")));
    fails(
        ShapeException.class,
        () -> f.time("1990", "1991"),
        "time(1990, 1991) selects nothing of 'tas'",
        "from 1999-12-30T00:00:00 to 2001-05-12T00:00:00");
    fails(CalendarException.class, () -> f.time("2001", "2000"), "ends before");
    fails(CalendarException.class, () -> f.time("2000-13", "2001"), "2000-13");
  }

  @Test
  void datesMustExistInTheCalendar() {
    Field f = over("K", daily(Calendar.DAY_360, "2000-01-01", 720));
    assertEquals("[time=360]", dims(f.time("2000", "2000")));
    assertEquals("[time=30]", dims(f.time("2000-02", "2000-02")));
    assertEquals("[time=30]", dims(f.time("2000-02-01", "2000-02-30")));
    fails(CalendarException.class, () -> f.time("2000-01-31", "2000"), "2000-01-31", "360_day");
  }

  @Test
  void sampleWithBoundsBelongsWhereTheirMiddleLies() {
    Coordinate late = bounded(days(Calendar.NOLEAP, 31, 59), 0, 31, 31, 59); // end of each month
    Field f = over("K", late);
    assertArrayEquals(new double[] {0}, Values.of(f.time("2000-01", "2000-01")));
    assertArrayEquals(new double[] {1}, Values.of(f.time("2000-02", "2000-02")));
  }

  @Test
  void seasonsAreMonthsOfTheYear() {
    Field f = over("K", periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", 24));
    assertArrayEquals(new double[] {0, 1, 11, 12, 13, 23}, Values.of(f.season("DJF")));
    assertArrayEquals(new double[] {5, 6, 7, 8, 17, 18, 19, 20}, Values.of(f.season("jjas")));
    fails(CalendarException.class, () -> f.season("XYZ"), "XYZ");
    fails(
        ShapeException.class,
        () -> f.time("2000-01", "2000-02").season("JJA"),
        "season(JJA) selects nothing");
  }

  @Test
  void seasonsOfASeasonalSeriesAreItsSamples() {
    Field seasons = over("K", periods(Calendar.NOLEAP, Frequency.SEASON, "2000-03", 8));
    assertArrayEquals(new double[] {3, 7}, Values.of(seasons.season("DJF")));
    assertArrayEquals(new double[] {1, 5}, Values.of(seasons.season("JJA")));
    Field daily =
        over("K", daily(Calendar.NOLEAP, "2000-01-01", 730))
            .resample(Frequency.SEASON)
            .mean()
            .season("DJF");
    assertEquals(List.of("2001-01-15T00:00"), dates(daily.coordinate("time")));
  }

  // ---- what comes along

  @Test
  void pickedTimeStaysAsScalar() {
    Field f = over("K", days(Calendar.NOLEAP, 3, 4), lat(0, 10)).isel("time", 1);
    assertEquals("[lat=2]", dims(f));
    assertEquals(4, f.coordinate(Axis.T).value(0));
    assertEquals(Optional.of(Calendar.NOLEAP), f.calendar());
    assertEquals(Optional.empty(), Fields.of("K", lat(1), 1).calendar());
  }
}
