package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.Providers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that follow no convention, or one of their own. */
class FilesOfOthersTest {
  private static final double[] LAT = {-60, 0, 60};
  private static final double[] LON = {0, 90};

  @TempDir Path folder;

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The file that an operator makes of another. */
  private Path result(Path in, String... operator) {
    Path out = folder.resolve("out.nc");
    List<String> words = new ArrayList<>(List.of("-s"));
    words.addAll(List.of(operator));
    words.addAll(List.of(in.toString(), out.toString()));
    Outcome outcome = run(words);
    assertEquals(0, outcome.status(), outcome.err());
    return out;
  }

  private static double[] values(Path file, String name) {
    try (Backend backend = LocalBackend.create(1)) {
      return Dataset.open(file).field(name).compute(backend).values();
    }
  }

  private Path file(RawFile raw) {
    return raw.write(folder.resolve("in.nc"));
  }

  // ---- time

  @Test
  void stepsRunAlongADimensionCalledTimeThoughNothingDescribesIt() {
    Path in =
        file(new RawFile().dim("time", 3).dim("x", 2).floats("v", "time x", "", 1, 2, 3, 4, 5, 9));
    assertArrayEquals(new double[] {3, 5}, values(result(in, "timmean"), "v"));
    assertArrayEquals(new double[] {3, 4}, values(result(in, "seltimestep,2"), "v"));
  }

  @Test
  void stepsRunAlongAnUnlimitedDimensionThatIsNoAxis() {
    Path in = file(new RawFile().unlimited("report", 3).floats("t", "report", "units=K", 1, 2, 6));
    assertArrayEquals(new double[] {3}, values(result(in, "timmean"), "t"));
  }

  @Test
  void stepsRunAlongHoursWithoutADate() {
    Path in =
        file(
            new RawFile()
                .dim("forecast", 2)
                .dim("x", 2)
                .floats("forecast", "forecast", "units=hours", 6, 12)
                .floats("v", "forecast x", "", 1, 2, 3, 4));
    assertArrayEquals(new double[] {2, 3}, values(result(in, "timmean"), "v"));
  }

  @Test
  void anUnlimitedAxisOfSpaceIsNoTime() {
    Path in =
        file(
            new RawFile()
                .unlimited("lev", 2)
                .dim("x", 2)
                .floats("lev", "lev", "units=m; axis=Z; positive=up", 10, 20)
                .floats("v", "lev x", "", 1, 2, 3, 4));
    assertArrayEquals(new double[] {1, 2, 3, 4}, values(result(in, "timmean"), "v"));
  }

  @Test
  void stationsAreNoStepsWhereAnotherDimensionIsTime() {
    Path in =
        file(
            new RawFile()
                .unlimited("station", 2)
                .dim("time", 2)
                .floats("q", "station time", "", 1, 2, 3, 4)
                .floats("elev", "station", "units=m", 10, 20));
    assertArrayEquals(new double[] {10, 20}, values(result(in, "timmean"), "elev"));
    assertArrayEquals(new double[] {10, 20}, values(result(in, "copy"), "elev"));
    assertArrayEquals(new double[] {1.5, 3.5}, values(result(in, "timmean"), "q"));
  }

  @Test
  void aVariableWithoutStepsIsRefusedByName() {
    Path in =
        file(
            new RawFile()
                .unlimited("time", 0)
                .floats("time", "time", "units=days since 2000-01-01")
                .floats("tas", "time", "units=K"));
    for (String operator : List.of("timmean", "monmean", "ymonmean")) {
      Outcome outcome = run(List.of(operator, in.toString(), folder.resolve("out.nc").toString()));
      assertEquals(1, outcome.status());
      assertTrue(outcome.err().contains("'tas' has no time steps"), outcome.err());
    }
    Outcome info = run(List.of("info", in.toString()));
    assertEquals(0, info.status(), info.err());
    assertEquals(1, info.out().lines().count());
  }

  @Test
  void monthsOfAPartOfAYearStandAsTheyCome() {
    Path in =
        file(
            new RawFile()
                .unlimited("time", 3)
                .floats("time", "time", "units=days since 2001-12-15", 0, 31, 62)
                .floats("tas", "time", "", 12, 1, 2));
    assertArrayEquals(new double[] {12, 1, 2}, values(result(in, "ymonmean"), "tas"));
  }

  // ---- missing cells

  @Test
  void cellsThatOnlyLimitsTellMissingAreMissingForOthersToo() {
    Attributes limits = Attributes.NONE.with("valid_max", DType.FLOAT32, 10);
    Path in = file(new RawFile().dim("x", 3).variable("v", DType.FLOAT32, "x", limits, 1, 20, 3));
    Attributes copied =
        Providers.ofFormat("netcdf")
            .inspect(result(in, "copy").toString(), java.util.Map.of())
            .variable("v")
            .orElseThrow()
            .attributes();
    assertTrue(copied.get("_FillValue").orElseThrow() instanceof AttributeValue.Numbers);
    assertArrayEquals(new double[] {1, Double.NaN, 3}, values(folder.resolve("out.nc"), "v"));
  }

  // ---- space

  @Test
  void selnameKeepsTheSurfacePressureOfItsLevels() {
    Path in =
        file(
            new RawFile()
                .dim("lev", 2)
                .dim("x", 2)
                .floats("lev", "lev", "axis=Z; formula_terms=a: a b: b ps: ps", 0.9, 0.5)
                .floats("a", "lev", "", 0, 100)
                .floats("b", "lev", "", 1, 0.5)
                .floats("ps", "x", "units=Pa", 1000, 1001)
                .floats("t", "lev x", "units=K", 1, 2, 3, 4)
                .floats("u", "lev x", "units=m s-1", 1, 2, 3, 4));
    assertEquals(List.of("ps", "t"), Dataset.open(result(in, "selname,t")).names());
  }

  @Test
  void areasOfCellsStayWhatTheyAre() {
    Path in =
        file(
            new RawFile()
                .grid(LAT, LON)
                .floats("area", "lat lon", "units=m2", 1, 2, 3, 4, 5, 6)
                .floats("v", "lat lon", "cell_measures=area: area", 1, 2, 3, 4, 5, 6));
    Path out = result(in, "addc,10");
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, values(out, "area"));
    assertArrayEquals(new double[] {11, 12, 13, 14, 15, 16}, values(out, "v"));
  }

  /** Cells of 60 degrees from pole to pole: the middle row is twice as large as both others. */
  private double areaMean(String latitude, String longitude, double scale) {
    double[] lat = Arrays.stream(LAT).map(v -> v * scale).toArray();
    double[] lon = Arrays.stream(LON).map(v -> v * scale).toArray();
    Path in =
        file(
            new RawFile()
                .dim("j", 3)
                .dim("i", 2)
                .floats("j", "j", latitude, lat)
                .floats("i", "i", longitude, lon)
                .floats("v", "j i", "", 0, 0, 1, 1, 0, 0));
    return values(result(in, "fldmean"), "v")[0];
  }

  @Test
  void meansAreWeightedWhereverLatitudesAreKnown() {
    assertEquals(0.5, areaMean("units=degrees_north", "units=degrees_east", 1), 1e-6);
    assertEquals(0.5, areaMean("units=Degrees_North", "units=Degrees_East", 1), 1e-6);
    assertEquals(0.5, areaMean("_CoordinateAxisType=Lat", "_CoordinateAxisType=Lon", 1), 1e-6);
    String radians = "standard_name=%situde; units=radian";
    assertEquals(
        0.5,
        areaMean(radians.replace("%s", "lat"), radians.replace("%s", "long"), Math.PI / 180),
        1e-6);
    String rotated = "standard_name=grid_%situde; units=degrees";
    assertEquals(
        0.5, areaMean(rotated.replace("%s", "lat"), rotated.replace("%s", "long"), 1), 1e-6);
  }

  @Test
  void cornersOfCellsMayBeRadians() {
    double degree = Math.PI / 180;
    Path in =
        file(
            new RawFile()
                .dim("cell", 2)
                .dim("nv", 4)
                .floats(
                    "clat",
                    "cell",
                    "standard_name=latitude; units=radian; bounds=clat_b",
                    5 * degree,
                    5 * degree)
                .floats(
                    "clon",
                    "cell",
                    "standard_name=longitude; units=radian; bounds=clon_b",
                    5 * degree,
                    25 * degree)
                .floats("clat_b", "cell nv", "", scaled(degree, 0, 0, 10, 10, 0, 0, 10, 10))
                .floats("clon_b", "cell nv", "", scaled(degree, 0, 10, 10, 0, 10, 40, 40, 10))
                .floats("v", "cell", "coordinates=clat clon", 0, 1));
    assertEquals(0.75, values(result(in, "fldmean"), "v")[0], 1e-2);
  }

  private static double[] scaled(double factor, double... values) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }

  @Test
  void aBoxWithoutTheOnlyCellIsRefused() {
    Path in =
        file(new RawFile().grid(new double[] {52}, new double[] {5}).floats("v", "lat lon", "", 1));
    Path out = folder.resolve("out.nc");
    assertArrayEquals(new double[] {1}, values(result(in, "sellonlatbox,0,10,50,60"), "v"));
    assertEquals(1, run(List.of("sellonlatbox,0,10,0,10", in.toString(), out.toString())).status());
  }

  // ---- listings

  @Test
  void infoNamesVariablesByTheirCodes() {
    Path in =
        file(
            new RawFile()
                .dim("x", 2)
                .variable(
                    "q",
                    DType.FLOAT32,
                    "x",
                    Attributes.NONE.with("code", DType.INT32, 157).with("table", DType.INT32, 128),
                    1,
                    2)
                .floats("w", "x", "param=9.4.0", 1, 2)
                .floats("var130", "x", "", 1, 2)
                .floats("t", "x", "", 1, 2));
    List<String> ends =
        run(List.of("info", in.toString()))
            .out()
            .lines()
            .skip(1)
            .map(l -> l.substring(l.lastIndexOf(':') + 1).strip())
            .toList();
    assertEquals(List.of("157.128", "9.4.0", "130", "-4"), ends);
  }

  @Test
  void infoPrintsTheOnlyValidCellAsTheMean() {
    Attributes fill = Attributes.NONE.with("_FillValue", DType.FLOAT32, -1);
    Path in =
        file(new RawFile().dim("x", 2).variable("v", DType.FLOAT32, "x", fill, 7, Double.NaN));
    String line = run(List.of("info", in.toString())).out().lines().toList().get(1);
    assertTrue(line.contains(" 1 :                  7.0000             : -1"), line);
  }

  @Test
  void sinfoTellsBoundsMakersAndCalendar() {
    double[] pairs = {-90, -30, -30, 30, 30, 90};
    Path in =
        file(
            new RawFile()
                .dim("lat", 3)
                .dim("bnds", 2)
                .unlimited("time", 1)
                .floats("lat", "lat", "units=degrees_north; bounds=lat_bnds", LAT)
                .floats("lat_bnds", "lat bnds", "", pairs)
                .floats("time", "time", "units=days since 2000-01-01; calendar=gregorian", 0)
                .floats("v", "time lat", "", 1, 2, 3));
    String text = run(List.of("sinfo", in.toString())).out();
    assertTrue(text.contains("                        available : ybounds\n"), text);
    assertTrue(text.contains("Calendar = gregorian"), text);
  }

  @Test
  void sinfoTellsDatesThatAreWrittenAsNumbers() {
    Path in =
        file(
            new RawFile()
                .unlimited("time", 2)
                .variable(
                    "time",
                    DType.FLOAT64,
                    "time",
                    Attributes.NONE.with("units", "day as %Y%m%d.%f"),
                    20000115.5,
                    20000215.5)
                .floats("v", "time", "", 1, 2));
    Outcome outcome = run(List.of("sinfo", in.toString()));
    assertEquals("", outcome.err());
    assertTrue(outcome.out().contains("  2000-01-15 12:00:00  2000-02-15 12:00:00\n"));
    assertTrue(!outcome.out().contains("RefTime"), outcome.out());
  }
}
