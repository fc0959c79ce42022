package org.isobar.cf;

import static org.isobar.memory.Failures.fails;
import static org.isobar.memory.MemoryFile.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.error.CalendarException;
import org.isobar.memory.MemoryFile;
import org.isobar.memory.MemoryProvider;
import org.isobar.memory.Values;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinateReadingTest {
  private static Coordinate lat(double[] values, double... pairs) {
    return MemoryFile.create()
        .dim("lat", values.length)
        .dim("bnds", 2)
        .doubles("lat", "lat", "units=degrees_north; bounds=lat_bnds", values)
        .doubles("lat_bnds", "lat bnds", "", pairs)
        .floats("v", "lat", "")
        .open()
        .field("v")
        .coordinate("lat");
  }

  private static Coordinate time(String attributes, DType type, double... values) {
    return MemoryFile.create()
        .dim("time", values.length)
        .variable("time", type, "time", attributes(attributes), values)
        .floats("v", "time", "")
        .open()
        .field("v")
        .coordinate("time");
  }

  // ---- bounds

  @Test
  void boundsComeWithTheirCoordinateInTheirOrder() {
    Bounds b = lat(new double[] {45, -45}, 90, 0, 0, -90).bounds().orElseThrow();
    assertEquals("lat_bnds", b.name());
    assertArrayEquals(new double[] {90, 0, 0, -90}, b.pairs());
    assertEquals(-90, b.lower(1));
    assertEquals(0, b.upper(1));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 0, NaN", // never written
    "0, 0, 0, 0", // zeros
    "45, 45, -45, -45", // degenerate
    "0, -90, 90, 0", // of the opposite order of cells
    "9.96921e36, 9.96921e36, 9.96921e36, 9.96921e36",
  })
  void boundsThatCannotBeRightAreLeftOut(double a, double b, double c, double d) {
    assertEquals(Optional.empty(), lat(new double[] {45, -45}, a, b, c, d).bounds());
  }

  @Test
  void boundsOfOtherShapesAreLeftOut() {
    Coordinate c =
        MemoryFile.create()
            .dim("lat", 2)
            .dim("edge", 3)
            .doubles("lat", "lat", "bounds=edges", 1, 2)
            .doubles("edges", "edge", "", 0.5, 1.5, 2.5)
            .floats("v", "lat", "")
            .open()
            .field("v")
            .coordinate("lat");
    assertEquals(Optional.empty(), c.bounds());
  }

  @Test
  void boundsOfLongitudesAreBroughtAroundThem() {
    Coordinate lon =
        MemoryFile.create()
            .dim("lon", 2)
            .dim("bnds", 2)
            .doubles("lon", "lon", "units=degrees_east; bounds=b", 0, 180)
            .doubles("b", "lon bnds", "", 270, 90, 90, 270)
            .floats("v", "lon", "")
            .open()
            .field("v")
            .coordinate("lon");
    assertArrayEquals(new double[] {-90, 90, 90, 270}, lon.bounds().orElseThrow().pairs());
    Coordinate jump =
        MemoryFile.create()
            .dim("lon", 2)
            .dim("bnds", 2)
            .doubles("lon", "lon", "units=degrees_east; bounds=b", 0, 2)
            .doubles("b", "lon bnds", "", 359, 1, 1, 3)
            .floats("v", "lon", "")
            .open()
            .field("v")
            .coordinate("lon");
    assertArrayEquals(new double[] {-1, 1, 1, 3}, jump.bounds().orElseThrow().pairs());
  }

  @Test
  void climatologyBoundsAreNotJudged() {
    Coordinate c =
        MemoryFile.create()
            .dim("time", 2)
            .dim("bnds", 2)
            .doubles("time", "time", "units=days since 2000-01-01; climatology=cb", 15, 45)
            .doubles("cb", "time bnds", "", 0, 3684, 31, 3712)
            .floats("v", "time", "")
            .open()
            .field("v")
            .coordinate("time");
    assertTrue(c.bounds().orElseThrow().climatology());
    assertFalse(c.attributes().has("climatology"));
  }

  // ---- time

  @ParameterizedTest
  @CsvSource({
    "standard, STANDARD",
    "gregorian, STANDARD",
    "proleptic_gregorian, PROLEPTIC_GREGORIAN",
    "julian, JULIAN",
    "365_day, NOLEAP",
    "all_leap, ALL_LEAP",
    "360_day, DAY_360"
  })
  void calendarsAreRead(String name, Calendar calendar) {
    assertEquals(
        Optional.of(calendar),
        time("units=days since 2000-01-01; calendar=" + name, DType.FLOAT64, 0).calendar());
  }

  @Test
  void timeWithoutCalendarIsStandard() {
    assertEquals(
        Optional.of(Calendar.STANDARD),
        time("units=days since 2000-01-01", DType.INT32, 0).calendar());
  }

  private static String date(Coordinate c, int i) {
    return c.time().orElseThrow().decode(c.value(i)).toString();
  }

  @Test
  void monthsAndYearsFollowTheCalendar() {
    Coordinate m = time("units=months since 2000-01-31; calendar=noleap", DType.INT32, 1, 12);
    assertEquals("2000-02-28T00:00:00", date(m, 0));
    assertEquals("2001-01-31T00:00:00", date(m, 1));
    assertEquals(
        "1852-01-01T00:00:00", date(time("units=years since 1850-01-01", DType.INT32, 2), 0));
  }

  @Test
  void yearZeroIsAYear() {
    assertEquals(
        "0000-01-31T12:00:00", date(time("units=days since 0000-01-01", DType.FLOAT64, 30.5), 0));
    Coordinate coads = time("units=hour since 0000-01-01 00:00:00", DType.FLOAT64, 366, 1096.485);
    assertEquals("0000-01-16T06:00:00", date(coads, 0));
  }

  @Test
  void timesStoredAsFloatsAreWhatTheyWereMeantToBe() {
    float six = (float) 55_115.25; // a float of that size steps by 5.6 minutes
    Coordinate c = time("units=days since 1850-01-01", DType.FLOAT32, six, 55_115.4166666);
    assertEquals("2000-11-25T06:00:00", date(c, 0));
    assertEquals("2000-11-25T10:00:00", date(c, 1));
    assertEquals(DType.FLOAT64, c.type());
  }

  @Test
  void missingTimesAreAnErrorForThoseWhoAskForDates() {
    MemoryFile file =
        MemoryFile.create()
            .dim("time", 2)
            .floats("time", "time", "units=days since 2000-01-01", 0, Double.NaN)
            .floats("v", "time", "units=K");
    Field f = file.open().field("v");
    assertEquals("[]", f.mean("time").dims().toString());
    fails(CalendarException.class, () -> f.time("2000", "2001"), "NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "units=days, 0",
    "units=days since the flood, 0",
    "units=days since 2000-01-01; calendar=none, 0"
  })
  void timeThatCannotBeReadIsAnAxisOfNumbers(String attributes, int ignored) {
    Coordinate c = time(attributes, DType.FLOAT64, 1, 2);
    assertEquals(Optional.of(Axis.T), c.axis());
    assertEquals(Optional.empty(), c.time());
    assertEquals(ignored, c.bounds().stream().count());
  }

  @Test
  void askingANumberedTimeForDatesIsAnError() {
    Field f =
        MemoryFile.create()
            .dim("time", 2)
            .doubles("time", "time", "")
            .floats("v", "time", "")
            .open()
            .field("v");
    fails(
        CalendarException.class,
        () -> f.time("2000", "2001"),
        "time coordinate 'time' of 'v'",
        "units ''");
    assertEquals("[time=1]", f.slice("time", 0, 1, 1).dims().toString());
  }

  @Test
  void textIsReadAsTime() {
    Field f =
        MemoryFile.create()
            .dim("time", 2)
            .chars("time", "time", "calendar=noleap", "2000-02-28_12:00:00", "2000-03-01 06:30")
            .floats("v", "time", "")
            .open()
            .field("v");
    Coordinate c = f.coordinate(Axis.T);
    assertEquals(Optional.of(Calendar.NOLEAP), c.calendar());
    assertEquals("2000-03-01T06:30:00", date(c, 1));
    assertEquals("hours since 2000-02-28 00:00:00", c.attributes().text("units").orElseThrow());
    assertEquals("[time=1]", f.time("2000-03", "2000-03").dims().toString());
  }

  @Test
  void textOfAnotherNameIsReadAsTimeWhereItSaysSo() {
    Field f =
        MemoryFile.create()
            .dim("t", 2)
            .chars("date", "t", "standard_name=time", "2005-08-28", "2005-08-29")
            .floats("v", "t", "coordinates=date")
            .open()
            .field("v");
    assertEquals("2005-08-29T00:00:00", date(f.coordinate(Axis.T), 1));
    assertEquals("t", f.coordinate(Axis.T).name());
    assertEquals(List.of(), f.coordinates().auxiliaries());
  }

  @Test
  void timesOfTheWrfModelAreReadWithoutAttributes() {
    Field f =
        MemoryFile.create()
            .unlimited("Time", 2)
            .chars("Times", "Time", "", "2005-08-28_00:00:00", "2005-08-28_03:00:00")
            .floats("T2", "Time", "")
            .open()
            .field("T2");
    assertEquals("2005-08-28T03:00:00", date(f.coordinate(Axis.T), 1));
    assertEquals(List.of(), f.coordinates().auxiliaries());
  }

  @Test
  void textThatIsNoDateStaysText() {
    Field f =
        MemoryFile.create()
            .dim("time", 2)
            .strings("time", "time", "", "spring", "2000-02-30")
            .floats("v", "time", "")
            .open()
            .field("v");
    assertEquals(List.of("spring", "2000-02-30"), f.coordinate("time").labels());
    assertEquals("[]", f.sel("time", "spring").dims().toString());
  }

  // ---- packing

  @Test
  void packedCoordinatesAreUnpacked() {
    Field f =
        MemoryFile.create()
            .dim("lat", 3)
            .variable(
                "lat",
                DType.INT16,
                "lat",
                MemoryProvider.packed(DType.INT16, 0.5, 10, -99).with("units", "degrees_north"),
                0,
                2,
                -99)
            .floats("v", "lat", "")
            .open()
            .field("v");
    Coordinate c = f.coordinate("lat");
    assertArrayEquals(new double[] {10, 11, Double.NaN}, c.values());
    assertEquals(DType.FLOAT32, c.type());
    assertEquals(List.of("units"), List.copyOf(c.attributes().names()));
  }

  @Test
  void wholeNumbersStayWholeUnlessSomeAreMissing() {
    assertEquals(DType.INT32, time("units=days since 2000-01-01", DType.INT32, 1, 2).type());
    Coordinate c =
        MemoryFile.create()
            .dim("n", 2)
            .variable(
                "n", DType.INT16, "n", attributes("").with("_FillValue", DType.INT16, -1), 4, -1)
            .floats("v", "n", "")
            .open()
            .field("v")
            .coordinate("n");
    assertEquals(DType.FLOAT32, c.type());
    assertTrue(Double.isNaN(c.value(1)));
  }

  // ---- scalars, text, auxiliaries

  @Test
  void scalarsAreCoordinatesWithBounds() {
    Field f =
        MemoryFile.create()
            .dim("x", 2)
            .dim("bnds", 2)
            .doubles("height", "", "units=m; positive=up; bounds=height_bnds", 2)
            .doubles("height_bnds", "bnds", "", 0, 4)
            .floats("v", "x", "coordinates=height")
            .open()
            .field("v");
    assertEquals(2, f.coordinate(Axis.Z).value(0));
    assertArrayEquals(new double[] {0, 4}, f.coordinate("height").bounds().orElseThrow().pairs());
    assertEquals(List.of(), f.coordinates().auxiliaries());
    assertFalse(f.attributes().has("coordinates"));
  }

  @Test
  void labelsSelect() {
    Field f =
        MemoryFile.create()
            .dim("basin", 3)
            .chars("basin", "basin", "standard_name=region", "atlantic", "pacific", "indian")
            .floats("v", "basin", "")
            .open()
            .field("v");
    assertArrayEquals(new double[] {1}, Values.of(f.sel("basin", "pacific")));
    assertEquals(
        List.of("indian", "atlantic"),
        f.sel("region", "indian", "atlantic").coordinate("basin").labels());
  }

  @Test
  void twoDimensionalCoordinatesComeAlongWithTheirBounds() {
    Field f =
        MemoryFile.create()
            .dim("j", 2)
            .dim("i", 3)
            .dim("vertex", 4)
            .doubles("lat", "j i", "standard_name=latitude; bounds=lat_v")
            .doubles("lon", "j i", "standard_name=longitude; bounds=absent")
            .doubles("lat_v", "j i vertex", "")
            .floats("v", "j i", "coordinates=lat lon missing")
            .open()
            .field("v");
    assertEquals(
        List.of("lat", "lon", "lat_v"),
        f.coordinates().auxiliaries().stream().map(Auxiliary::name).toList());
    assertEquals("[i=3]", f.unweighted().mean("lat").dims().toString());
    Auxiliary first = f.slice("i", 1, 3, 1).coordinates().auxiliaries().get(0);
    assertEquals(List.of("j", "i"), first.dims());
    assertArrayEquals(new double[] {1, 2, 4, 5}, Values.of(((Auxiliary.Numbers) first).expr()));
    Field mean = f.unweighted().mean("j");
    assertEquals(List.of(), mean.coordinates().auxiliaries());
  }

  @Test
  void gridMappingsComeAlong() {
    MemoryFile file =
        MemoryFile.create()
            .dim("x", 2)
            .doubles("x", "x", "axis=X")
            .variable("crs", DType.INT32, "", attributes("grid_mapping_name=x"), 0)
            .variable("other", DType.INT32, "", attributes("grid_mapping_name=y"), 0)
            .floats("v", "x", "grid_mapping=crs")
            .floats("w", "x", "grid_mapping=crs: x other: x");
    assertEquals(List.of("v", "w"), file.open().names());
    Field w = file.open().field("w");
    assertEquals(
        List.of(Auxiliary.Role.GRID_MAPPING, Auxiliary.Role.GRID_MAPPING),
        w.coordinates().auxiliaries().stream().map(Auxiliary::role).toList());
    assertEquals("x", w.coordinate(Axis.X).name());
  }

  @Test
  void hybridCoefficientsComeAlongButSurfacePressureIsData() {
    MemoryFile file =
        MemoryFile.create()
            .dim("lev", 2)
            .dim("x", 2)
            .doubles(
                "lev",
                "lev",
                "standard_name=atmosphere_hybrid_sigma_pressure_coordinate;"
                    + " formula_terms=a: hyam b: hybm p0: p0 ps: ps")
            .doubles("hyam", "lev", "")
            .doubles("hybm", "lev", "")
            .doubles("p0", "", "", 1e5)
            .floats("ps", "x", "units=Pa")
            .floats("v", "lev x", "");
    Dataset ds = file.open();
    assertEquals(List.of("ps", "v"), ds.names().stream().sorted().toList());
    assertEquals(
        List.of("hyam", "hybm", "p0"),
        ds.field("v").coordinates().auxiliaries().stream().map(Auxiliary::name).toList());
    assertEquals(List.of(), ds.field("ps").coordinates().auxiliaries());
  }

  @Test
  void absentNamesArePassedOver() {
    Field f =
        MemoryFile.create()
            .dim("lat", 2)
            .doubles("lat", "lat", "bounds=nowhere; units=degrees_north", 1, 2)
            .floats(
                "v",
                "lat",
                "coordinates=lon lat; grid_mapping=crs; cell_measures=area: areacella;"
                    + " ancillary_variables=flags; units=K; long_name=V")
            .open()
            .field("v");
    assertEquals(List.of("long_name"), List.copyOf(f.attributes().names()));
    assertEquals("K", f.unit().text());
  }

  @Test
  void textAlongADimensionFollowsItsFields() {
    Field f =
        MemoryFile.create()
            .dim("Time", 3)
            .chars("stamp", "Time", "", "one", "two", "three")
            .floats("v", "Time", "")
            .open()
            .field("v");
    Auxiliary.Texts t = (Auxiliary.Texts) f.isel("Time", 2, 0).coordinates().auxiliaries().get(0);
    assertEquals(List.of("three", "one"), t.values());
  }

  // ---- data

  @Test
  void typesAreThoseOfUnpackedValues() {
    Dataset ds =
        MemoryFile.create()
            .dim("n", 1)
            .variable("short", DType.INT16, "n", attributes(""))
            .variable("int", DType.INT32, "n", attributes(""))
            .variable("packed", DType.INT16, "n", MemoryProvider.packed(DType.INT16, 2, 1, -1))
            .variable(
                "wide", DType.INT16, "n", attributes("").with("scale_factor", DType.FLOAT64, 0.01))
            .open();
    assertEquals(DType.FLOAT32, ds.field("short").dtype());
    assertEquals(DType.FLOAT64, ds.field("int").dtype());
    assertEquals(DType.FLOAT32, ds.field("packed").dtype());
    assertEquals(DType.FLOAT64, ds.field("wide").dtype());
    assertEquals("", ds.field("wide").unit().text());
  }

  @Test
  void emptyDimensionsAreRead() {
    Field f =
        MemoryFile.create()
            .unlimited("time", 0)
            .dim("x", 2)
            .doubles("time", "time", "units=days since 2000-01-01")
            .floats("v", "time x", "units=K")
            .open()
            .field("v");
    assertEquals("[time=0, x=2]", f.dims().toString());
    assertEquals(0, f.coordinate("time").size());
    assertEquals("[x=2]", f.mean("time").dims().toString());
    assertEquals(List.of(), f.mean("time").coordinates().scalars());
  }

  @Test
  void eachCoordinateIsReadOnceAndTheFileClosed() {
    MemoryFile file =
        MemoryFile.create()
            .dim("lat", 2)
            .dim("bnds", 2)
            .doubles("lat", "lat", "units=degrees_north; bounds=b", 1, 2)
            .doubles("b", "lat bnds", "", 0.5, 1.5, 1.5, 2.5)
            .doubles("height", "", "units=m", 2)
            .chars("name", "lat", "", "a", "b")
            .floats("u", "lat", "coordinates=height name")
            .floats("v", "lat", "coordinates=height name")
            .floats("w", "lat", "coordinates=height name");
    file.open();
    assertEquals(1, file.inspected());
    assertEquals(1, file.opened());
    assertEquals(0, file.leftOpen());
    for (String v : List.of("lat", "b", "height", "name")) {
      assertEquals(1, file.reads(v), v);
    }
    assertEquals(0, file.reads("u"));
  }
}
