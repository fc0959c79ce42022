package org.isobar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.Result;
import org.isobar.Weights;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.isobar.time.Incomplete;
import org.isobar.time.TimeReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values that xarray 2026.9.0 computed, over the whole way: written to a file, read again, and
 * computed by the fluent language or by the command line.
 *
 * <p>v(t, y, x) = ((31 t + 17 y + 7 x) mod 101) / 4, missing where t + y + x is divisible by 13;
 * daily from 2001-01-01 to 2004-12-31, 5 latitudes, 6 longitudes. The variable full has no gaps.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleGoldenTest {
  private static final int DAYS = 1461;
  private static final double[] LAT = {-60, -30, 0, 30, 60};
  private static final double[] LON = {0, 60, 120, 180, 240, 300};
  private static final double TOLERANCE = 1e-13;

  private final Backend backend = LocalBackend.create(2);
  private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeAll
  void write(@TempDir Path temporary) {
    folder = temporary;
    file = folder.resolve("golden.nc");
    Dataset.of(golden("v", true), golden("full", false)).write(file, backend);
  }

  @AfterAll
  void close() {
    backend.close();
  }

  private static Field golden(String name, boolean gaps) {
    double[] values = new double[DAYS * LAT.length * LON.length];
    int i = 0;
    for (int t = 0; t < DAYS; t++) {
      for (int y = 0; y < LAT.length; y++) {
        for (int x = 0; x < LON.length; x++) {
          boolean missing = gaps && (t + y + x) % 13 == 0;
          values[i++] = missing ? Double.NaN : (31 * t + 17 * y + 7 * x) % 101 / 4.0;
        }
      }
    }
    List<Dim> dims =
        List.of(new Dim("time", DAYS), new Dim("lat", LAT.length), new Dim("lon", LON.length));
    return Field.of(
        name,
        NdArray.ofDoubles(dims, values),
        "K",
        Map.of(
            "time", days(),
            "lat", degrees("lat", Axis.Y, LAT, "latitude", "degrees_north"),
            "lon", degrees("lon", Axis.X, LON, "longitude", "degrees_east")));
  }

  private static Coordinate days() {
    double[] numbers = new double[DAYS];
    Arrays.setAll(numbers, t -> t);
    String units = "days since 2001-01-01";
    Attributes attributes =
        Attributes.NONE
            .with("standard_name", "time")
            .with("units", units)
            .with("calendar", "standard");
    return Coordinate.of("time", Optional.of(Axis.T), DType.FLOAT64, numbers, attributes)
        .withTime(TimeReference.parse(units, Calendar.STANDARD));
  }

  private static Coordinate degrees(
      String name, Axis axis, double[] values, String standardName, String units) {
    Attributes attributes =
        Attributes.NONE.with("standard_name", standardName).with("units", units);
    return Coordinate.of(name, Optional.of(axis), DType.FLOAT64, values, attributes);
  }

  private Field v() {
    return Dataset.open(file).field("v");
  }

  private double value(Field f) {
    return f.compute(backend).value();
  }

  /** Runs an operator of the command line on the file. */
  private Result command(String... words) throws IOException {
    Path output = folder.resolve("out.nc");
    IsobarCommand.Answer answer =
        IsobarCommand.run(
            Arrays.stream(words).map(w -> w.equals("FILE") ? file.toString() : w).toList(),
            new Operation(List.of(words)),
            output);
    assertTrue(answer.succeeded(), answer.message());
    return Dataset.open(output).field("v").compute(backend);
  }

  private static void near(double expected, double got) {
    assertEquals(expected, got, TOLERANCE * Math.max(1, Math.abs(expected)));
  }

  @Test
  void wholeReductions() {
    near(12.496911139665908, value(v().unweighted().mean()));
    near(505725.0, value(v().sum("time", "lat", "lon")));
    near(40468, value(v().count("time", "lat", "lon")));
    near(7.290977734726028, value(v().unweighted().std(0, "time", "lat", "lon")));
    near(7.291067819643277, value(v().unweighted().std(1, "time", "lat", "lon")));
    assertTrue(Double.isNaN(value(v().unweighted().skipMissing(false).mean())));
  }

  @Test
  void weightedMeansRenormaliseOverTheCellsPresent() {
    double[] cosines =
        Arrays.stream(LAT).map(y -> StrictMath.cos(StrictMath.toRadians(y))).toArray();
    Coordinate lat = degrees("lat", Axis.Y, LAT, "latitude", "degrees_north");
    Field weights =
        Field.of(
            "w",
            NdArray.ofDoubles(List.of(new Dim("lat", LAT.length)), cosines),
            "1",
            Map.of("lat", lat));
    Result means = v().weighted(Weights.of(weights)).mean("lat", "lon").compute(backend);
    near(12.59236644251524, means.get(0));
    near(14.427573599547745, means.get(1460));
    near(12.448275862068966, v().unweighted().mean("lat", "lon").compute(backend).get(0));
  }

  @Test
  void timeMeanOfTheCommandLine() throws IOException {
    near(12.427299703264095, command("timmean", "FILE").get(0, 0, 0));
  }

  @Test
  void monthlyClimatologyOfTheCommandLine() throws IOException {
    Result climatology = command("ymonmean", "FILE");
    near(12.265217391304347, climatology.get(0, 0, 0));
    near(12.12378640776699, climatology.get(1, 2, 3));
  }

  @Test
  void anomaliesOfTheCommandLine() throws IOException {
    Result anomalies = command("ymonsub", "FILE", "-ymonmean", "FILE");
    near(-10.081896551724139, anomalies.get(0, 0, 1));
    near(-10.47844827586207, anomalies.get(1460, 4, 4));
    double[] present = Arrays.stream(anomalies.values()).filter(x -> !Double.isNaN(x)).toArray();
    near(6.304800466317284, Arrays.stream(present).map(Math::abs).average().orElseThrow());
  }

  @Test
  void anomaliesOfTheLanguageAreThoseOfTheCommandLine() throws IOException {
    Field anomaly = v().groupBy(By.MONTH_OF_YEAR).anomaly();
    assertEquals(
        Arrays.toString(command("ymonsub", "FILE", "-ymonmean", "FILE").values()),
        Arrays.toString(anomaly.compute(backend).values()));
    Field squares = anomaly.square().mean("time");
    near(53.050775655890114, value(squares.unweighted().mean()));
  }

  @Test
  void monthlyMeansOfTheCommandLine() throws IOException {
    Result months = command("monmean", "FILE");
    assertEquals(48, months.dims().getFirst().size());
    near(12.413461538461538, months.get(37, 2, 2));
  }

  @Test
  void seasonsAndMonthsOfTheLanguage() {
    Result seasons = v().groupBy(By.SEASON_OF_YEAR).mean().compute(backend);
    near(12.576807228915662, seasons.get(0, 0, 0));
    near(12.592647058823529, seasons.get(2, 4, 5));
    Result months = v().resample(Frequency.MONTH).mean().compute(backend);
    near(12.413461538461538, months.get(37, 2, 2));
  }

  @Test
  void seasonsInARowBeginInDecember() {
    Result seasons =
        v().resample(Frequency.SEASON)
            .stamped()
            .incomplete(Incomplete.KEEP)
            .mean()
            .compute(backend);
    assertEquals(17, seasons.dims().getFirst().size());
    near(12.277777777777779, seasons.get(0, 0, 0));
  }

  @Test
  void cellsAboveALimitAndSumsOfTheFirstSteps() {
    Field full = Dataset.open(file).field("full");
    near(8680, value(full.gt(20).countTrue("time", "lat", "lon")));
    near(1262.5, full.slice("time", 0, 101, 1).sum("time").compute(backend).get(0, 0));
  }
}
