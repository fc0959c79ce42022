package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of an MPI world whose ranks are killed while they write NetCDF files. */
@Tag("oracle")
class MpiResumeTest {
  private static final int RANKS = 3;
  private static final int LONGEST_SECONDS = 120;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"OPEN_MPI, 0, nc2, zip_0", "MPICH, 2, nc4, zip_1"})
  void aKilledWorldGoesOnAndRefusesWhatIsNotAsItWas(
      Mpirun.Kind kind, int victim, String format, String deflated) throws Exception {
    Path in = folder.resolve("in.nc");
    Path out = folder.resolve("out.nc");
    LongFile.write(in);
    List<String> words = new ArrayList<>(List.of("--no_history", "--memory", "8M", "-f", format));
    if (!deflated.equals("zip_0")) {
      words.addAll(List.of("-z", deflated));
    }
    words.addAll(List.of("sub", in.toString(), "-timmean", in.toString(), out.toString()));
    byte[] right = onThreads(words, out);

    List<String> stalling = new ArrayList<>(List.of("stall", "--checkpoint", "1"));
    stalling.addAll(words);
    long noted;
    try (Mpirun.Running running =
        new Mpirun(kind, RANKS).start(ResumeInWorldMain.class, stalling.toArray(String[]::new))) {
      running.awaitOut("stalls: at ");
      noted = number("stalls: at (\\d+)", running.out());
      assertTrue(
          ProcessHandle.of(number("rank " + victim + " is process (\\d+)", running.out()))
              .orElseThrow()
              .destroyForcibly());
      running.await(LONGEST_SECONDS).failed();
    }
    assertFalse(Files.exists(out));
    assertTrue(Files.exists(folder.resolve("out.nc.checkpoint")));

    List<String> rest = new ArrayList<>(List.of("rest", in.toString(), out.toString()));
    rest.addAll(words);
    try (Mpirun.Running running =
        new Mpirun(kind, RANKS - 1).start(ResumeInWorldMain.class, rest.toArray(String[]::new))) {
      Mpirun.Outcome outcome = running.await(LONGEST_SECONDS).succeeded();
      assertRefused(outcome, "damaged values", "out.nc.checkpoint.data: it is damaged");
      assertRefused(outcome, "half a note", "it is damaged or cut short");
      assertRefused(outcome, "another input", "the input " + in + " changed since");
      assertRefused(outcome, "not asked", "resume from it");
      outcome.says("the rest: status 0");
      long before = number("(\\d+) of \\d+ tasks were done before", outcome.out());
      assertTrue(before >= noted, () -> noted + " were noted: " + outcome);
    }
    assertArrayEquals(right, Files.readAllBytes(out));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("in.nc", "out.nc"), files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private static byte[] onThreads(List<String> words, Path out) throws Exception {
    PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    assertEquals(0, Main.run(words, Map.of(), silent, silent));
    byte[] right = Files.readAllBytes(out);
    Files.delete(out);
    return right;
  }

  private static long number(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), () -> pattern + " in " + text);
    return Long.parseLong(found.group(1));
  }

  private static void assertRefused(Mpirun.Outcome outcome, String what, String why) {
    Matcher found =
        Pattern.compile(what + ": status (\\d+), (.*)", Pattern.MULTILINE).matcher(outcome.out());
    assertTrue(found.find(), () -> "'" + what + "' in " + outcome);
    assertEquals("1", found.group(1), outcome::toString);
    assertTrue(found.group(2).contains(why), () -> "'" + why + "' in " + found.group(2));
  }
}
