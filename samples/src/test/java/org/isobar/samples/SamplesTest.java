package org.isobar.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Isobar;
import org.isobar.Result;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;
import org.isobar.time.TimeRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample on data whose answer is known. */
@SuppressWarnings("NarrowCalculation") // whole days, months and rows are meant
class SamplesTest {
  private static Backend backend;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    backend = LocalBackend.create(2);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  /** The field as it comes back from a file. */
  private Field stored(Field field) {
    Path file = folder.resolve(field.name() + ".nc");
    field.write(file, backend);
    return Dataset.open(file).field(field.name());
  }

  private static double sine(double degrees) {
    return StrictMath.sin(StrictMath.toRadians(degrees));
  }

  @Test
  void globalWarmingIsThatOfTheFormula() {
    // A season of its own in each row, and 0.1 K more each year from 2001 on.
    Field tas =
        stored(
            Maps.monthly(
                "tas",
                "K",
                Calendar.NOLEAP,
                2001,
                6,
                (month, lat, lon) -> 280 - lat / 10 + lat * (month % 12) + 0.1 * (month / 12)));
    Result warming = GlobalWarming.of(tas, TimeRange.of("2001", "2003")).compute(backend);
    assertArrayEquals(new double[] {-0.1, 0, 0.1, 0.2, 0.3, 0.4}, warming.values(), 1e-9);
  }

  @Test
  void ninoIndexIsTheAnomalyInTheBox() {
    double[] rows = {-4, 0, 4, 40};
    double[] months =
        IntStream.range(0, 24)
            .mapToDouble(m -> Calendar.DAY_360.dayNumber(2001 + m / 12, m % 12 + 1, 16))
            .toArray();
    Coordinate time = Coordinate.ofTime("time", months, "days since 1970-01-01", Calendar.DAY_360);
    Field sst =
        Maps.of(
            "tos",
            "degC",
            time,
            rows,
            (month, lat, lon) -> {
              boolean inBox = lat < 5 && lon > 190 && lon < 240;
              return inBox ? 20 + month % 12 + lat * (month / 12) + month / 12 : 1000 * month;
            });
    Result index = NinoIndex.of(sst, TimeRange.of("2001", "2001")).compute(backend);
    assertEquals("nino34", index.field().name());
    assertEquals(24, index.values().length);
    for (int month = 0; month < 24; month++) {
      // Half-way bounds of the three rows lie at -6, -2, 2 and 6: what depends on latitude cancels.
      assertEquals(month / 12, index.values()[month], 1e-9);
    }
    assertTrue(index.toCsv().startsWith("time,nino34\n2001-01-16T00:00:00,0.0\n"), index.toCsv());
  }

  @Test
  void winterEnsembleComparesModelsOfUnlikeCalendars() {
    // In each winter the models are 1 K apart from their mean in opposite directions, more by 1 K
    // each year; the winter of 2002 is the first with all of its months.
    Field up = Maps.monthly("tas", "K", Calendar.NOLEAP, 2001, 5, (m, lat, lon) -> 280 + winter(m));
    Field down =
        Maps.monthly("tas", "K", Calendar.DAY_360, 2001, 5, (m, lat, lon) -> 270 - winter(m));
    Dataset result = WinterEnsemble.of(Map.of("A", up, "B", down), TimeRange.of("2001", "2003"));
    List<Result> results =
        Isobar.computeAll(
            backend, result.field("clim"), result.field("anom"), result.field("spread"));
    // Winters 2002 to 2005; the baseline holds 2002 and 2003, with 2 and 3 K.
    assertEquals(275, results.get(0).get(0, 0), 1e-9);
    assertEquals(
        List.of(new Dim("time", 4), new Dim("lat", 4), new Dim("lon", 8)), results.get(1).dims());
    assertArrayEquals(new double[4 * 32], results.get(1).values(), 1e-9);
    for (int winter = 0; winter < 4; winter++) {
      assertEquals(Math.abs(winter - 0.5), results.get(2).get(winter, 3, 7), 1e-9);
    }
  }

  /** The number of the winter a month is in, counted from that of 2001. */
  private static int winter(int month) {
    return (month + 1) / 12 + 1;
  }

  @Test
  void modelSpreadPutsUnlikeGridsAndCalendarsOnOneAxis() {
    Field fine =
        Maps.daily("tas", "K", Calendar.NOLEAP, 2001, 59, (day, lat, lon) -> 280 + sine(lat));
    Coordinate time =
        Coordinate.ofTime(
            "time",
            IntStream.range(0, 60)
                .mapToDouble(day -> Calendar.DAY_360.dayNumber(2001, 1, 1) + day + 0.5)
                .toArray(),
            "days since 1970-01-01",
            Calendar.DAY_360);
    Field coarse =
        Maps.of("tas", "degC", time, new double[] {-45, 45}, (day, lat, lon) -> 10.85 + day / 30);
    Field means = ModelSpread.globalMeans(Map.of("coarse", coarse, "fine", fine));
    assertEquals(List.of(new Dim("model", 2), new Dim("time", 2)), means.dims());
    assertEquals(List.of("coarse", "fine"), means.coordinate("model").labels());
    assertArrayEquals(
        new double[] {10.85, 11.85, 6.85, 6.85}, means.compute(backend).values(), 1e-9);
  }

  @Test
  void perModelMeansAreInMillimetresADay() {
    Field pr =
        Maps.daily(
            "pr", "kg m-2 s-1", Calendar.STANDARD, 2001, 10, (day, lat, lon) -> day / 86400.0);
    Map<Path, Dataset> files =
        PerModelMeans.files(Map.of("A", stored(pr), "B", pr.times(2)), folder);
    Isobar.writeAll(backend, files);
    for (String model : List.of("A", "B")) {
      Field mean = Dataset.open(folder.resolve("pr_mean_" + model + ".nc")).field("pr");
      assertEquals("mm day-1", mean.unit().toString());
      double[] expected = new double[32];
      Arrays.fill(expected, model.equals("A") ? 4.5 : 9);
      assertArrayEquals(expected, mean.compute(backend).values(), 1e-6);
    }
  }

  @Test
  void zonalSectionIsTheMeanOfWintersByLevelAndRow() {
    Field month =
        Maps.monthly("ta", "K", Calendar.STANDARD, 2001, 1, (m, lat, lon) -> lat + lon + m);
    Field levels = Field.stack("level", Map.of("low", month)).sel("level", "low").rename("ta");
    Result section = ZonalSection.winter(stored(levels)).compute(backend);
    // January, February and December, numbered 0, 1 and 11, count the same.
    double[] expected = Arrays.stream(Maps.LATITUDES).map(lat -> lat + 180 + 4).toArray();
    assertArrayEquals(expected, section.values(), 1e-4);
  }

  @Test
  void landMeanWeighsCellsByTheirPartOfLand() {
    Field tas = Maps.monthly("tas", "K", Calendar.STANDARD, 2001, 1, (m, lat, lon) -> lat + m);
    NdArray percent = NdArray.ofDoubles(List.of(new Dim("lat", 4)), 0, 50, 100, 0);
    Field sftlf = Field.of("sftlf", percent, "%", Map.of("lat", tas.coordinate(Axis.Y)));
    Result land = LandMean.of(tas, sftlf).compute(backend);
    // Both rows have the same area: half of it counts in the south, all in the north.
    for (int month = 0; month < 12; month++) {
      assertEquals((0.5 * -22.5 + 22.5) / 1.5 + month, land.values()[month], 1e-9);
    }
  }

  @Test
  void hovmoellerIsTheMeanOfTheTropicsByTimeAndLongitude() {
    Coordinate time =
        Coordinate.ofTime(
            "time", new double[] {0.5, 1.5}, "days since 2001-01-01", Calendar.JULIAN);
    Field olr =
        Maps.of(
            "rlut",
            "W m-2",
            time,
            new double[] {-30, -4, 4, 30},
            (step, lat, lon) -> Math.abs(lat) < 5 ? 200 + lon + step : 1e6);
    Result diagram = Hovmoeller.of(olr).compute(backend);
    assertEquals(List.of(new Dim("time", 2), new Dim("lon", 8)), diagram.dims());
    for (int column = 0; column < 8; column++) {
      assertEquals(200 + Maps.LONGITUDES[column], diagram.get(0, column), 1e-9);
      assertEquals(201 + Maps.LONGITUDES[column], diagram.get(1, column), 1e-9);
    }
  }

  @Test
  void monthlyMeansAreTakenOfEveryVariableThatHasTime() {
    Field tas = Maps.daily("tas", "K", Calendar.STANDARD, 2001, 59, (d, lat, lon) -> d);
    Field pr = Maps.daily("pr", "mm", Calendar.STANDARD, 2001, 59, (d, lat, lon) -> 2 * d);
    Field orog =
        Maps.daily("orog", "m", Calendar.STANDARD, 2001, 1, (d, lat, lon) -> lat).isel("time", 0);
    Path file = folder.resolve("out.nc");
    Dataset.of(tas, pr, orog).write(file, backend);
    Dataset means = MonthlyMeans.of(Dataset.open(file));
    List<Result> results =
        Isobar.computeAll(backend, means.field("tas"), means.field("pr"), means.field("orog"));
    assertEquals(15, results.get(0).get(0, 0, 0), 1e-9);
    assertEquals(31 + 13.5, results.get(0).get(1, 3, 7), 1e-9);
    assertEquals(2 * (31 + 13.5), results.get(1).get(1, 3, 7), 1e-9);
    assertEquals(-67.5, results.get(2).get(0, 0), 1e-9);
  }

  @Test
  void valuesInMemoryAreAveragedWithoutThoseMissing() {
    Result mean = InMemory.meanInKilometres(InMemory.heights()).compute(backend);
    assertEquals("place,height\nHill,0.003\nPeak,0.02\n", mean.toCsv());
    assertEquals("km", mean.field().unit().toString());
  }

  @Test
  void anOperationOfOnesOwnIsComputedByItsProvider() {
    Field tas =
        Maps.monthly(
            "tas", "K", Calendar.STANDARD, 2001, 1, (m, lat, lon) -> m == 0 ? 273.15 : 293.15);
    Result pressure = SaturationPressure.of(tas).compute(backend);
    assertEquals("Pa", pressure.field().unit().toString());
    assertEquals(611.2, pressure.get(0, 0, 0), 1e-9);
    // Measured: 23.39 hPa at 20 degrees Celsius; the formula is right to 0.3 %.
    assertEquals(2339, pressure.get(11, 3, 7), 0.003 * 2339);
    assertEquals(611.2 * StrictMath.exp(17.62 * 20 / 263.12), pressure.get(11, 3, 7), 1e-9);
  }
}
