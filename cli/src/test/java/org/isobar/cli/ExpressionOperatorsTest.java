package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expressions over {@code x(time, lat, lon)}, {@code y(lat, lon)} and {@code z(time, lev, lat,
 * lon)}.
 */
class ExpressionOperatorsTest {
  private static final double NAN = Double.NaN;
  private static final Dim TIME = new Dim("time", 2);
  private static final Dim LAT = new Dim("lat", 1);
  private static final Dim LON = new Dim("lon", 3);
  private static final Dim LEV = new Dim("lev", 2);

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void write() {
    commands = new Commands(folder);
    Coordinate time =
        Coordinate.ofTime("time", new double[] {0, 31}, "days since 2001-01-05", Calendar.NOLEAP);
    Coordinate lat = Coordinate.ofLatitudes("lat", 10);
    Coordinate lon = Coordinate.ofLongitudes("lon", 0, 120, 240);
    Coordinate lev =
        Coordinate.of(
            "lev",
            Optional.of(org.isobar.coord.Axis.Z),
            DType.FLOAT64,
            new double[] {100, 500},
            org.isobar.dataset.Attributes.NONE.with("units", "m").with("positive", "up"));
    Map<String, Coordinate> grid = Map.of("lat", lat, "lon", lon);
    Field x =
        Field.of(
                "x",
                NdArray.ofFloats(
                    List.of(TIME, LAT, LON), new float[] {1, 2, Float.NaN, -4, 0, 0.1f}),
                "K",
                Map.of("time", time, "lat", lat, "lon", lon))
            .withAttribute("long_name", "a temperature")
            .withAttribute("standard_name", "air_temperature");
    Field y = Field.of("y", NdArray.ofFloats(List.of(LAT, LON), new float[] {0, 3, 10}), "m", grid);
    Field z =
        Field.of(
            "z",
            NdArray.ofFloats(
                List.of(TIME, LEV, LAT, LON), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
            "m",
            Map.of("time", time, "lev", lev, "lat", lat, "lon", lon));
    new TestFiles(folder).write("in.nc", List.of(x, y, z));
  }

  private double[] value(String expression) {
    return commands.values("expr,r=" + expression + " in.nc", "r");
  }

  private void assertValue(String expression, double... expected) {
    assertArrayEquals(expected, value(expression), 1e-6, expression);
  }

  @Test
  void arithmeticOfFieldsAndNumbers() {
    assertValue("x+y*2", 1, 8, NAN, -4, 6, 20.1);
    assertValue("1-x", 0, -1, NAN, 5, 1, 0.9);
    assertValue("2/y", NAN, 2.0 / 3, 0.2);
    assertValue("-y^2", 0, -9, -100);
    assertValue("2^y", 1, 8, 1024);
    assertValue("x*0", 0, 0, 0, 0, 0, 0);
    assertValue("(3-1)*2+0*y", 4, 4, 4);
  }

  @Test
  void comparisonsAndLogicAreMissingWhereAnInputIs() {
    assertValue("x>0", 1, 1, NAN, 0, 0, 1);
    assertValue("x==0.1", 0, 0, NAN, 0, 0, 1);
    assertValue("x<=>1", 0, 1, NAN, -1, -1, -1);
    assertValue("x>0&&y>0", 0, 1, NAN, 0, 0, 1);
    assertValue("x>0||y>0", 1, 1, NAN, 0, 1, 1);
    assertValue("!y", 1, 0, 0);
  }

  @Test
  void choicesTakeFieldsAndNumbers() {
    assertValue("x>0?x:y", 1, 2, NAN, 0, 3, 0.1);
    assertValue("y>1?1:-1", -1, 1, 1);
    assertValue("y>1?x:7", 7, 2, NAN, 7, 0, 0.1);
    assertValue("(1>2)?x:y", 0, 3, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "abs(-y), 3",
    "floor(y/2), 1",
    "ceil(y/2), 2",
    "int(-y/2), -1",
    "nint(y/2), 2",
    "sqr(y), 9",
    "sqrt(y), 1.7320508",
    "exp(y), 20.0855369",
    "ln(y), 1.0986123",
    "log10(y), 0.4771213",
    "sin(y), 0.1411200",
    "asin(y/3), 1.5707963",
    "sinh(y), 10.0178749",
    "asinh(y), 1.8184465",
    "acosh(y), 1.7627472",
    "atanh(y/6), 0.5493061",
    "rad(y), 0.0523599",
    "deg(y), 171.8873385",
    "'min(y,2)', 2",
    "'max(y,2)', 3",
    "'pow(y,3)', 27",
    "'mod(y,2)', 1",
    "'hypot(y,4)', 5",
    "'atan2(y,3)', 0.7853982",
    "isMissval(y), 0",
    "y*M_PI, 9.4247780",
    "y+ngp(x)+nlev(z)+size(z), 14",
    "float(0.1)+0*y, 0.1"
  })
  void functions(String expression, double second) {
    double[] v = value(expression);
    assertEquals(second, v[1], 1e-6 * Math.max(1, second));
  }

  @Test
  void functionsOfNumbersAloneAreNumbers() {
    assertValue(
        "y*0+nint(-2.5)+int(3.7)+floor(-1.5)+ceil(1.2)+min(2,3)+mod(7,4)+abs(-1)+atanh(0)",
        6,
        6,
        6);
  }

  @Test
  void functionsOfGridsAndLevels() {
    assertValue("fldmax(x)", 2, 0.1);
    assertValue("y-fldmin(y)", 0, 3, 10);
    assertValue("zonsum(x)", 3, -3.9);
    assertValue("vertmax(z)", 4, 5, 6, 10, 11, 12);
    assertValue("sellevel(z,500)", 4, 5, 6, 10, 11, 12);
    assertValue("z-sellevidx(z,1)", 0, 0, 0, 3, 3, 3, 0, 0, 0, 3, 3, 3);
    assertValue("clev(z)", 100, 500);
    assertValue("clon(y)+clat(y)", 10, 130, 250);
  }

  @Test
  void functionsOfDates() {
    assertValue("cmonth()", 1, 2);
    assertValue("cdate()", 20010105, 20010205);
    assertValue("cdeltat()", 0, 31 * 86400);
    assertValue("ctimestep()*10+cyear()", 2011, 2021);
  }

  @Test
  void levelsWithoutBoundsCountTheSameWithAWarning() {
    Commands.Ended ended = commands.run("expr,r=vertmean(z) in.nc");
    assertTrue(ended.said().contains("'z' have no bounds"), ended.said());
    double[] v = Commands.values(Dataset.open(ended.file().orElseThrow()).field("r"));
    assertArrayEquals(new double[] {2.5, 3.5, 4.5, 8.5, 9.5, 10.5}, v);
  }

  @Test
  void temporariesAndNumbersAreNotWritten() {
    Dataset d = commands.dataset("expr,_t=x+1;two=2;b=_t*two;a=b in.nc");
    assertEquals(List.of("b", "a"), d.names());
    assertArrayEquals(new double[] {4, 6, NAN, -6, 2, 2.2}, Commands.values(d.field("a")), 1e-6);
  }

  @Test
  void namesAndUnitsStayWithNamesOfTheFile() {
    Dataset d = commands.dataset("expr,x=x-1;copy=x;new=x+1 in.nc");
    assertEquals("K", d.field("x").unit().text());
    assertEquals(Optional.of("air_temperature"), d.field("x").attributes().text("standard_name"));
    assertEquals("K", d.field("copy").unit().text());
    assertEquals(Optional.of("a temperature"), d.field("copy").attributes().text("long_name"));
    assertEquals("", d.field("new").unit().text());
    assertTrue(d.field("new").attributes().text("long_name").isEmpty());
  }

  @Test
  void appendingKeepsOrReplacesTheVariables() {
    Dataset d = commands.dataset("aexpr,w=y+1;x=x*2;remove(z) in.nc");
    assertEquals(List.of("x", "y", "w"), d.names());
    assertEquals(2, Commands.values(d.field("x"))[0]);
    assertArrayEquals(new double[] {1, 4, 11}, Commands.values(d.field("w")));
  }

  @Test
  void expressionsComeFromFiles() throws IOException {
    Path file = folder.resolve("program");
    Files.writeString(file, "# two statements\nr = y + 1;\nq = r * 2\n");
    assertArrayEquals(new double[] {2, 8, 22}, commands.values("exprf," + file + " in.nc", "q"));
    assertTrue(commands.refusal("exprf,nowhere in.nc").contains(">nowhere<"));
  }

  @Test
  void whatIsUnknownIsNamedWithItsPlace() {
    String unknown = commands.refusal("expr,a=x+q in.nc");
    assertTrue(
        unknown.contains("variable 'q' not found, there are [x, y, z] at column 5"), unknown);
    assertTrue(commands.refusal("expr,a=sine(x) in.nc").contains("'sine': is not available"));
    assertTrue(commands.refusal("expr,a=min(x) in.nc").contains("needs 2 arguments, got 1"));
    assertTrue(commands.refusal("expr,a=sellevel(z,7) in.nc").contains("[100.0, 500.0]"));
    assertTrue(commands.refusal("expr,_a=x in.nc").contains("no variable is assigned"));
  }

  @Test
  void floatsStayFloats() {
    Dataset d = commands.dataset("expr,a=x*1.1+2;b=3-x;c=x>0 in.nc");
    for (String name : Arrays.asList("a", "b", "c")) {
      assertEquals(DType.FLOAT32, d.field(name).dtype(), name);
    }
  }
}
