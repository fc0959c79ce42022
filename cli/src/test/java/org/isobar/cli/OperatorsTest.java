package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Providers;
import org.isobar.time.DateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operator against plain loops over the same values. */
class OperatorsTest {
  private static final int MONTHS = 17;
  private static final int CELLS = TestFiles.LAT * TestFiles.LON;
  private static final double FLOAT = 1e-6;

  @TempDir Path folder;
  private TestFiles files;
  private Path input;
  private Path other;

  @BeforeEach
  void write() {
    files = new TestFiles(folder);
    input = files.monthly("in.nc", MONTHS, 1);
    other = files.monthly("other.nc", MONTHS, 2);
  }

  /** The file that a command writes; it must succeed and say nothing. */
  private Path run(String command) {
    Path out = folder.resolve("out.nc");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.replaceAll(
        w -> w.equals("IN") ? input.toString() : w.equals("OTHER") ? other.toString() : w);
    words.add(out.toString());
    int status =
        Main.run(
            words,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertEquals(0, status);
    return out;
  }

  private static double[] values(Path file, String name) {
    try (Backend backend = LocalBackend.create(1)) {
      return Dataset.open(file).field(name).compute(backend).values();
    }
  }

  private static Coordinate time(Path file) {
    return Dataset.open(file).field("tas").coordinate(Axis.T);
  }

  private static List<String> dims(Path file, String name) {
    return Dataset.open(file).field(name).dims().stream().map(Dim::toString).toList();
  }

  private static double[] valid(double... values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }

  private static double mean(double[] v) {
    return Arrays.stream(v).average().orElse(Double.NaN);
  }

  private static double variance(double[] v, int ddof) {
    double mean = mean(v);
    double sum = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
    return v.length > ddof ? sum / (v.length - ddof) : Double.NaN;
  }

  private static ToDoubleFunction<double[]> statistic(String name) {
    return switch (name) {
      case "mean" -> OperatorsTest::mean;
      case "sum" -> v -> v.length == 0 ? Double.NaN : Arrays.stream(v).sum();
      case "min" -> v -> Arrays.stream(v).min().orElse(Double.NaN);
      case "max" -> v -> Arrays.stream(v).max().orElse(Double.NaN);
      case "range" ->
          v -> Arrays.stream(v).max().orElse(Double.NaN) - Arrays.stream(v).min().orElse(0);
      case "std" -> v -> Math.sqrt(variance(v, 0));
      case "std1" -> v -> Math.sqrt(variance(v, 1));
      case "var" -> v -> variance(v, 0);
      case "var1" -> v -> variance(v, 1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void assertClose(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    double scale = Arrays.stream(valid(expected)).map(Math::abs).max().orElse(1);
    for (int i = 0; i < expected.length; i++) {
      int at = i;
      assertEquals(Double.isNaN(expected[i]), Double.isNaN(actual[i]), () -> "missing at " + at);
      if (!Double.isNaN(expected[i])) {
        assertEquals(expected[i], actual[i], 2 * FLOAT * scale, () -> "at " + at);
      }
    }
  }

  /** Folds each group of time steps, cell by cell. */
  private double[] overTime(int[][] groups, String statistic) {
    double[] tas = values(input, "tas");
    double[] out = new double[groups.length * CELLS];
    for (int g = 0; g < groups.length; g++) {
      for (int c = 0; c < CELLS; c++) {
        int cell = c;
        double[] v = Arrays.stream(groups[g]).mapToDouble(t -> tas[t * CELLS + cell]).toArray();
        out[g * CELLS + c] = statistic(statistic).applyAsDouble(valid(v));
      }
    }
    return out;
  }

  /** Steps whose dates share a key, by rising keys. */
  private int[][] steps(ToDoubleFunction<DateTime> key) {
    Coordinate time = time(input);
    Map<Double, List<Integer>> groups = new TreeMap<>();
    for (int t = 0; t < time.size(); t++) {
      DateTime date = time.time().orElseThrow().decode(time.value(t));
      groups.computeIfAbsent(key.applyAsDouble(date), _ -> new ArrayList<>()).add(t);
    }
    return groups.values().stream()
        .map(g -> g.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "sum", "min", "max", "range", "std", "std1", "var", "var1"})
  void timeFoldsToOneStep(String statistic) {
    Path out = run("tim" + statistic + " IN");
    int[][] all = {IntStream.range(0, MONTHS).toArray()};
    assertClose(overTime(all, statistic), values(out, "tas"));
    assertEquals(List.of("time=1", "lat=4", "lon=8"), dims(out, "tas"));
    assertEquals(List.of("time=1", "plev=2", "lat=4", "lon=8"), dims(out, "ta"));
    assertEquals(time(input).value(MONTHS / 2), time(out).value(0), 1e-9);
  }

  @Test
  void aVariableWithoutTimePassesTimeStatisticsUnchanged() {
    assertArrayEquals(values(input, "orog"), values(run("timmean IN"), "orog"));
    assertArrayEquals(values(input, "orog"), values(run("ymonstd IN"), "orog"));
  }

  @Test
  void yearsAreCutByTimeStampAndKeptThoughIncomplete() {
    Path out = run("yearmean IN");
    assertClose(overTime(steps(DateTime::year), "mean"), values(out, "tas"));
    assertEquals(2, time(out).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "max", "std1"})
  void monthsSeasonsAndYearsFoldTheirSteps(String statistic) {
    assertClose(
        overTime(steps(d -> d.year() * 12.0 + d.month()), statistic),
        values(run("mon" + statistic + " IN"), "tas"));
    assertClose(
        overTime(steps(d -> Math.floor((d.year() * 12.0 + d.month()) / 3)), statistic),
        values(run("seas" + statistic + " IN"), "tas"));
    assertClose(
        overTime(steps(DateTime::year), statistic), values(run("year" + statistic + " IN"), "tas"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "min", "var"})
  void groupsFoldOverAllYears(String statistic) {
    assertClose(
        overTime(steps(DateTime::month), statistic),
        values(run("ymon" + statistic + " IN"), "tas"));
    assertClose(
        overTime(steps(d -> Math.floorDiv(d.month() % 12, 3)), statistic),
        values(run("yseas" + statistic + " IN"), "tas"));
    assertClose(
        overTime(steps(d -> d.month() * 100.0 + d.day()), statistic),
        values(run("yday" + statistic + " IN"), "tas"));
  }

  @Test
  void ymonsubMatchesByMonth() {
    double[] tas = values(input, "tas");
    int[][] months = steps(DateTime::month);
    double[] means = overTime(months, "mean");
    double[] expected = tas.clone();
    for (int m = 0; m < months.length; m++) {
      for (int t : months[m]) {
        for (int c = 0; c < CELLS; c++) {
          expected[t * CELLS + c] -= means[m * CELLS + c];
        }
      }
    }
    Path out = run("ymonsub IN -ymonmean IN");
    assertClose(expected, values(out, "tas"));
    assertArrayEquals(new double[CELLS], values(out, "orog"));
  }

  /** Folds the cells of each row or column or of the whole grid, with weights. */
  private double[] overGrid(String statistic, boolean rows, boolean columns, double[] weights) {
    double[] tas = values(input, "tas");
    int ny = rows ? 1 : TestFiles.LAT;
    int nx = columns ? 1 : TestFiles.LON;
    double[] out = new double[MONTHS * ny * nx];
    for (int o = 0; o < out.length; o++) {
      List<double[]> cells = new ArrayList<>();
      for (int c = 0; c < CELLS; c++) {
        int y = c / TestFiles.LON;
        int x = c % TestFiles.LON;
        boolean in = (rows || y == o / nx % ny) && (columns || x == o % nx);
        double v = tas[o / (ny * nx) * CELLS + c];
        if (in && !Double.isNaN(v)) {
          cells.add(new double[] {v, weights[y]});
        }
      }
      out[o] = weighted(statistic, cells);
    }
    return out;
  }

  private static double weighted(String statistic, List<double[]> cells) {
    if (!List.of("mean", "std", "var").contains(statistic)) {
      return statistic(statistic).applyAsDouble(cells.stream().mapToDouble(c -> c[0]).toArray());
    }
    double weight = cells.stream().mapToDouble(c -> c[1]).sum();
    double mean = cells.stream().mapToDouble(c -> c[0] * c[1]).sum() / weight;
    double variance =
        cells.stream().mapToDouble(c -> c[1] * (c[0] - mean) * (c[0] - mean)).sum() / weight;
    return switch (statistic) {
      case "mean" -> mean;
      case "var" -> variance;
      default -> Math.sqrt(variance);
    };
  }

  private static double[] areas() {
    double step = 180.0 / TestFiles.LAT;
    return IntStream.range(0, TestFiles.LAT)
        .mapToDouble(
            y ->
                Math.sin(Math.toRadians(-90 + (y + 1) * step))
                    - Math.sin(Math.toRadians(-90 + y * step)))
        .toArray();
  }

  private static double[] alike() {
    return IntStream.range(0, TestFiles.LAT).mapToDouble(y -> 1).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "sum", "min", "max", "range", "std", "var"})
  void theGridFoldsWithAreasAsWeights(String statistic) {
    Path field = run("fld" + statistic + " IN");
    assertClose(overGrid(statistic, true, true, areas()), values(field, "tas"));
    assertEquals(List.of("time=17", "plev=2", "lat=1", "lon=1"), dims(field, "ta"));
    Path meridians = run("mer" + statistic + " IN");
    assertClose(overGrid(statistic, true, false, areas()), values(meridians, "tas"));
    assertEquals(List.of("time=17", "lat=1", "lon=8"), dims(meridians, "tas"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "sum", "min", "max", "range", "std", "var"})
  void circlesOfLatitudeFoldWithoutWeights(String statistic) {
    Path out = run("zon" + statistic + " IN");
    assertClose(overGrid(statistic, false, true, alike()), values(out, "tas"));
    assertEquals(List.of("time=17", "lat=4", "lon=1"), dims(out, "tas"));
    assertEquals(0, Dataset.open(out).field("tas").coordinate("lon").value(0));
  }

  private static double[] each(double[] a, DoubleUnaryOperator op) {
    return Arrays.stream(a).map(op).toArray();
  }

  private static double[] each(double[] a, double[] b, DoubleBinaryOperator op) {
    return IntStream.range(0, a.length).mapToDouble(i -> op.applyAsDouble(a[i], b[i])).toArray();
  }

  @Test
  void numbersMeetEachCell() {
    double[] tas = values(input, "tas");
    assertClose(each(tas, v -> v + 2.5), values(run("addc,2.5 IN"), "tas"));
    assertClose(each(tas, v -> v + 273.15), values(run("subc,-273.15 IN"), "tas"));
    assertClose(each(tas, v -> v * -3), values(run("mulc,-3 IN"), "tas"));
    assertClose(each(tas, v -> v / 3), values(run("divc,3 IN"), "tas"));
    assertClose(each(tas, v -> Double.NaN), values(run("divc,0 IN"), "tas"));
  }

  @Test
  void functionsOfOneCell() {
    double[] negative = each(values(input, "tas"), v -> v - 280);
    assertClose(each(negative, Math::abs), values(run("abs -subc,280 IN"), "tas"));
    assertClose(each(negative, Math::sqrt), values(run("sqrt -subc,280 IN"), "tas"));
  }

  @Test
  void filesMeetCellByCellAndVariableByVariable() {
    for (String name : List.of("tas", "ta", "orog")) {
      double[] a = values(input, name);
      double[] b = values(other, name);
      assertClose(each(a, b, Double::sum), values(run("add IN OTHER"), name));
      assertClose(each(a, b, (x, y) -> x - y), values(run("sub IN OTHER"), name));
      assertClose(each(a, b, (x, y) -> x * y), values(run("mul IN OTHER"), name));
      assertClose(each(a, b, (x, y) -> x / y), values(run("div IN OTHER"), name));
    }
  }

  @Test
  void theSmallerAndTheLargerPassOverMissingCells() {
    double[] a = values(input, "tas");
    double[] b = values(other, "tas");
    DoubleBinaryOperator min = (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.min(x, y);
    DoubleBinaryOperator max = (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.max(x, y);
    assertClose(each(a, b, min), values(run("min IN OTHER"), "tas"));
    assertClose(each(a, b, max), values(run("max IN OTHER"), "tas"));
  }

  @Test
  void unitsAreNotConvertedBetweenFiles() {
    List<Field> celsius =
        TestFiles.monthly(MONTHS, 2, TestFiles.LAT, TestFiles.LON).stream()
            .map(f -> f.withUnit("degC"))
            .toList();
    other = files.write("celsius.nc", celsius);
    double[] expected = each(values(input, "tas"), values(other, "tas"), (x, y) -> x - y);
    Path out = run("sub IN OTHER");
    assertClose(expected, values(out, "tas"));
    assertEquals("K", Dataset.open(out).field("tas").unit().text());
  }

  @Test
  void aSingleStepRepeatsOnEitherSide() {
    double[] a = values(input, "tas");
    double[] mean = overTime(new int[][] {IntStream.range(0, MONTHS).toArray()}, "mean");
    double[] repeated = IntStream.range(0, a.length).mapToDouble(i -> mean[i % CELLS]).toArray();
    assertClose(each(a, repeated, (x, y) -> x - y), values(run("sub IN -timmean IN"), "tas"));
    Path reversed = run("sub -timmean IN IN");
    assertClose(each(repeated, a, (x, y) -> x - y), values(reversed, "tas"));
    assertEquals(List.of("time=17", "lat=4", "lon=8"), dims(reversed, "tas"));
    other = files.monthly("one.nc", 1, 3);
    double[] one = values(other, "tas");
    double[] ones = IntStream.range(0, a.length).mapToDouble(i -> one[i % CELLS]).toArray();
    assertClose(each(a, ones, (x, y) -> x / y), values(run("div IN OTHER"), "tas"));
    assertClose(each(ones, a, (x, y) -> x / y), values(run("div OTHER IN"), "tas"));
    assertEquals(1, time(run("sub -timmean IN OTHER")).size());
  }

  @Test
  void aSingleVariableRepeatsOnEitherSide() {
    double[] a = values(input, "ta");
    double[] tas = values(input, "tas");
    double[] perLevel =
        IntStream.range(0, a.length)
            .mapToDouble(i -> tas[i / (2 * CELLS) * CELLS + i % CELLS])
            .toArray();
    Path out = run("sub IN -selname,tas IN");
    assertEquals(List.of("tas", "ta", "orog"), Dataset.open(out).names());
    assertClose(each(a, perLevel, (x, y) -> x - y), values(out, "ta"));
    Path reversed = run("sub -selname,tas IN IN");
    assertEquals(List.of("tas", "ta", "orog"), Dataset.open(reversed).names());
    assertClose(each(perLevel, a, (x, y) -> x - y), values(reversed, "ta"));
  }

  @Test
  void selnameKeepsTheOrderOfTheFile() {
    assertEquals(List.of("tas", "ta"), Dataset.open(run("selname,ta,tas IN")).names());
    assertEquals(List.of("tas", "ta"), Dataset.open(run("selname,ta* IN")).names());
  }

  @Test
  void timeStepsAreTakenInTheOrderOfTheFile() {
    double[] tas = values(input, "tas");
    double[] expected =
        IntStream.of(0, 3, 16)
            .mapToObj(t -> Arrays.copyOfRange(tas, t * CELLS, (t + 1) * CELLS))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    assertArrayEquals(expected, values(run("seltimestep,-1,4,1 IN"), "tas"));
    assertEquals(List.of("time=1", "lat=4", "lon=8"), dims(run("seltimestep,5 IN"), "tas"));
  }

  @Test
  void aBoxMayCrossTheEndOfTheAxis() {
    double[] tas = values(input, "tas");
    Path out = run("sellonlatbox,-100,60,0,90 IN");
    Field box = Dataset.open(out).field("tas");
    assertArrayEquals(new double[] {-90, -45, 0, 45}, box.coordinate("lon").values());
    assertArrayEquals(new double[] {22.5, 67.5}, box.coordinate("lat").values());
    double[] expected = new double[MONTHS * 8];
    for (int i = 0; i < expected.length; i++) {
      int x = (i % 4 + 6) % TestFiles.LON;
      expected[i] = tas[(i / 8 * TestFiles.LAT + 2 + i / 4 % 2) * TestFiles.LON + x];
    }
    assertArrayEquals(expected, values(out, "tas"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200,300", "-200,-100", "400,500", "180,540", "90,450"})
  void longitudesOfABoxAreCountedAsCdoDoes(String ends) {
    Map<String, double[]> expected =
        Map.of(
            "200,300", new double[] {225, 270},
            "-200,-100", new double[] {180, 225},
            "400,500", new double[] {45, 90, 135},
            "180,540", new double[] {-180, -135, -90, -45, 0, 45, 90, 135},
            "90,450", new double[] {90, 135, 180, 225, 270, 315, 360, 405});
    Path out = run("sellonlatbox," + ends + ",-90,90 IN");
    assertArrayEquals(
        expected.get(ends), Dataset.open(out).field("tas").coordinate("lon").values());
  }

  @Test
  void copyKeepsEveryBit() {
    Path out = run("copy IN");
    for (String name : List.of("tas", "ta", "orog")) {
      assertArrayEquals(values(input, name), values(out, name));
    }
    assertArrayEquals(time(input).values(), time(out).values());
  }

  @Test
  void timeIsUnlimitedAndFirst() {
    for (String command : List.of("copy IN", "timmean IN", "fldmean IN", "yearmean IN")) {
      String out = run(command).toString();
      FileMetadata header = Providers.recognising(out).inspect(out, Map.of());
      assertTrue(header.dim("time").filter(FileDim::unlimited).isPresent(), command);
    }
  }

  @Test
  void anInputMayBeTheOutput() throws Exception {
    double[] expected = each(values(input, "tas"), v -> v + 1);
    Path target = folder.resolve("out.nc");
    Files.copy(input, target);
    input = target;
    assertClose(expected, values(run("addc,1 IN"), "tas"));
  }

  @Test
  void typeAndFormatOfTheOutputAreChosen() {
    Path out = run("-b F64 -f nc5 addc,1 IN");
    FileMetadata header = Providers.recognising(out.toString()).inspect(out.toString(), Map.of());
    assertEquals("NC5", header.format().name());
    assertTrue(
        header
            .variable("tas")
            .orElseThrow()
            .type()
            .toString()
            .toLowerCase(Locale.ROOT)
            .contains("float64"));
  }
}
