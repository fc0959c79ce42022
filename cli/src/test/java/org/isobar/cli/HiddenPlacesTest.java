package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isobar.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files where one would not look for them, and outputs where none can be written. */
class HiddenPlacesTest {
  private static final int CELLS = 100_000;
  private static final int SECONDS = 60;

  @TempDir Path folder;

  private record Ended(int status, String said) {}

  private Path input(Path file, String name, double... values) {
    double[] days = new double[values.length];
    return new RawFile()
        .unlimited("time", values.length)
        .floats("time", "time", "units=days since 2000-01-01", days)
        .floats(name, "time", "", values)
        .write(file);
  }

  private List<String> left(Path where) throws IOException {
    try (Stream<Path> all = Files.list(where)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Runs a command in a JVM of its own, which a shell may have taken something from. */
  private Ended run(String limits, String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                limits + "exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    Path said = folder.resolveSibling(folder.getFileName() + ".said");
    try {
      Process p =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertTrue(p.waitFor(SECONDS, TimeUnit.SECONDS), "no end");
      return new Ended(p.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static void isOneClearError(Ended ended, Path output) {
    assertEquals(1, ended.status(), ended.said());
    List<String> errors = ended.said().lines().filter(l -> l.contains("(Abort)")).toList();
    assertEquals(1, errors.size(), ended.said());
    assertTrue(errors.getFirst().contains(output.getFileName().toString()), errors.getFirst());
    assertTrue(!ended.said().contains("\tat "), ended.said());
  }

  @Test
  void aFullDiskIsToldAndNothingIsLeftBehind() throws IOException, InterruptedException {
    Path in = input(folder.resolve("in.nc"), "v", new double[CELLS]);
    Path out = folder.resolve("out.nc");
    for (String format : List.of("nc2", "nc4")) {
      // As if the disk were full after some blocks: a file may not grow beyond them.
      Ended ended = run("ulimit -f 64; ", "-f", format, "mulc,2", in.toString(), out.toString());
      isOneClearError(ended, out);
      assertEquals(List.of("in.nc"), left(folder), format);
    }
  }

  @Test
  void afterAFullDiskTheInputThatIsTheOutputIsWhole() throws IOException, InterruptedException {
    Path in = input(folder.resolve("in.nc"), "v", new double[CELLS]);
    byte[] before = Files.readAllBytes(in);
    isOneClearError(run("ulimit -f 64; ", "addc,1", in.toString(), in.toString()), in);
    assertArrayEquals(before, Files.readAllBytes(in));
    assertEquals(List.of("in.nc"), left(folder));
  }

  @Test
  void aFolderThatMayNotBeWrittenIsTold() throws IOException, InterruptedException {
    Path closed = Path.of("/proc/self"); // not for root either
    assumeTrue(Files.isDirectory(closed));
    Path in = input(folder.resolve("in.nc"), "v", 1, 2);
    Path out = closed.resolve("out.nc");
    isOneClearError(run("", "copy", in.toString(), out.toString()), out);
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertTrue(locked.toFile().setWritable(false));
    if (!Files.isWritable(locked)) { // all may be written by root
      isOneClearError(
          run("", "copy", in.toString(), locked.resolve("out.nc").toString()), Path.of("out.nc"));
    }
    assertTrue(locked.toFile().setWritable(true));
    assertEquals(List.of(), left(locked));
  }

  @Test
  void anInputThatIsTheOutputSurvivesAFailure() throws IOException {
    Path in = input(folder.resolve("in.nc"), "v", 1, 2);
    input(folder.resolve("long.nc"), "v", 1, 2, 3);
    byte[] before = Files.readAllBytes(in);
    Runner isobar = new Runner(folder);
    isobar.fails("add", "in.nc", "long.nc", "in.nc");
    assertArrayEquals(before, Files.readAllBytes(in));
    isobar.succeeds("add", "in.nc", "-addc,1", "in.nc", "in.nc");
    assertArrayEquals(new double[] {3, 5}, isobar.values("in.nc", "v"));
    isobar.succeeds("-O", "cat", "in.nc", "in.nc", "in.nc");
    assertEquals(List.of("in.nc", "long.nc"), left(folder));
  }

  @Test
  void foldersAndVariablesMayHaveAnyName() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a b").resolve("Ωμέγα 'x' [1]"));
    input(deep.resolve("größe 1.nc"), "température", 1, 2);
    Runner isobar = new Runner(deep);
    isobar.succeeds("mulc,2", "größe 1.nc", "結果 $HOME.nc");
    assertEquals(List.of("größe 1.nc", "結果 $HOME.nc"), left(deep));
    assertArrayEquals(new double[] {2, 4}, isobar.values("結果 $HOME.nc", "température"));
    isobar.succeeds("-O", "selname,température", "größe 1.nc", "o.nc");
    isobar.succeeds("-O", "setname,a b", "größe 1.nc", "o.nc");
    assertEquals(List.of("a b"), Dataset.open(deep.resolve("o.nc")).names());
  }

  @Test
  void emptyNamesAreToldAsSuch() {
    input(folder.resolve("in.nc"), "v", 1, 2);
    Runner isobar = new Runner(folder);
    assertTrue(isobar.fails("copy", "", "o.nc").contains("the name of an input is empty"));
    assertTrue(isobar.fails("copy", "in.nc", "").contains("the name of the output is empty"));
    assertTrue(
        isobar.fails("selname,v,", "in.nc", "o.nc").contains("the name of a variable is empty"));
    assertTrue(
        isobar.fails("delname,", "in.nc", "o.nc").contains("the name of a variable is empty"));
  }
}
