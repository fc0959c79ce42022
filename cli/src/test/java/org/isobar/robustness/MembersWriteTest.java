package org.isobar.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.WriteOptions;
import org.isobar.backend.local.LocalBackend;
import org.isobar.dataset.FileFormat;
import org.isobar.run.RunOptions;
import org.isobar.testkit.SimulatedGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of a grid write the values of full-size outputs themselves, where they can. */
class MembersWriteTest {
  @TempDir Path folder;

  private Field anomaly() {
    Field x = Dataset.open("virtual:golden?dims=time:600,lat:60,lon:90&missing=13").field("v");
    return x.minus(x.mean("time"));
  }

  @Test
  void valuesOfAClassicFileDoNotTravel() throws Exception {
    Path local = folder.resolve("local.nc");
    Path grid = folder.resolve("grid.nc");
    try (Backend backend = LocalBackend.create(2)) {
      anomaly().write(local, backend);
    }
    try (SimulatedGrid members = new SimulatedGrid()) {
      members.member("a", s -> s.threads(1));
      members.member("b", s -> s.threads(1));
      try (Backend backend = members.driver(s -> s)) {
        anomaly().write(grid, backend);
      }
      long travelled = members.network().bytes();
      assertTrue(travelled < Files.size(grid) / 20, travelled + " bytes travelled");
    }
    assertEquals(-1, Files.mismatch(local, grid));
  }

  @Test
  void membersDeflateAndTheFileIsThatOfOneProcess() throws Exception {
    Path local = folder.resolve("local.nc");
    Path grid = folder.resolve("grid.nc");
    WriteOptions deflated = WriteOptions.DEFAULT.format(FileFormat.NC4).deflate(1);
    try (Backend backend = LocalBackend.create(2)) {
      anomaly().write(local, backend, deflated, RunOptions.DEFAULT);
    }
    try (SimulatedGrid members = new SimulatedGrid()) {
      members.member("a", s -> s.threads(1));
      members.member("b", s -> s.threads(1));
      try (Backend backend = members.driver(s -> s)) {
        anomaly().write(grid, backend, deflated, RunOptions.DEFAULT);
      }
      long travelled = members.network().bytes();
      // What travels are partials of the mean, and the mean.
      assertTrue(travelled < 4L * 600 * 60 * 90 / 20, travelled + " bytes travelled");
    }
    assertEquals(-1, Files.mismatch(local, grid));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "files left over");
    }
  }
}
