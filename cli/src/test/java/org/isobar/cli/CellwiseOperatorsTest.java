package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions, comparisons, conditions and missing values on a row of chosen numbers. */
class CellwiseOperatorsTest {
  private static final double NAN = Double.NaN;
  private static final float[] ROW = {-2.5f, -1, 0, 0.1f, 0.5f, 2, Float.NaN, 4};

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void write() {
    commands = new Commands(folder);
    TestFiles files = new TestFiles(folder);
    files.write("x.nc", List.of(row("x", ROW)));
    files.write("y.nc", List.of(row("x", 1, 1, Float.NaN, 0, 0.5f, 3, 7, Float.NaN)));
  }

  private static Field row(String name, float... values) {
    Dim lat = new Dim("lat", 1);
    Dim lon = new Dim("lon", values.length);
    Map<String, Coordinate> axes =
        Map.of(
            "lat", Coordinate.ofLatitudes("lat", 0),
            "lon", Coordinate.ofLongitudes("lon", 0, 45, 90, 135, 180, 225, 270, 315));
    return Field.of(name, NdArray.ofFloats(List.of(lat, lon), values), "m", axes);
  }

  private void assertRow(String command, double... expected) {
    assertArrayEquals(expected, commands.values(command, "x"), 1e-6, command);
  }

  @Test
  void functionsOfSingleCells() {
    assertRow("int x.nc", -2, -1, 0, 0, 0, 2, NAN, 4);
    assertRow("nint x.nc", -3, -1, 0, 0, 1, 2, NAN, 4);
    assertRow("abs x.nc", 2.5, 1, 0, 0.1, 0.5, 2, NAN, 4);
    assertRow("sqr x.nc", 6.25, 1, 0, 0.01, 0.25, 4, NAN, 16);
    assertRow("reci x.nc", -0.4, -1, NAN, 10, 2, 0.5, NAN, 0.25);
    assertRow("not x.nc", 0, 0, 1, 0, 0, 0, NAN, 0);
    assertRow("pow,2 x.nc", 6.25, 1, 0, 0.01, 0.25, 4, NAN, 16);
    assertRow(
        "log10 -mulc,10 -abs x.nc", 1.3979400, 1, NAN, 0, 0.6989700, 1.3010300, NAN, 1.6020600);
  }

  @ParameterizedTest
  @CsvSource({
    "exp, 1.6487213",
    "ln, -0.6931472",
    "sin, 0.4794255",
    "cos, 0.8775826",
    "tan, 0.5463025",
    "asin, 0.5235988",
    "acos, 1.0471976",
    "atan, 0.4636476"
  })
  void functionsOfOneHalf(String operator, double expected) {
    double[] v = commands.values(operator + " x.nc", "x");
    assertEquals(expected, v[4], 1e-6);
    assertTrue(Double.isNaN(v[6]));
  }

  @Test
  void whatHasNoRealValueIsMissing() {
    assertRow("ln x.nc", NAN, NAN, NAN, -2.3025851, -0.6931472, 0.6931472, NAN, 1.3862944);
    assertRow("asin x.nc", NAN, -1.5707963, 0, 0.1001674, 0.5235988, NAN, NAN, NAN);
  }

  @Test
  void comparisonsWithNumbersAreOneOrZero() {
    assertRow("gtc,0.5 x.nc", 0, 0, 0, 0, 0, 1, NAN, 1);
    assertRow("gec,0.5 x.nc", 0, 0, 0, 0, 1, 1, NAN, 1);
    assertRow("ltc,0.1 x.nc", 1, 1, 1, 0, 0, 0, NAN, 0);
    assertRow("lec,0.1 x.nc", 1, 1, 1, 1, 0, 0, NAN, 0);
    assertRow("eqc,0.1 x.nc", 0, 0, 0, 1, 0, 0, NAN, 0);
    assertRow("nec,0.1 x.nc", 1, 1, 1, 0, 1, 1, NAN, 1);
  }

  @Test
  void comparisonsOfFilesAreMissingWhereEitherIs() {
    assertRow("gt x.nc y.nc", 0, 0, NAN, 1, 0, 0, NAN, NAN);
    assertRow("ge x.nc y.nc", 0, 0, NAN, 1, 1, 0, NAN, NAN);
    assertRow("lt x.nc y.nc", 1, 1, NAN, 0, 0, 1, NAN, NAN);
    assertRow("le x.nc y.nc", 1, 1, NAN, 0, 1, 1, NAN, NAN);
    assertRow("eq x.nc y.nc", 0, 0, NAN, 0, 1, 0, NAN, NAN);
    assertRow("ne x.nc y.nc", 1, 1, NAN, 1, 0, 1, NAN, NAN);
  }

  @Test
  void extremesOfFilesTakeTheValidOne() {
    assertRow("min x.nc y.nc", -2.5, -1, 0, 0, 0.5, 2, 7, 4);
    assertRow("max x.nc y.nc", 1, 1, 0, 0.1, 0.5, 3, 7, 4);
    assertRow("minc,1 x.nc", -2.5, -1, 0, 0.1, 0.5, 1, 1, 1);
    assertRow("maxc,1 x.nc", 1, 1, 1, 1, 1, 2, 1, 4);
  }

  @Test
  void zeroTimesMissingIsZero() {
    assertRow("mul x.nc y.nc", -2.5, -1, 0, 0, 0.25, 6, NAN, NAN);
    assertRow("mulc,0 x.nc", 0, 0, 0, 0, 0, 0, 0, 0);
    assertRow("mulc,2 x.nc", -5, -2, 0, 0.2, 1, 4, NAN, 8);
  }

  @Test
  void masksChooseCells() {
    assertRow("ifthen x.nc y.nc", 1, 1, NAN, 0, 0.5, 3, NAN, NAN);
    assertRow("ifnotthen -gtc,0 x.nc y.nc", 1, 1, NAN, NAN, NAN, NAN, NAN, NAN);
    assertRow("ifthenelse -gtc,0 x.nc x.nc y.nc", 1, 1, NAN, 0.1, 0.5, 2, NAN, 4);
  }

  @Test
  void cellsBecomeMissingAndAreFilled() {
    assertRow("setctomiss,0.1 x.nc", -2.5, -1, 0, NAN, 0.5, 2, NAN, 4);
    assertRow("setctomiss,nan x.nc", -2.5, -1, 0, 0.1, 0.5, 2, NAN, 4);
    assertRow("setmisstoc,9 x.nc", -2.5, -1, 0, 0.1, 0.5, 2, 9, 4);
    assertRow("setrtomiss,-1,0.1 x.nc", -2.5, NAN, NAN, NAN, 0.5, 2, NAN, 4);
    assertRow("setvrange,-1,0.1 x.nc", NAN, -1, 0, 0.1, NAN, NAN, NAN, NAN);
  }

  @Test
  void theNumberOfMissingCellsIsWritten() {
    Field f = commands.dataset("setmissval,-1 x.nc").field("x");
    assertEquals(-1, f.fill());
    assertArrayEquals(new double[] {-2.5, NAN, 0}, java.util.Arrays.copyOf(Commands.values(f), 3));
    assertTrue(Double.isNaN(commands.dataset("setmissval,nan x.nc").field("x").fill()));
  }

  @Test
  void numbersAreDemanded() {
    assertTrue(commands.refusal("gtc,high x.nc").contains("must be a number, got >high<"));
    assertTrue(commands.refusal("setrtomiss,1 x.nc").contains("needs 2 parameters, got 1"));
  }

  @Test
  void masksOfOtherGridsAreRefused() {
    String said = commands.refusal("ifthen -sellonlatbox,0,90,-1,1 x.nc y.nc");
    assertTrue(said.contains("different grids"), said);
  }
}
