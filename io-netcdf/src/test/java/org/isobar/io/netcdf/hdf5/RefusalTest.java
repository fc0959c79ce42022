package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.error.DatasetException;
import org.isobar.error.ShapeException;
import org.isobar.io.netcdf.storage.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {

  private static String message(String file, String variable, Region region) {
    try (BlockReader reader = Fixtures.open(file)) {
      double[] target = new double[(int) region.size()];
      return assertThrows(DatasetException.class, () -> reader.read(variable, region, target, 0))
          .getMessage();
    }
  }

  @Test
  void namesVariableFilterAndRemedy() {
    String szip = message("unsupported.h5", "szip", Region.all(64, 64));
    assertTrue(szip.contains("'szip'") && szip.contains("filter szip"), szip);
    assertTrue(szip.contains("h5repack") && szip.contains("unsupported.h5"), szip);
    String zstd = message("unsupported.h5", "zstd", Region.all(4, 4));
    assertTrue(zstd.contains("zstd (32015)"), zstd);
  }

  @Test
  void namesFiltersWithoutANameByTheirNumber() {
    FilterPipeline filters = new FilterPipeline(List.of(new FilterPipeline.Filter(130, "", 0)));
    assertEquals(Optional.of("it is stored with filter (130)"), filters.unsupported());
  }

  @Test
  void readsTheVariablesBesideThem() {
    try (BlockReader reader = Fixtures.open("unsupported.h5")) {
      double[] target = new double[1];
      reader.read("good", Region.of(new long[] {3, 2}, new long[] {1, 1}), target, 0);
      assertEquals(Fixtures.value(14), target[0]);
    }
  }

  @Test
  void namesTheVariablesThereAre() {
    String m = message("groups.nc", "h/z", Region.all(1));
    assertTrue(m.contains("'h/z'") && m.contains("h/k/v"), m);
  }

  @Test
  void refusesTypesThatAreNotNumbers() {
    assertTrue(message("types.nc", "wind", Region.all(3)).contains("compound"));
    assertTrue(message("types.nc", "strings", Region.all(3, 2)).contains("'strings'"));
  }

  @Test
  void refusesRegionsOutsideTheVariable() {
    try (BlockReader reader = Fixtures.open("storage.nc")) {
      double[] target = new double[100];
      assertThrows(
          DatasetException.class, () -> reader.read("contiguous", Region.all(5, 7), target, 0));
      assertThrows(
          DatasetException.class, () -> reader.read("contiguous", Region.all(5), target, 0));
      assertThrows(
          ShapeException.class, () -> reader.read("contiguous", Region.all(5, 6), target, 71));
    }
  }

  @Test
  void findsWrongChecksums(@TempDir Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.path("storage.nc"));
    Path file = folder.resolve("bad.nc");
    // Values of fletcher_only lie unpacked in the file: 1st chunk (3, 3, 3) starts with -200, -163,
    // -126.
    byte[] start = {(byte) 0x38, (byte) 0xff, (byte) 0x5d, (byte) 0xff, (byte) 0x82, (byte) 0xff};
    int found = 0;
    for (int i = 0; i < bytes.length - start.length; i++) {
      boolean same = true;
      for (int k = 0; k < start.length; k++) {
        same &= bytes[i + k] == start[k];
      }
      if (same) {
        bytes[i + 20] ^= 1;
        found++;
      }
    }
    assertTrue(found > 0);
    Files.write(file, bytes);
    try (BlockReader reader = new Hdf5Format().open(SourceFile.of(file.toString()))) {
      double[] target = new double[210];
      DatasetException e =
          assertThrows(
              DatasetException.class,
              () -> reader.read("fletcher_only", Region.all(7, 5, 6), target, 0));
      assertTrue(e.getMessage().contains("Fletcher"), e.getMessage());
      assertTrue(e.getMessage().contains("fletcher_only"), e.getMessage());
    }
  }
}
