package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, units, attributes, time axes, grids and selections: what stays and what is new. */
class SettingOperatorsTest {
  private static final int MONTHS = 14;

  @TempDir Path folder;
  private Commands commands;

  @BeforeEach
  void write() {
    commands = new Commands(folder);
    new TestFiles(folder).monthly("in.nc", MONTHS, 1);
  }

  private Field tas(String command) {
    return commands.dataset(command).field("tas");
  }

  @Test
  void variablesAreDroppedAndRenamed() {
    assertEquals(List.of("ta", "orog"), commands.dataset("delname,tas in.nc").names());
    assertEquals(List.of("orog"), commands.dataset("delname,ta* in.nc").names());
    assertEquals(List.of("t2m", "ta", "orog"), commands.dataset("setname,t2m in.nc").names());
    assertEquals(
        List.of("t2m", "ta", "height"),
        commands.dataset("chname,tas,t2m,orog,height in.nc").names());
    assertTrue(commands.refusal("delname,tas,ta,orog in.nc").contains("no variables selected"));
    assertTrue(commands.refusal("chname,tas in.nc").contains("needs pairs"));
    assertTrue(commands.warning("delname,nope in.nc").contains("nope not found"));
  }

  @Test
  void unitsAreStated() {
    assertEquals("degC", tas("setunit,degC in.nc").unit().text());
    Dataset changed = commands.dataset("chunit,K,Kelvin in.nc");
    assertEquals("Kelvin", changed.field("ta").unit().text());
    assertEquals("m", changed.field("orog").unit().text());
  }

  @Test
  void attributesAreSetCopiedAndDropped() {
    Dataset d =
        commands.dataset(
            "setattribute,title=mine,tas@n=1,2,ta@x=2.5,orog@from={tas@units},t*@s:s=7 in.nc");
    assertEquals(Optional.of("mine"), d.attributes().text("title"));
    assertArrayEquals(new double[] {1, 2}, d.field("tas").attributes().numbers("n"));
    assertArrayEquals(new double[] {2.5}, d.field("ta").attributes().numbers("x"));
    assertEquals(Optional.of("K"), d.field("orog").attributes().text("from"));
    assertEquals(Optional.of("7"), d.field("ta").attributes().text("s"));
    assertEquals("", tas("setattribute,tas@units= in.nc").unit().text());
    assertTrue(commands.refusal("setattribute,tas@units in.nc").contains("'=' is missing"));
    assertTrue(commands.warning("setattribute,nope@a=1 in.nc").contains("nope not found"));
  }

  @Test
  void stepsAreSelectedByDate() {
    assertEquals(
        List.of("2000-03-15T19:12", "2000-04-15T04:48"),
        Commands.dates(tas("seldate,2000-02-20,2000-04-15 in.nc")));
    assertEquals(12, tas("selyear,2000 in.nc").shape()[0]);
    assertEquals(
        List.of("2000-01-15T00:00", "2000-02-14T09:36", "2001-01-13T19:12", "2001-02-13T04:48"),
        Commands.dates(tas("selmon,1/2 in.nc")));
    assertEquals(5, tas("selseason,DJF in.nc").shape()[0]);
    assertEquals(4, tas("selseason,JJAS in.nc").shape()[0]);
    assertEquals(MONTHS, tas("selseason,ANN in.nc").shape()[0]);
    assertEquals(List.of(), names("selyear,1990 in.nc"));
    assertTrue(commands.refusal("selseason,XYZ in.nc").contains(">XYZ<"));
    assertTrue(commands.refusal("seldate,spring in.nc").contains("invalid date >spring<"));
    assertTrue(commands.warning("selyear,2000,2005 in.nc").contains("year 2005 not found"));
  }

  /** Nothing at all is written where nothing is selected. */
  private List<String> names(String command) {
    Commands.Ended ended = commands.run(command);
    assertTrue(ended.said().contains("no time steps selected"), ended.said());
    return ended.file().map(f -> Dataset.open(f).names()).orElse(List.of());
  }

  @Test
  void levelsAreSelectedByValueAndNumber() {
    Dataset one = commands.dataset("sellevel,50000 in.nc");
    assertEquals(List.of("ta"), one.names());
    assertEquals(50000, one.field("ta").coordinate("plev").value(0));
    assertEquals(List.of("tas", "orog"), commands.dataset("sellevel,0 in.nc").names());
    assertEquals(
        85000,
        commands.dataset("sellevidx,1 -selname,ta in.nc").field("ta").coordinate("plev").value(0));
    assertTrue(commands.refusal("sellevel,1234 in.nc").contains("no variables selected"));
  }

  @Test
  void timeAxesAreMade() {
    Field f = tas("settaxis,1850-01-31,12:00:00,1mon in.nc");
    assertEquals(
        List.of("1850-01-31T12:00", "1850-02-28T12:00", "1850-03-31T12:00"),
        Commands.dates(f).subList(0, 3));
    assertEquals(
        List.of("1850-01-16T06:00", "1850-01-16T12:00"),
        Commands.dates(tas("settaxis,1850-01-16,06:00,6hours in.nc")).subList(0, 2));
    assertTrue(commands.refusal("settaxis,1850-13-01,00:00 in.nc").contains("1850-13"));
  }

  @Test
  void datesStayInAnotherCalendar() {
    Field f = tas("setcalendar,360_day in.nc");
    assertEquals(Optional.of(Calendar.DAY_360), f.calendar());
    assertEquals(Commands.dates(tas("copy in.nc")), Commands.dates(f));
    assertTrue(commands.refusal("setcalendar,mayan in.nc").contains("mayan"));
  }

  @Test
  void timesAreShiftedAndCountedOtherwise() {
    assertEquals("2000-02-15T00:00", Commands.dates(tas("shifttime,1mon in.nc")).getFirst());
    assertEquals("2000-01-14T21:00", Commands.dates(tas("shifttime,-3hours in.nc")).getFirst());
    Coordinate hours = tas("setreftime,1999-12-31,00:00,hours in.nc").coordinate(Axis.T);
    assertEquals(15 * 24, hours.value(0));
    assertEquals(14 * 24, tas("settunits,hours in.nc").coordinate(Axis.T).value(0));
    assertEquals("1980-01-15T00:00", Commands.dates(tas("setyear,1980 in.nc")).getFirst());
    assertEquals("2000-01-03T00:00", Commands.dates(tas("setday,3 in.nc")).getFirst());
    assertEquals("2000-01-15T06:30", Commands.dates(tas("settime,06:30 in.nc")).getFirst());
    assertEquals("1999-05-06T00:00", Commands.dates(tas("setdate,1999-05-06 in.nc")).getFirst());
    Coordinate bounded = tas("settbounds,month in.nc").coordinate(Axis.T);
    assertArrayEquals(
        new double[] {0, 31, 31, 60},
        java.util.Arrays.copyOf(bounded.bounds().orElseThrow().pairs(), 4));
  }

  @Test
  void rowsAreTurnedRound() {
    Field f = tas("invertlat in.nc");
    assertArrayEquals(new double[] {67.5, 22.5, -22.5, -67.5}, f.coordinate("lat").values());
    double[] before = commands.values("copy in.nc", "orog");
    double[] after = commands.values("invertlat in.nc", "orog");
    assertEquals(before[0], after[3 * TestFiles.LON]);
  }

  @Test
  void gridsAreReplaced() throws IOException {
    Path description = folder.resolve("grid.txt");
    Files.writeString(
        description,
        """
        gridtype = curvilinear  # a comment
        xsize = 8
        ysize = 4
        xvals = 1 2 3 4 5 6 7 8 1 2 3 4 5 6 7 8
                1 2 3 4 5 6 7 8 1 2 3 4 5 6 7 8
        yvals = 1 1 1 1 1 1 1 1 2 2 2 2 2 2 2 2
                3 3 3 3 3 3 3 3 4 4 4 4 4 4 4 4
        """);
    Field regular = tas("setgrid,r8x4 in.nc");
    assertArrayEquals(new double[] {-67.5, -22.5, 22.5, 67.5}, regular.coordinate("lat").values());
    Field curved = tas("setgrid," + description + " in.nc");
    assertEquals(
        List.of("lat", "lon"),
        curved.coordinates().auxiliaries().stream().map(a -> a.name()).sorted().toList());
    assertTrue(commands.warning("setgrid,r9x4 in.nc").contains("with 36 cells"));
    assertTrue(commands.refusal("setgrid,r16x2 in.nc").contains("not rearranged"));
    assertTrue(commands.refusal("setgrid,nowhere in.nc").contains("nowhere"));
  }
}
