package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isobar.Dataset;
import org.isobar.coord.Axis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;
  private String in;
  private String out;

  @BeforeEach
  void write() {
    in = new TestFiles(folder).monthly("in.nc", 3, 1).toString();
    out = folder.resolve("out.nc").toString();
  }

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            List.of(words),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A refusal: exit code 1, one line on standard error that has the text, and no output file. */
  private void assertRefused(String text, String... words) {
    Outcome outcome = run(words);
    assertEquals(1, outcome.status());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("isobar"), outcome.err());
    assertTrue(outcome.err().contains(text), outcome.err());
    assertFalse(Files.exists(Path.of(out)));
  }

  @Test
  void theVersionIsOneLine() {
    Outcome outcome = run("--version");
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().matches("isobar \\S.*\n"), outcome.out());
  }

  @Test
  void withoutWordsTheUsageIsShownAndTheCommandFails() {
    Outcome outcome = run();
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().startsWith("isobar [options] operator"));
  }

  @Test
  void operatorsAreListedAndExplained() {
    assertTrue(run("operators").out().contains("\ntimmean "));
    Outcome help = run("help", "addc", "-sub");
    assertEquals(0, help.status());
    assertTrue(help.out().startsWith("isobar addc,number infile outfile\n"));
    assertTrue(help.out().contains("isobar sub infile1 infile2 outfile\n"));
    assertTrue(run("help").out().contains("--memory SIZE"));
  }

  @Test
  void anInputThatIsNotThereIsNamed() {
    assertRefused(
        "timmean (Abort): open failed on >nowhere.nc<: no such file", "timmean", "nowhere.nc", out);
    assertRefused("it is a folder", "timmean", folder.toString(), out);
  }

  @Test
  void aFileOfAnotherKindIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no data here\n");
    assertRefused("notes.txt", "timmean", text.toString(), out);
  }

  @Test
  void wordsThatMeanNothingAreRefused() {
    assertRefused("similar: timmean", "timmeen", in, out);
    assertRefused("neither an option nor an operator: >-q<", "-q", "timmean", in, out);
    assertRefused("help: ", "help", "help: ");
    assertRefused("must be a number, got >x<", "addc,x", in, out);
  }

  @Test
  void selectionsOfNothingAreRefused() {
    assertRefused(
        "no variables selected; " + in + " has [tas, ta, orog]", "-s", "selname,rain", in, out);
    assertRefused("no time steps selected", "-s", "seltimestep,99", in, out);
    assertRefused("sellonlatbox", "sellonlatbox,1,2,0,90", in, out);
  }

  @Test
  void whatIsPartlyThereIsSelectedWithAWarning() {
    Outcome outcome = run("selname,tas,tax", in, out);
    assertEquals(0, outcome.status());
    assertTrue(
        outcome.err().startsWith("isobar    selname (Warning): variable name tax not found"));
    assertEquals("", run("-s", "selname,tas,tax", in, out).err());
    assertTrue(run("seltimestep,1,99", in, out).err().contains("time step 99 not found"));
  }

  @Test
  void unlikeInputsAreRefusedWithBothNamed() {
    TestFiles files = new TestFiles(folder);
    String five = files.monthly("five.nc", 5, 2).toString();
    assertRefused("'tas' of " + five + " has [time=5, lat=4, lon=8]", "sub", in, five, out);
    String small = files.write("small.nc", TestFiles.monthly(3, 2, 3, 6)).toString();
    assertRefused("different grids: 'tas' of " + in, "sub", in, small, out);
    assertRefused("different grids", "sub", in, "-zonmean", in, out);
    assertRefused("different numbers of variables", "sub", in, "-selname,tas,ta", in, out);
    assertRefused(
        "different levels", "-s", "sub", "-selname,tas,ta", in, "-selname,ta,orog", in, out);
  }

  @Test
  void aClimatologyNeedsAStepForEachMonth() {
    assertRefused("MONTH_OF_YEAR 3", "ymonsub", in, "-ymonmean", "-seltimestep,1,2", in, out);
    assertRefused("no time axis", "ymonsub", in, "-timmean", in, out);
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() {
    Outcome outcome = run("timmean", in, folder.resolve("no/out.nc").toString());
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("no folder "), outcome.err());
    assertTrue(run("timmean", in, folder.toString()).err().contains("it is a folder"));
  }

  @Test
  void afterAFailureTheOldOutputStandsAndNothingElse() throws IOException {
    Files.writeString(Path.of(out), "precious");
    assertEquals(1, run("timmean", "nowhere.nc", out).status());
    assertEquals("precious", Files.readString(Path.of(out)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void anExistingOutputIsReplaced() throws IOException {
    Files.writeString(Path.of(out), "old");
    assertEquals(new Outcome(0, "", ""), run("timmean", in, out));
    assertEquals(1, Dataset.open(out).field("tas").coordinate(Axis.T).size());
  }

  @Test
  void explainShowsThePlanAndWritesNothing() {
    Outcome outcome = run("explain", "sub", in, "-timmean", in, out);
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().contains("mean over time"), outcome.out());
    assertFalse(Files.exists(Path.of(out)));
    assertEquals(outcome, run("explain", "sub", in, "-timmean", in));
    assertRefused("explain takes operators that write", "explain", "info", in);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void threadsAndMemoryChangeNothing(int threads) throws IOException {
    run("--no_history", "timstd", in, out);
    byte[] before = Files.readAllBytes(Path.of(out));
    assertEquals(
        0, run("--no_history", "-P", "" + threads, "--memory", "32M", "timstd", in, out).status());
    assertArrayEquals(before, Files.readAllBytes(Path.of(out)));
  }

  @Test
  void infoHasALineForEachField() {
    Outcome outcome = run("infon", "-selname,tas,ta", in);
    assertEquals(0, outcome.status());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(1 + 3 * (1 + TestFiles.LEVELS), lines.size());
    assertEquals(
        "    -1 :       Date     Time   Level Gridsize    Miss :"
            + "     Minimum        Mean     Maximum : Parameter name",
        lines.getFirst());
    assertTrue(
        lines
            .get(1)
            .matches("     1 : 2000-01-15 00:00:00       0       32 {7}\\d :.{36} : tas {11}"),
        lines.get(1));
    assertTrue(lines.get(3).startsWith("     3 : 2000-01-15 00:00:00   50000       32       0 :"));
    assertTrue(lines.get(3).endsWith(" : ta            "));
  }

  @Test
  void infoPrintsNumbersOfKnownValues() {
    run("mulc,0", in, out);
    run("addc,280.5", out, out);
    Outcome outcome = run("info", "-selname,orog", out);
    assertEquals(
        "     1 : 0000-00-00 00:00:00       0       32       0 :"
            + "      280.50      280.50      280.50 : -1            ",
        outcome.out().lines().toList().get(1));
    assertTrue(
        run("info", "-divc,0", "-selname,orog", out)
            .out()
            .contains("      32 :                     nan             : -1"));
  }

  @Test
  void sinfoTellsGridsLevelsAndTime() {
    String text = run("sinfo", in).out();
    assertTrue(
        text.contains("     2 : unknown  unknown  v instant       2   2        32   1  F32  : -2"));
    assertTrue(text.contains("     1 : lonlat                   : points=32 (8x4)\n"));
    assertTrue(text.contains("lon : 0 to 315 by 45 degrees_east  circular\n"));
    assertTrue(text.contains("plev : 85000 to 50000 Pa\n"));
    assertTrue(text.contains("time : 3 steps\n"));
    assertTrue(text.contains("  2000-01-15 00:00:00  2000-02-14 09:36:00  2000-03-15 19:12:00\n"));
  }

  /** Before anybody tries to reach the grid, which is not there. */
  @ParameterizedTest
  @ValueSource(strings = {"--checkpoint=5", "--resume"})
  void notesBesideAnOutputThatIsNotHereAreRefused(String option) {
    String away = "--backend=hazelcast://127.0.0.1:9?files=members";
    assertRefused("files=members", option, away, "timmean", in, out);
  }
}
