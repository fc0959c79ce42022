package org.isobar.oracle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * One script of recipes, as people write them for CDO, run by CDO and by Isobar: {@code cdo diffn}
 * finds no difference between what they wrote, not in the last bit of a float.
 *
 * <p>CDO runs with {@code --double}: without, it rounds to floats between the operators of a chain.
 */
@Tag("soak") // forty starts of a JVM: not in the short run
class PipelinesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final int LEAST = 40;

  /**
   * What one bit of a float allows, where CDO's spreads are one off: it takes the square of a sum
   * from a sum of squares.
   */
  private static final Map<String, String> LIMITS =
      Map.of("12-standardised.nc", "abslim=5e-7", "35-year-to-year.nc", "abslim=1e-7");

  @Test
  void cdoFindsNoDifference(@TempDir Path folder) throws IOException {
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Path maker = Tools.PYTHON_FOLDER.resolve("make_pipeline_files.py");
    Tools.mustRun(List.of(Tools.PYTHON, maker.toString(), inputs.toString()), PATIENCE);
    Path cdo = run(folder.resolve("cdo"), inputs, "cdo -s -O --double");
    Path isobar = run(folder.resolve("isobar"), inputs, isobar());
    List<Path> made = files(cdo);
    assertTrue(made.size() >= LEAST, () -> "only " + made);
    assertEquals(names(made), names(files(isobar)));
    assertAll(made.stream().map(p -> same(p, isobar.resolve(p.getFileName()))));
  }

  private static Executable same(Path cdo, Path isobar) {
    String name = cdo.getFileName().toString();
    String diffn = LIMITS.containsKey(name) ? "diffn," + LIMITS.get(name) : "diffn";
    List<String> command = List.of("cdo", "-s", diffn, cdo.toString(), isobar.toString());
    return () -> {
      Tools.Ended ended = Tools.run(command, PATIENCE);
      assertEquals("", (ended.out() + ended.err()).strip(), name);
      assertEquals(0, ended.status(), name);
    };
  }

  /** The command line in a JVM of its own, as a word of the shell; CLASSPATH tells it the rest. */
  private static String isobar() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return java
        + " --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
        + " org.isobar.cli.Main -s";
  }

  private static Path run(Path folder, Path inputs, String program) throws IOException {
    Files.createDirectory(folder);
    Path script = folder.resolveSibling("pipelines.sh");
    try (var in = PipelinesTest.class.getResourceAsStream("/oracle/pipelines.sh")) {
      Files.write(script, in.readAllBytes());
    }
    String shell =
        String.join(
            " ",
            "cd",
            quoted(folder.toString()),
            "&& CLASSPATH=" + quoted(System.getProperty("java.class.path")),
            "CDO=" + quoted(program),
            "sh",
            quoted(script.toString()),
            quoted(inputs.toString()));
    Tools.mustRun(List.of("sh", "-c", shell), PATIENCE);
    return folder;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(p -> p.getFileName().toString()).toList();
  }
}
