package org.isobar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.backend.mpi.WritingMain;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NetCDF files that the ranks of an MPI world write themselves. */
class MpiWritingTest {
  private static final int RANKS = 3;
  private static final int SOON_SECONDS = 10;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"OPEN_MPI, 0, NC2, 0", "MPICH, 2, NC4, 1"})
  void theirValuesDoNotTravelAndAKillLeavesWhatWasThere(
      Mpirun.Kind kind, int victim, String format, String level) throws Exception {
    Path in = folder.resolve("in.nc");
    Path out = folder.resolve("out.nc");
    LongFile.write(in);
    try (Mpirun.Running running =
        new Mpirun(kind, RANKS)
            .start(
                WritingMain.class,
                in.toString(),
                out.toString(),
                format,
                level,
                folder.resolve("hold").toString())) {
      running.awaitOut("holds");
      long traveled = number("traveled: (\\d+) bytes", running.out());
      byte[] old = Files.readAllBytes(out);
      assertTrue(traveled < old.length / 20, () -> traveled + " of " + old.length);
      assertTrue(
          ProcessHandle.of(number("rank " + victim + " is process (\\d+)", running.out()))
              .orElseThrow()
              .destroyForcibly());
      running.await(SOON_SECONDS).failed();
      assertArrayEquals(old, Files.readAllBytes(out));
    }
  }

  private static long number(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), () -> pattern + " in " + text);
    return Long.parseLong(found.group(1));
  }
}
