package org.isobar.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  /** Means of floats are rounded to floats. */
  private static final double FLOAT = 1e-7;

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

  @Test
  @Tag("oracle")
  void damagedClassicFilesAreReadAsNetcdfCReadsThem() throws Exception {
    compareWithNetcdfC(1);
  }

  @Test
  @Tag("oracle")
  @Tag("soak")
  void manyMoreDamagedClassicFilesAreReadAsNetcdfCReadsThem() throws Exception {
    compareWithNetcdfC(10);
  }

  /** Numbers in the data of a classic file have no checksum: right is what the bytes say. */
  private void compareWithNetcdfC(int times) throws Exception {
    Path damaged = Files.createDirectories(folder.resolve("damaged"));
    for (Path file : classic(Files.createDirectories(folder.resolve("whole")))) {
      Damage damage = new Damage(file, damaged, 36);
      damage.flips(12 * times);
      damage.absurdities(12 * times);
      damage.cycles(6 * times);
    }
    Map<String, Outcome> found = run(damaged);
    assertEquals(List.of(), unlikeNetcdfC(found, netcdfC(damaged)));
    long read = found.values().stream().filter(o -> o.how().equals("read")).count();
    assertTrue(read >= 20L * times, read + " files read");
  }

  private static List<String> unlikeNetcdfC(
      Map<String, Outcome> found, Map<String, String> reference) {
    List<String> wrong = new ArrayList<>();
    reference.forEach(
        (name, told) -> {
          Outcome outcome = found.get(name);
          boolean agree =
              switch (outcome.how()) {
                case "refused" -> true;
                case "read" -> told.equals("untold") || alike(outcome.fields(), told);
                default -> false;
              };
          if (!agree) {
            wrong.add(name + " " + outcome + ", netCDF-C: " + told);
          }
        });
    return wrong;
  }

  /** What is neither refused nor read as the whole file has to be what netCDF-C reads. */
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
    Map<String, Outcome> right = run(whole);
    right.forEach((name, outcome) -> assertEquals("read", outcome.how(), name + " " + outcome));
    Map<String, Outcome> found = run(damaged);
    assertTrue(found.size() >= 300 * times, found.size() + " damaged files");
    Path others = Files.createDirectories(folder.resolve("others-" + seed));
    int refused = 0;
    for (Map.Entry<String, Outcome> e : found.entrySet()) {
      refused += e.getValue().how().equals("refused") ? 1 : 0;
      if (!isRight(e.getKey(), e.getValue(), right)) {
        Files.copy(damaged.resolve(e.getKey()), others.resolve(e.getKey()));
      }
    }
    assertEquals(List.of(), unlikeNetcdfC(found, netcdfC(others)));
    assertTrue(refused > found.size() / 4, refused + " of " + found.size() + " refused");
  }

  /** Only the numbers of a classic file may be others than those of the whole file. */
  private static boolean isRight(String name, Outcome outcome, Map<String, Outcome> right) {
    String source = name.replaceAll("\\.(cut|flip|absurd|cycle)\\.\\d+$", "");
    return switch (outcome.how()) {
      case "refused" -> true;
      case "read" -> {
        boolean asWhole = outcome.digest().equals(right.get(source).digest());
        yield asWhole || (source.endsWith(".nc3") && !name.contains(".cut."));
      }
      default -> false;
    };
  }

  /** What became of a file: {@code refused}, {@code read}, {@code hung} or {@code failed}. */
  private record Outcome(String how, String digest, String fields) {}

  private static boolean alike(String fields, String others) {
    String[] ours = fields.split("; ", -1);
    String[] theirs = others.split("; ", -1);
    if (ours.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < ours.length; i++) {
      int a = ours[i].lastIndexOf(' ') + 1;
      int b = theirs[i].lastIndexOf(' ') + 1;
      if (!withoutGroups(ours[i].substring(0, a)).equals(theirs[i].substring(0, b))) {
        return false;
      }
      if (a > 0) {
        double want = Double.parseDouble(theirs[i].substring(b).replace("nan", "NaN"));
        double got = Double.parseDouble(ours[i].substring(a));
        if (!(Double.compare(got, want) == 0 || Math.abs(got - want) <= FLOAT * Math.abs(want))) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code g/v g/y:3,x:4} as {@code g/v y:3,x:4}. */
  private static String withoutGroups(String field) {
    return field.replaceAll("(?<=[ ,])[^ ,:]*/", "");
  }

  private static Map<String, String> netcdfC(Path files) throws Exception {
    Process python =
        new ProcessBuilder("/usr/bin/python3", "src/test/python/robustness.py", files.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Map<String, String> out = new TreeMap<>();
    for (String line : python.inputReader(StandardCharsets.UTF_8).lines().toList()) {
      String[] words = line.split("\t", 2);
      out.put(words[0], words[1]);
    }
    assertEquals(0, python.waitFor());
    return out;
  }

  /** Whole files of every layout. */
  private List<Path> sources(Path into) throws IOException {
    List<Path> out = new ArrayList<>();
    for (String name : NETCDF4) {
      out.add(
          Files.copy(
              FIXTURES.resolve(name), into.resolve(name), StandardCopyOption.REPLACE_EXISTING));
    }
    out.addAll(classic(into));
    return out;
  }

  private static List<Path> classic(Path into) {
    List<Path> out = new ArrayList<>();
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

  private static Map<String, Outcome> run(Path files) throws Exception {
    Map<String, Outcome> out = new TreeMap<>();
    for (String line : ChildJvm.run(DamageProgram.class, "256m", 300, files.toString())) {
      String[] words = line.split("\t", -1);
      out.put(words[0], new Outcome(words[1], words[2], words.length > 3 ? words[3] : ""));
    }
    return out;
  }
}
