package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobar.testkit.Mpirun;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worlds of real processes under real launchers. */
class WorldTest {
  private static final int RANKS = 4;
  private static final int PART = 1 << 16;

  /** Beyond what an int counts. */
  private static final long LONG = (1L << 31) + 12_345;

  @TempDir Path folder;

  /** One world of each launcher does all that worlds do: starting one is what takes long. */
  @TestFactory
  Stream<DynamicNode> aWorldOf() {
    return Stream.of(Mpirun.Kind.values())
        .map(kind -> dynamicContainer(kind.label(), Stream.of(kind).flatMap(WorldTest::session)));
  }

  private static Stream<DynamicTest> session(Mpirun.Kind kind) {
    Mpirun.Outcome outcome = runSession(kind);
    return Stream.of(
        dynamicTest("messagesOfAllLengthsArriveWholeAndInOrder", () -> assertExchanged(outcome)),
        dynamicTest(
            "theJvmKeepsItsSignals",
            () -> outcome.says("null checks passed").saysNot("Caught signal")),
        dynamicTest(
            "whatARankHasNoRoomForWaitsWithItsSenders",
            () -> outcome.says("rank 0 of 4 took what had waited")),
        dynamicTest("waitingRanksLeaveTheirCoresToOthers", () -> assertIdle(outcome)),
        dynamicTest(
            "aMessageMayBeLongerThanTwoGibibytes",
            () -> outcome.says("received " + LONG + " bytes")));
  }

  private static Mpirun.Outcome runSession(Mpirun.Kind kind) {
    try {
      return new Mpirun(kind, RANKS)
          .jvm("-Dpart=" + PART, "-XX:MaxDirectMemorySize=3g")
          .run(RankMain.class, "session", "42", Long.toString(LONG))
          .succeeded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void assertExchanged(Mpirun.Outcome outcome) {
    for (int rank = 0; rank < RANKS; rank++) {
      String who = "rank " + rank + " of " + RANKS;
      outcome.says(who + " received " + 36 * (RANKS - 1) + " messages").says(who + " left");
    }
  }

  private static void assertIdle(Mpirun.Outcome outcome) {
    Matcher shares = Pattern.compile("rank (\\d) of 4 idled at ([0-9.]+) %").matcher(outcome.out());
    int found = 0;
    while (shares.find()) {
      found++;
      assertTrue(Double.parseDouble(shares.group(2)) < 5, outcome::toString);
    }
    assertEquals(RANKS, found, outcome::toString);
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

  @Test
  void aLibraryThatDoesNotExistIsNamed() throws Exception {
    new Mpirun(Mpirun.Kind.OPEN_MPI, 1)
        .jvm("-Disobar.mpi.library=libnosuch.so.1")
        .run(RankMain.class, "exchange", "1")
        .failed()
        .says("looked for libnosuch.so.1");
  }
}
