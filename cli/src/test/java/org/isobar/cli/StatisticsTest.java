package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Averages, weighted years, hours, and arithmetic with cycles, on series of chosen numbers. */
class StatisticsTest {
  private static final double NAN = Double.NaN;

  @TempDir Path folder;
  private Commands commands;
  private TestFiles files;

  @BeforeEach
  void open() {
    commands = new Commands(folder);
    files = new TestFiles(folder);
  }

  /** A series at two places, the second of which lacks its first step. */
  private void write(String name, String units, double[] times, double[] values) {
    Dim time = new Dim("time", times.length);
    Dim lat = new Dim("lat", 2);
    Dim lon = new Dim("lon", 1);
    float[] v = new float[2 * times.length];
    for (int i = 0; i < times.length; i++) {
      v[2 * i] = (float) values[i];
      v[2 * i + 1] = i == 0 ? Float.NaN : (float) values[i];
    }
    Map<String, Coordinate> axes =
        Map.of(
            "time", Coordinate.ofTime("time", times, units, Calendar.NOLEAP),
            "lat", Coordinate.ofLatitudes("lat", 0, 60),
            "lon", Coordinate.ofLongitudes("lon", 0));
    files.write(
        name, List.of(Field.of("x", NdArray.ofFloats(List.of(time, lat, lon), v), "m", axes)));
  }

  private void writeMonths() {
    double[] days = {15, 45, 74, 105, 135, 166, 196, 227, 258, 288, 319, 349};
    double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    write("months.nc", "days since 2001-01-01", days, values);
  }

  @Test
  void averagesAreMissingWhereAStepIs() {
    writeMonths();
    assertArrayEquals(new double[] {6.5, NAN}, commands.values("timavg months.nc", "x"));
    assertArrayEquals(new double[] {6.5, 7}, commands.values("timmean months.nc", "x"));
    double[] seasons = commands.values("seasavg months.nc", "x");
    assertArrayEquals(new double[] {1.5, NAN, 4, 4}, Arrays.copyOf(seasons, 4));
    double[] field = commands.values("fldavg months.nc", "x");
    assertTrue(Double.isNaN(field[0]));
    assertEquals(2, field[1]);
  }

  @Test
  void monthsOfAYearCountAsManyDaysAsTheyHave() {
    writeMonths();
    double[] days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    double sum = 0;
    for (int m = 0; m < 12; m++) {
      sum += days[m] * (m + 1);
    }
    double[] v = commands.values("yearmonmean months.nc", "x");
    assertEquals(sum / 365, v[0], 1e-6);
    assertEquals((sum - 31) / (365 - 31), v[1], 1e-6);
  }

  @Test
  void yearsOfDaysAreNoYearsOfMonths() {
    write("days.nc", "days since 2001-01-01", new double[] {0, 1, 2}, new double[] {1, 2, 3});
    assertTrue(commands.refusal("yearmonmean days.nc").contains("two steps in one month"));
  }

  @Test
  void hoursAreMadeOfMinutes() {
    write(
        "minutes.nc",
        "minutes since 2001-01-01",
        new double[] {30, 45, 60, 90, 125},
        new double[] {1, 3, 10, 20, 7});
    Field f = commands.dataset("hourmean minutes.nc").field("x");
    assertArrayEquals(new double[] {2, 3, 15, 15, 7, 7}, Commands.values(f));
    assertEquals(
        List.of("2001-01-01T00:37", "2001-01-01T01:15", "2001-01-01T02:05"), Commands.dates(f));
  }

  @Test
  void spreadsOfSamplesAreWeightedByArea() {
    writeRows();
    // The rows at 0 and 60 degrees meet at 30: they reach from -30 to 30 and from 30 to 90.
    double[] w = {1, 0.5};
    double sum = w[0] + w[1];
    double mean = (w[0] * 2 + w[1] * 4) / sum;
    double squares = w[0] * (2 - mean) * (2 - mean) + w[1] * (4 - mean) * (4 - mean);
    double expected = squares / (sum - (w[0] * w[0] + w[1] * w[1]) / sum);
    assertEquals(expected, commands.values("fldvar1 rows.nc", "x")[0], 1e-6);
    assertEquals(Math.sqrt(expected), commands.values("merstd1 rows.nc", "x")[0], 1e-6);
  }

  private void writeRows() {
    Map<String, Coordinate> axes =
        Map.of(
            "lat", Coordinate.ofLatitudes("lat", 0, 60),
            "lon", Coordinate.ofLongitudes("lon", 0));
    Dim lat = new Dim("lat", 2);
    Dim lon = new Dim("lon", 1);
    files.write(
        "rows.nc",
        List.of(Field.of("x", NdArray.ofFloats(List.of(lat, lon), new float[] {2, 4}), "m", axes)));
  }

  @Test
  void seasonsMeetTheirSeason() {
    writeMonths();
    double[] v = commands.values("yseassub months.nc -yseasmean months.nc", "x");
    // Winter is January, February and December: its mean is 5.
    assertEquals(-4, v[0]);
    assertEquals(7, v[22]);
    assertEquals(-1, v[4]);
    double[] product = commands.values("yseasmul months.nc -mulc,0 -yseasmean months.nc", "x");
    assertArrayEquals(new double[24], product);
    assertTrue(
        commands.refusal("yseassub months.nc -selmon,1 months.nc").contains("must have one"));
  }

  @Test
  void daysOfTheYearMeetTheirDay() {
    write(
        "years.nc",
        "days since 2001-01-01",
        new double[] {0, 1, 365, 366},
        new double[] {1, 2, 5, 8});
    assertArrayEquals(
        new double[] {-2, NAN, -3, -3, 2, 0, 3, 3},
        commands.values("ydaysub years.nc -ydaymean years.nc", "x"));
  }

  @Test
  void whereNothingIsFoldedEachCellStandsForItself() {
    Dim time = new Dim("time", 2);
    Map<String, Coordinate> axes =
        Map.of(
            "time",
            Coordinate.ofTime(
                "time", new double[] {0, 1}, "days since 2001-01-01", Calendar.NOLEAP));
    float[] values = {3, Float.NaN};
    files.write(
        "line.nc", List.of(Field.of("x", NdArray.ofFloats(List.of(time), values), "m", axes)));
    assertArrayEquals(new double[] {3, NAN}, commands.values("fldmean line.nc", "x"));
    assertArrayEquals(new double[] {0, NAN}, commands.values("fldrange line.nc", "x"));
    assertArrayEquals(new double[] {0, NAN}, commands.values("zonstd line.nc", "x"));
    assertArrayEquals(new double[] {NAN, NAN}, commands.values("mervar1 line.nc", "x"));
  }

  @Test
  void onlyMonthsOfTheYearHaveBounds() {
    files.monthly("series.nc", 26, 1);
    assertTrue(time("ymonmean series.nc").bounds().isPresent());
    assertFalse(time("yseasmean series.nc").bounds().isPresent());
    assertFalse(time("ydaymean series.nc").bounds().isPresent());
  }

  private Coordinate time(String command) {
    return commands.dataset(command).field("tas").coordinate(Axis.T);
  }
}
