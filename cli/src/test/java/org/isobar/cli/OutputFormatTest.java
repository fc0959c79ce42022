package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.isobar.Dataset;
import org.isobar.dataset.VariableRef;
import org.isobar.expr.Read;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Format, compression and chunks of outputs. */
class OutputFormatTest {
  private static final int MONTHS = 3;
  @TempDir Path folder;
  private Runner isobar;

  @BeforeEach
  void start() {
    isobar = new Runner(folder);
    // Fields of less than 4 KiB share chunks and are not deflated.
    new TestFiles(folder).write("in.nc", TestFiles.monthly(MONTHS, 1, 16, 128));
  }

  private VariableRef stored(String variable) {
    Dataset set = Dataset.open(folder.resolve("out.nc").toString());
    return ((Read) set.field(variable).expr()).variable();
  }

  private List<Long> chunk(String variable) {
    return java.util.Arrays.stream(stored(variable).chunk().toArray()).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "nc1, NetCDF",
    "nc, NetCDF2",
    "nc2, NetCDF2",
    "nc5, NetCDF5",
    "nc4, NetCDF4",
    "nc4c, NetCDF4 classic"
  })
  void theFormatIsThatOfTheOption(String option, String words) {
    isobar.run("-f", option, "copy", "in.nc", "out.nc");
    String first = isobar.run("sinfo", "out.nc").out().lines().findFirst().orElseThrow();
    assertEquals("   File format : " + words, first);
  }

  @Test
  void deflatedOutputsHaveTheSameValues() {
    isobar.run("-f", "nc4", "-z", "zip_1", "copy", "in.nc", "out.nc");
    assertTrue(stored("tas").compressed());
    assertEquals(0, isobar.run("infon", "out.nc").status());
    assertEquals(isobar.run("infon", "in.nc").out(), isobar.run("infon", "out.nc").out());
  }

  @Test
  void anOutputOfAnotherFormatIsWrittenWithoutDeflation() {
    Runner.Ended ended = isobar.run("-f", "nc2", "-z", "zip_1", "copy", "in.nc", "out.nc");
    assertEquals(0, ended.status());
    assertFalse(stored("tas").compressed());
  }

  @Test
  void chunksAreRowsOrFields() {
    isobar.run("-f", "nc4", "-k", "lines", "copy", "in.nc", "out.nc");
    assertEquals(List.of(1L, 1L, 128L), chunk("tas"));
    assertEquals(List.of(1L, 1L, 1L, 128L), chunk("ta"));
    isobar.run("-f", "nc4", "-k", "grid", "copy", "in.nc", "out.nc");
    assertEquals(List.of(1L, 16L, 128L), chunk("tas"));
    assertEquals(List.of(1L, 1L, 16L, 128L), chunk("ta"));
  }
}
