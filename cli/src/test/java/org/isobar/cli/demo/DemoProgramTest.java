package org.isobar.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.error.DatasetException;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProgramTest {
  @TempDir static Path shared;
  private static Backend backend;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void writeArchive() {
    backend = LocalBackend.create(2);
    SmallArchive.in(shared).ensure(new FaultyProvider(0), SmallArchive.silent());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private DemoProgram program() {
    return new DemoProgram(folder, print(out), print(err), false, Optional.empty());
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The row of the table for a run, its columns separated by one blank. */
  private String row(String model, String experiment) {
    return printed()
        .lines()
        .map(line -> line.strip().replaceAll(" +", " "))
        .filter(line -> line.startsWith(model + " " + experiment + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(printed()));
  }

  @Test
  void theTableHasTheNumbersOfTheFormula() {
    program().run(SmallArchive.in(shared), backend);
    for (Model model : List.of(SmallArchive.NOLEAP, SmallArchive.DAY_360)) {
      Expectation expected = Expectation.of(model);
      assertEquals(
          String.format(
              Locale.ROOT,
              "%s historical 1984-2005 1986-2005 %.2f 1996-2005 %+.2f %+.2f",
              model.id(),
              expected.baselineMean(),
              expected.warming(1996, 2005),
              expected.trend(1984, 2005)),
          row(model.id(), "historical"));
      assertEquals(
          String.format(
              Locale.ROOT,
              "%s rcp85 2006-2017 1986-2005 %.2f 2012-2017 %+.2f %+.2f",
              model.id(),
              expected.baselineMean(),
              expected.warming(2012, 2017),
              expected.trend(2006, 2017)),
          row(model.id(), "rcp85"));
    }
  }

  @Test
  void anomaliesOfTheLatestExperimentAreWritten() {
    program().run(SmallArchive.in(shared), backend);
    Field anomaly = Dataset.open(folder.resolve("anomaly_LULL-2.nc")).field("tas_anomaly");
    assertArrayEquals(new long[] {12 * 12, 5, 6}, anomaly.shape());
    assertEquals(Calendar.DAY_360, anomaly.calendar().orElseThrow());
    assertEquals(
        "air_temperature_anomaly", anomaly.attributes().text("standard_name").orElseThrow());
    double[] august2009 = anomaly.isel("time", 3 * 12 + 7).compute(backend).values();
    double[] expected = Expectation.of(SmallArchive.DAY_360).monthlyAnomaly(2009, 8);
    assertArrayEquals(expected, august2009, 1e-4);
  }

  @Test
  void outputIsTheSameWhenTheArchiveIsTheUsersOwn() {
    program().run(SmallArchive.in(shared), backend);
    List<String> rows = printed().lines().filter(line -> line.contains("1986-2005 ")).toList();
    out.reset();
    program().runOn(List.of(shared.toString()), backend);
    assertEquals(rows, printed().lines().filter(line -> line.contains("1986-2005 ")).toList());
  }

  @Test
  void theFirstHalfIsTheBaselineWhereTheUsualYearsAreAbsent() {
    program().runOn(List.of(shared + "/**/tas_day_GALE-1_rcp85_*.nc"), backend);
    assertTrue(row("GALE-1", "rcp85").startsWith("GALE-1 rcp85 2006-2017 2006-2011 "), printed());
    assertTrue(
        printed()
            .contains(
                "GALE-1 rcp85 r1i1p1: no files cover 1986-2005, so the baseline is 2006-2011"),
        printed());
  }

  @Test
  void filesThatCannotBeUsedAreNamedAndTheOthersComputed() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path whole = copy("GALE-1", "historical", own);
    Path text = Files.writeString(own.resolve("text.nc"), "no NetCDF");
    program().runOn(List.of(own.toString()), backend);
    assertTrue(printed().contains("left out " + text), printed());
    assertTrue(row("GALE-1", "historical").contains("1984-1993"), whole + " " + printed());
  }

  @Test
  void filesThatHoldTheSameTimeAreUsedAndItIsSaid() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Path file = copy("GALE-1", "historical", own);
    Files.copy(file, own.resolve("again.nc"));
    program().runOn(List.of(own.toString()), backend);
    assertTrue(row("GALE-1", "historical").contains("1984-1993"), printed());
    assertTrue(
        printed()
            .contains("GALE-1 historical r1i1p1: where files overlap, the one that begins later"),
        printed());
  }

  @Test
  void nothingUsableIsAnErrorThatSaysWhy() throws IOException {
    Path text = Files.writeString(folder.resolve("text.nc"), "no NetCDF");
    DatasetException e =
        assertThrows(
            DatasetException.class, () -> program().runOn(List.of(text.toString()), backend));
    assertTrue(e.getMessage().contains("none of 1 files can be used"), e.getMessage());
    assertTrue(e.getMessage().contains(text.toString()), e.getMessage());
    assertFalse(printed().contains("Warming"), printed());
  }

  @Test
  void aFolderWithoutFilesIsAnError() {
    DatasetException e =
        assertThrows(
            DatasetException.class, () -> program().runOn(List.of(folder.toString()), backend));
    assertTrue(e.getMessage().contains("no file matches"), e.getMessage());
  }

  /** Copies the first file of a run. */
  private static Path copy(String model, String experiment, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(shared)) {
      Path file =
          files
              .filter(
                  f -> f.getFileName().toString().startsWith("tas_day_" + model + "_" + experiment))
              .sorted()
              .findFirst()
              .orElseThrow();
      return Files.copy(file, to.resolve(file.getFileName()));
    }
  }
}
