package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators that read or write many files. Steps are told apart by their values. */
class ManyFilesTest {
  @TempDir Path folder;
  private Runner isobar;

  @BeforeEach
  void start() {
    isobar = new Runner(folder);
  }

  /** A file whose steps, at days since 2000-01-01, have the values given; and a constant. */
  private void write(String name, Calendar calendar, double[] days, double... values) {
    Coordinate time = Coordinate.ofTime("time", days, "days since 2000-01-01", calendar);
    List<Dim> dims = List.of(new Dim("time", days.length), new Dim("lat", 2));
    double[] cells = new double[2 * values.length];
    Arrays.setAll(cells, i -> values[i / 2]);
    Coordinate lat = Coordinate.ofLatitudes("lat", -45, 45);
    Field v = Field.of("v", NdArray.ofDoubles(dims, cells), "K", Map.of("time", time, "lat", lat));
    Field c =
        Field.of(
            "c",
            NdArray.ofDoubles(List.of(new Dim("lat", 2)), new double[] {values[0], 0}),
            "m",
            Map.of("lat", lat));
    try (Backend backend = LocalBackend.create(1)) {
      Dataset.of(v, c).write(folder.resolve(name), backend);
    }
  }

  private void write(String name, double[] days, double... values) {
    write(name, Calendar.STANDARD, days, values);
  }

  private static double[] days(double... days) {
    return days;
  }

  /** The first cell of each step. */
  private double[] steps(String name) {
    double[] cells = isobar.values(name, "v");
    double[] out = new double[cells.length / 2];
    Arrays.setAll(out, i -> cells[2 * i]);
    return out;
  }

  private double[] dates(String name) {
    return Dataset.open(folder.resolve(name)).field("v").coordinate("time").values();
  }

  private List<String> files(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString())
          .filter(n -> n.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  // ---- storage that changes from file to file

  @Test
  void doublesAreNotNarrowedBesideFloats() {
    write("first.nc", days(1, 2), 0.1, 0.2);
    write("doubles.nc", days(3), 0.3);
    isobar.succeeds("-b", "F32", "copy", "first.nc", "floats.nc");
    String floats = folder.resolve("floats.nc").toString();
    String doubles = folder.resolve("doubles.nc").toString();
    double[] sum = {0.1f + (double) 0.2f + 0.3};
    try (Backend backend = LocalBackend.create(1)) {
      for (Dataset both : List.of(Dataset.open(floats, doubles), Dataset.open(doubles, floats))) {
        Field v = both.field("v").isel("lat", 0);
        assertArrayEquals(sum, v.sum("time").compute(backend).values(), 1e-15);
        assertArrayEquals(
            new double[] {1 / (double) 0.1f, 1 / (double) 0.2f, 1 / 0.3},
            v.power(-1).compute(backend).values(),
            1e-14);
      }
    }
  }

  // ---- cat and copy

  @Test
  void copyLaysTheStepsOfItsInputsOneAfterAnother() {
    write("a.nc", days(1, 2), 10, 20);
    write("b.nc", days(0, 2), 30, 40);
    isobar.succeeds("copy", "a.nc", "b.nc", "o.nc");
    assertArrayEquals(new double[] {10, 20, 30, 40}, steps("o.nc"));
    assertArrayEquals(days(1, 2, 0, 2), dates("o.nc"));
    assertArrayEquals(new double[] {10, 0}, isobar.values("o.nc", "c"));
  }

  @Test
  void catAddsToTheOutputThatIsThere() {
    write("a.nc", days(1, 2), 10, 20);
    write("b.nc", days(3), 30);
    isobar.succeeds("cat", "a.nc", "o.nc");
    isobar.succeeds("cat", "b.nc", "o.nc");
    assertArrayEquals(new double[] {10, 20, 30}, steps("o.nc"));
    isobar.succeeds("-O", "cat", "b.nc", "o.nc");
    assertArrayEquals(new double[] {30}, steps("o.nc"));
  }

  @Test
  void catThatFailsLeavesTheOutputAsItWas() throws IOException {
    write("a.nc", days(1, 2), 10, 20);
    write("noleap.nc", Calendar.NOLEAP, days(3), 30);
    isobar.succeeds("copy", "a.nc", "o.nc");
    byte[] before = Files.readAllBytes(folder.resolve("o.nc"));
    assertTrue(isobar.fails("cat", "noleap.nc", "o.nc").contains("unlike calendars"));
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("o.nc")));
    assertEquals(List.of("o.nc"), files("o.nc"));
  }

  @Test
  void inputsOfOtherVariablesOrGridsAreRefused() {
    write("a.nc", days(1), 10);
    isobar.succeeds("selname,v", "a.nc", "v.nc");
    assertTrue(isobar.fails("copy", "a.nc", "v.nc", "o.nc").contains("numbers of variables"));
    isobar.succeeds("sellonlatbox,-180,180,0,90", "a.nc", "north.nc");
    assertTrue(isobar.fails("copy", "a.nc", "north.nc", "o.nc").contains("different grids"));
    isobar.succeeds("selname,c", "a.nc", "c.nc");
    assertTrue(isobar.fails("copy", "c.nc", "c.nc", "o.nc").contains("no time"));
    assertFalse(Files.exists(folder.resolve("o.nc")));
  }

  // ---- mergetime

  @Test
  void mergetimeSortsStepsByTheirDates() {
    write("a.nc", days(1, 4, 6), 10, 40, 60);
    write("b.nc", days(0, 5), 0, 50);
    write("c.nc", days(3), 30);
    isobar.succeeds("mergetime", "a.nc", "b.nc", "c.nc", "o.nc");
    assertArrayEquals(new double[] {0, 10, 30, 40, 50, 60}, steps("o.nc"));
    assertArrayEquals(days(0, 1, 3, 4, 5, 6), dates("o.nc"));
  }

  @Test
  void mergetimeKeepsStepsOfOneDateUnlessToldNotTo() {
    write("a.nc", days(1, 2, 2), 10, 20, 21);
    write("b.nc", days(1, 3), 11, 30);
    isobar.succeeds("mergetime", "a.nc", "b.nc", "o.nc");
    assertArrayEquals(new double[] {10, 11, 20, 21, 30}, steps("o.nc"));
    isobar.in(Map.of("SKIP_SAME_TIME", "1")).succeeds("-O", "mergetime", "a.nc", "b.nc", "o.nc");
    assertArrayEquals(new double[] {10, 20, 30}, steps("o.nc"));
  }

  @Test
  void mergetimeOfUnlikeCalendarsIsAnError() {
    write("a.nc", days(1), 10);
    write("b.nc", Calendar.NOLEAP, days(2), 20);
    String message = isobar.fails("mergetime", "a.nc", "b.nc", "o.nc");
    assertTrue(message.contains("standard in"), message);
    assertTrue(message.contains("noleap"), message);
    assertFalse(Files.exists(folder.resolve("o.nc")));
  }

  @Test
  void mergeAndMergetimeReplaceAnOutputOnlyIfAsked() {
    write("a.nc", days(1), 10);
    write("b.nc", days(2), 20);
    isobar.succeeds("copy", "a.nc", "o.nc");
    assertTrue(isobar.fails("mergetime", "a.nc", "b.nc", "o.nc").contains("option -O"));
    assertArrayEquals(new double[] {10}, steps("o.nc"));
    isobar.succeeds("-O", "mergetime", "a.nc", "b.nc", "o.nc");
    assertArrayEquals(new double[] {10, 20}, steps("o.nc"));
  }

  @Test
  void anInputMayBeTheOutput() {
    write("a.nc", days(1), 10);
    write("b.nc", days(2), 20);
    isobar.succeeds("-O", "mergetime", "a.nc", "b.nc", "b.nc");
    assertArrayEquals(new double[] {10, 20}, steps("b.nc"));
    isobar.succeeds("seltimestep,2", "b.nc", "b.nc");
    assertArrayEquals(new double[] {20}, steps("b.nc"));
  }

  @Test
  void namesMayHaveBlanksAndOtherLetters() {
    write("größe 1 α.nc", days(1), 10);
    write("größe 2 β.nc", days(2), 20);
    isobar.succeeds("mergetime", "größe ? *.nc", "気温 out.nc");
    assertArrayEquals(new double[] {10, 20}, steps("気温 out.nc"));
  }

  // ---- merge

  @Test
  void mergePutsVariablesSideBySide() {
    write("a.nc", days(1, 2), 10, 20);
    isobar.succeeds("merge", "-selname,c", "a.nc", "-selname,v", "a.nc", "o.nc");
    assertEquals(List.of("c", "v"), Dataset.open(folder.resolve("o.nc")).names());
    assertArrayEquals(new double[] {10, 20}, steps("o.nc"));
  }

  @Test
  void aVariableThatIsThereAlreadyIsNotMerged() {
    write("a.nc", days(1, 2), 10, 20);
    assertTrue(isobar.fails("merge", "a.nc", "a.nc", "o.nc").contains("is there already"));
  }

  @Test
  void mergeTakesTheStepsOfTheShortestInput() {
    write("a.nc", days(1, 2, 3), 10, 20, 30);
    Path short2 = folder.resolve("short.nc");
    try (Backend backend = LocalBackend.create(1)) {
      Field v = Dataset.open(folder.resolve("a.nc")).field("v");
      Dataset.of(v.rename("w").slice("time", 1, 3, 1)).write(short2, backend);
    }
    String said = isobar.warns("merge", "a.nc", "short.nc", "o.nc");
    assertTrue(said.contains("the first 2 are taken"), said);
    assertArrayEquals(new double[] {10, 20}, steps("o.nc"));
    assertArrayEquals(
        days(1, 2), Dataset.open(folder.resolve("o.nc")).field("w").coordinate("time").values());
  }

  // ---- splitting

  @Test
  void splitnameWritesAFileForEachVariable() throws IOException {
    write("a.nc", days(1, 2), 10, 20);
    isobar.succeeds("splitname", "a.nc", "out ");
    assertEquals(List.of("out c.nc", "out v.nc"), files("out "));
    assertArrayEquals(new double[] {10, 20}, steps("out v.nc"));
  }

  @Test
  void splityearAndSplitmonCutAtDates() throws IOException {
    write("a.nc", days(0, 20, 40, 400), 1, 2, 3, 4);
    isobar.succeeds("splityear", "a.nc", "y");
    assertEquals(List.of("y2000.nc", "y2001.nc"), files("y"));
    assertArrayEquals(new double[] {1, 2, 3}, steps("y2000.nc"));
    assertArrayEquals(new double[] {4}, steps("y2001.nc"));
    assertArrayEquals(new double[] {1, 0}, isobar.values("y2001.nc", "c"));
    isobar.succeeds("splitmon", "a.nc", "m");
    assertEquals(List.of("m01.nc", "m02.nc"), files("m"));
    assertArrayEquals(new double[] {3, 4}, steps("m02.nc"));
    isobar.succeeds("splitmon,_%b", "a.nc", "n");
    assertEquals(List.of("n_Feb.nc", "n_Jan.nc"), files("n"));
  }

  @Test
  void theEnvironmentChoosesTheExtensionOfSplitFiles() throws IOException {
    write("a.nc", days(0), 1);
    isobar.in(Map.of("CDO_FILE_SUFFIX", ".cdf")).succeeds("splityear", "a.nc", "y");
    isobar.in(Map.of("CDO_FILE_SUFFIX", "NULL")).succeeds("splityear", "a.nc", "y");
    assertEquals(List.of("y2000", "y2000.cdf"), files("y"));
  }

  // ---- select

  @Test
  void selectPicksByKeys() {
    write("a.nc", days(0, 20, 40, 400), 1, 2, 3, 4);
    isobar.succeeds("select,name=v,month=1", "a.nc", "o.nc");
    assertArrayEquals(new double[] {1, 2}, steps("o.nc"));
    isobar.succeeds("select,year=2001,name=v", "a.nc", "o.nc");
    assertArrayEquals(new double[] {4}, steps("o.nc"));
    isobar.succeeds("select,timestep=1,-1", "a.nc", "o.nc");
    assertArrayEquals(new double[] {1, 4}, steps("o.nc"));
    isobar.succeeds("select,startdate=2000-01-15,enddate=2000-02", "a.nc", "o.nc");
    assertArrayEquals(new double[] {2, 3}, steps("o.nc"));
    isobar.succeeds("select,season=DJF,timestep=2/4/2", "a.nc", "o.nc");
    assertArrayEquals(new double[] {2, 4}, steps("o.nc"));
    isobar.succeeds("delete,name=c,timestep=1/3", "a.nc", "a.nc", "o.nc");
    assertArrayEquals(new double[] {4, 1, 2, 3, 4}, steps("o.nc"));
  }

  @Test
  void whatSelectsNothingWritesNothing() {
    write("a.nc", days(0, 20), 1, 2);
    assertTrue(isobar.fails("select,year=1900", "a.nc", "o.nc").contains("no time steps"));
    assertTrue(
        isobar.fails("-w", "select,name=x", "a.nc", "o.nc").contains("no variables selected"));
    assertTrue(isobar.fails("select,yaer=2000", "a.nc", "o.nc").contains("similar: year"));
    assertTrue(isobar.fails("select,v", "a.nc", "o.nc").contains("key=value"));
    assertFalse(Files.exists(folder.resolve("o.nc")));
  }

  @Test
  void manyInputsMayBeAppliedToAndGrouped() {
    write("a.nc", days(0, 1), 1, 2);
    write("b.nc", days(2, 3), 3, 4);
    List<String> words =
        new ArrayList<>(
            List.of("mergetime", "-apply,-addc,1 -seltimestep,2", "[", "?.nc", "]", "o.nc"));
    isobar.succeeds(words.toArray(String[]::new));
    assertArrayEquals(new double[] {3, 5}, steps("o.nc"));
  }

  /** A file of forty years, a step each: its pieces are written in two passes. */
  private void writeFortyYears(String name) {
    double[] at = new double[40];
    Arrays.setAll(at, i -> 10 + 365.25 * i);
    write(name, at, at);
  }

  @Test
  void noPieceReplacesAnInputThatALaterPassReads() throws Exception {
    writeFortyYears("y2001.nc");
    byte[] before = Files.readAllBytes(folder.resolve("y2001.nc"));
    String said = isobar.fails("splityear", "y2001.nc", "y");
    assertTrue(said.contains("y2001.nc") && said.contains("replace an input"), said);
    assertEquals(List.of("y2001.nc"), files("y"));
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("y2001.nc")));
    isobar.succeeds("splityear", "y2001.nc", "z");
    assertEquals(40, files("z").size());
  }

  @Test
  void whatALaterPassIsRefusedForIsKnownBeforeTheFirst() throws Exception {
    writeFortyYears("in.nc");
    Path notes = Files.createFile(folder.resolve("z2032.nc.checkpoint"));
    String said = isobar.fails("--checkpoint", "30", "splityear", "in.nc", "z");
    assertTrue(said.contains(notes.toString()), said);
    assertEquals(List.of("z2032.nc.checkpoint"), files("z"));
    Files.delete(notes);
    // Two names for one file: the second piece would replace the first.
    Files.createFile(folder.resolve("z2003.nc"));
    Files.createSymbolicLink(folder.resolve("z2039.nc"), folder.resolve("z2003.nc"));
    said = isobar.fails("splityear", "in.nc", "z");
    assertTrue(said.contains("z2039.nc") && said.contains("z2003.nc"), said);
    assertEquals(List.of("z2003.nc", "z2039.nc"), files("z"));
  }
}
