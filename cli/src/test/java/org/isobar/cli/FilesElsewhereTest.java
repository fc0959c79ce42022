package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.testkit.SimulatedGrid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on files that only the members of a grid see. */
class FilesElsewhereTest {
  private static final String AWAY = "/no-such-folder-here/badc";

  @TempDir Path folder;
  private final SimulatedGrid grid = new SimulatedGrid();
  private Backend backend;

  @BeforeEach
  void start() {
    try (Backend local = LocalBackend.create(1)) {
      Dataset.open("virtual:golden?dims=time:400,lat:6,lon:8&missing=13&calendar=noleap")
          .field("v")
          .write(folder.resolve("in.nc"), local);
    }
    for (String name : List.of("a", "b")) {
      grid.member(name, s -> s.threads(1).prefixes(Map.of(AWAY, folder.toString())));
    }
    backend = grid.driverWithoutFiles();
  }

  @AfterEach
  void stop() {
    backend.close();
    grid.close();
  }

  private record Ended(int status, String out, String err) {}

  private Ended run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        OnBackend.run(
            backend,
            Arrays.asList(words),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ended(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void operatorsReadAndWriteThereAsTheyDoHere() throws Exception {
    for (String operator : List.of("ymonmean", "-sqr -subc,2", "splityear")) {
      String[] names = operator.equals("splityear") ? new String[] {"y2001.nc", "y2002.nc"} : null;
      String out = names == null ? "out.nc" : "y";
      Ended ended = run(words(operator, AWAY + "/in.nc", AWAY + "/" + out));
      assertEquals("", ended.err());
      assertEquals(0, ended.status());
      List<String> written = names == null ? List.of("out.nc") : List.of(names);
      for (String name : written) {
        Files.move(folder.resolve(name), folder.resolve("there_" + name));
      }
      int here =
          Main.run(
              Arrays.asList(words(operator, folder + "/in.nc", folder + "/" + out)),
              System.out,
              System.err);
      assertEquals(0, here);
      for (String name : written) {
        assertEquals(
            -1,
            Files.mismatch(folder.resolve(name), folder.resolve("there_" + name)),
            operator + " " + name);
        Files.delete(folder.resolve("there_" + name));
      }
    }
    assertFalse(Files.exists(Path.of(AWAY)));
  }

  private static String[] words(String operator, String in, String out) {
    return ("--no_history " + operator + " " + in + " " + out).split(" ", -1);
  }

  @Test
  void listingsSeeThem() {
    Ended ended = run("showformat", AWAY + "/in.nc");
    assertEquals("", ended.err());
    assertTrue(ended.out().startsWith("NetCDF"), ended.out());
  }

  @Test
  void whatIsMissingThereIsSaid() {
    Ended missing = run("timmean", AWAY + "/none.nc", AWAY + "/out.nc");
    assertNotEquals(0, missing.status());
    assertTrue(missing.err().contains("none.nc"), missing.err());
    Ended nowhere = run("timmean", AWAY + "/in.nc", AWAY + "/none/out.nc");
    assertNotEquals(0, nowhere.status());
    assertTrue(nowhere.err().contains("none"), nowhere.err());
  }
}
