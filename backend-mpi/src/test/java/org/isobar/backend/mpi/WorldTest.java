package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Worlds of real processes under real launchers. */
class WorldTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"OPEN_MPI, 1", "OPEN_MPI, 5", "MPICH, 2", "MPICH, 3"})
  void messagesOfAllLengthsArriveWholeAndInOrder(Mpirun.Kind kind, int ranks) throws Exception {
    Mpirun.Outcome outcome =
        new Mpirun(kind, ranks).run(RankMain.class, "exchange", "42").succeeded();
    for (int rank = 0; rank < ranks; rank++) {
      outcome.says("rank " + rank + " of " + ranks + " received " + 36 * (ranks - 1) + " messages");
      outcome.says("rank " + rank + " of " + ranks + " left");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageMayBeLongerThanTwoGibibytes(Mpirun.Kind kind) throws Exception {
    long length = (1L << 31) + 12_345;
    new Mpirun(kind, 2)
        .jvm("-Dpart=1048576", "-XX:MaxDirectMemorySize=3g")
        .run(RankMain.class, "large", Long.toString(length))
        .succeeded()
        .says("received " + length + " bytes");
  }

  @ParameterizedTest
  @EnumSource
  void waitingRanksLeaveTheirCoresToOthers(Mpirun.Kind kind) throws Exception {
    Mpirun.Outcome outcome = new Mpirun(kind, 4).run(RankMain.class, "idle").succeeded();
    Matcher shares = Pattern.compile("rank (\\d) of 4 idled at ([0-9.]+) %").matcher(outcome.out());
    int found = 0;
    while (shares.find()) {
      found++;
      assertTrue(Double.parseDouble(shares.group(2)) < 5, outcome::toString);
    }
    assertEquals(4, found, outcome::toString);
  }

  @ParameterizedTest
  @EnumSource
  void theJvmKeepsItsSignals(Mpirun.Kind kind) throws Exception {
    new Mpirun(kind, 2)
        .run(RankMain.class, "nulls")
        .succeeded()
        .says("null checks passed")
        .saysNot("Caught signal");
  }

  /**
   * What the JVM is kept from is real: where the environment lets UCX have SIGSEGV, it takes it.
   */
  @Test
  void withoutCareTheJvmWouldLoseItsSignals() throws Exception {
    new Mpirun(Mpirun.Kind.MPICH, 2)
        .environment("UCX_ERROR_SIGNALS", "SIGSEGV")
        .jvm("-XX:ErrorFile=" + folder.resolve("hs_err_%p.log"))
        .run(RankMain.class, "nulls")
        .says("Caught signal 11");
  }

  @ParameterizedTest
  @EnumSource
  void aLibraryOfAnotherFamilyIsRefusedByName(Mpirun.Kind kind) throws Exception {
    new Mpirun(kind, 2)
        .jvm("-Disobar.mpi.library=" + kind.other().library())
        .run(RankMain.class, "exchange", "1")
        .failed()
        .says(kind.other().library() + " is of " + kind.other().label())
        .says("start with " + kind.other().command());
  }

  @ParameterizedTest
  @EnumSource
  void aWorldOfOneIsRefusedWhereTheLauncherStartedMore(Mpirun.Kind kind) throws Exception {
    new Mpirun(kind, 1)
        .withoutLauncher()
        .environment("SLURM_STEP_NUM_TASKS", "4")
        .jvm("-Disobar.mpi.library=" + kind.library())
        .run(RankMain.class, "exchange", "1")
        .failed()
        .says("srun started 4 processes, but the library " + kind.library())
        .says("sees a world of 1");
  }

  @ParameterizedTest
  @EnumSource
  void aLibraryThatDoesNotExistIsNamed(Mpirun.Kind kind) throws Exception {
    new Mpirun(kind, 1)
        .jvm("-Disobar.mpi.library=libnosuch.so.1")
        .run(RankMain.class, "exchange", "1")
        .failed()
        .says("looked for libnosuch.so.1");
  }
}
