package org.isobar.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.WriteOptions;
import org.isobar.backend.local.LocalBackend;
import org.isobar.dataset.FileFormat;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are refused in words, or read right, within ten seconds and 256 MiB. */
class DamagedFilesTest {
  private static final List<String> NETCDF4 =
      List.of(
          "storage.nc",
          "coordinates.nc",
          "groups.nc",
          "unlimited.nc",
          "classic-model.nc",
          "many.nc");
  private static final Path FIXTURES = fixtures();
  @TempDir Path folder;

  private static Path fixtures() {
    Path beside = Path.of("../io-netcdf/src/test/resources");
    try (var walk = Files.walk(beside)) {
      return walk.filter(p -> p.endsWith("storage.nc")).findFirst().orElseThrow().getParent();
    } catch (IOException e) {
      throw new AssertionError("no fixtures below " + beside.toAbsolutePath(), e);
    }
  }

  @Test
  void threeHundredDamagedFilesAreRefusedOrReadRight() throws Exception {
    check(1, 20121122);
  }

  @Test
  @Tag("soak")
  void manyMoreDamagedFilesAreRefusedOrReadRight() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      check(4, seed);
    }
  }

  private void check(int times, long seed) throws Exception {
    Path damaged = Files.createDirectories(folder.resolve("damaged-" + seed));
    Path whole = Files.createDirectories(folder.resolve("whole-" + seed));
    for (Path file : sources(whole)) {
      Damage damage = new Damage(file, damaged, seed);
      damage.truncations(12 * times);
      damage.flips(12 * times);
      damage.absurdities(7 * times);
      damage.cycles(4 * times);
    }
    Map<String, String[]> right = run(whole);
    Map<String, String[]> found = run(damaged);
    assertTrue(found.size() >= 300 * times, found.size() + " damaged files");
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (Map.Entry<String, String[]> e : found.entrySet()) {
      String outcome = e.getValue()[0];
      String source = e.getKey().replaceAll("\\.(cut|flip|absurd|cycle)\\.\\d+$", "");
      boolean cut = e.getKey().contains(".cut.");
      boolean asWhole = e.getValue()[1].equals(right.get(source)[1]);
      refused += outcome.equals("refused") ? 1 : 0;
      if (outcome.equals("hung")
          || outcome.equals("failed")
          || (cut && outcome.equals("read") && !asWhole)) {
        wrong.add(e.getKey() + " " + String.join(" ", e.getValue()));
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(refused > found.size() / 4, refused + " of " + found.size() + " refused");
    for (Map.Entry<String, String[]> e : right.entrySet()) {
      assertEquals("read", e.getValue()[0], e.getKey() + " " + e.getValue()[1]);
    }
  }

  /** Whole files of every layout. */
  private List<Path> sources(Path into) throws IOException {
    List<Path> out = new ArrayList<>();
    for (String name : NETCDF4) {
      out.add(
          Files.copy(
              FIXTURES.resolve(name), into.resolve(name), StandardCopyOption.REPLACE_EXISTING));
    }
    Field field = Dataset.open("virtual:golden?dims=time:40,lat:5,lon:6&missing=13").field("v");
    try (Backend backend = LocalBackend.create(1)) {
      for (FileFormat f : List.of(FileFormat.NC1, FileFormat.NC2, FileFormat.NC5)) {
        Path file = into.resolve(f + ".nc3");
        field.write(file, backend, WriteOptions.DEFAULT.format(f), RunOptions.DEFAULT);
        out.add(file);
      }
    }
    return out;
  }

  private static Map<String, String[]> run(Path files) throws Exception {
    Map<String, String[]> out = new TreeMap<>();
    for (String line : ChildJvm.run(DamageProgram.class, "256m", 300, files.toString())) {
      String[] words = line.split("\t", 3);
      out.put(words[0], new String[] {words[1], words[2]});
    }
    return out;
  }
}
