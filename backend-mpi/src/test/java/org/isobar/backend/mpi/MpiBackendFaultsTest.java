package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.isobar.testkit.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranks that are killed while they work take all with them, and leave what was there. */
@Execution(ExecutionMode.CONCURRENT)
class MpiBackendFaultsTest {
  private static final int RANKS = 3;
  private static final double SOON = 10;

  /** Takes minutes, if it is let. */
  private static final String LONG = "30000000";

  private static final String SHORT = "2000";
  private static final String OLD = "what was there";
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "OPEN_MPI, mean, 1",
    "MPICH, mean, 2",
    "OPEN_MPI, write, 3",
    "MPICH, write, 4",
    "OPEN_MPI, mean, 5"
  })
  void aKilledRankEndsTheJob(Mpirun.Kind kind, String work, long seed) throws Exception {
    kill(folder, kind, work, new Random(seed));
  }

  /** Kills one of the ranks that work, by chance. */
  static void kill(Path folder, Mpirun.Kind kind, String work, Random random) throws Exception {
    Path own = Files.createTempDirectory(folder, "run");
    Path target = own.resolve("out");
    Files.writeString(target, OLD);
    try (Mpirun.Running running =
        new Mpirun(kind, RANKS).start(StudyMain.class, work, LONG, target.toString())) {
      running.awaitOut("done ");
      List<Long> ranks = ranks(running.out());
      assertEquals(RANKS, ranks.size(), running.out());
      long victim = ranks.get(random.nextInt(RANKS));
      running.launcher().waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
      long began = System.nanoTime();
      assertTrue(ProcessHandle.of(victim).orElseThrow().destroyForcibly());
      Mpirun.Outcome outcome = running.await(30).failed();
      double took = (System.nanoTime() - began) / 1e9;
      assertTrue(took < SOON, () -> took + " s: " + outcome);
      for (long rank : ranks) {
        ProcessHandle.of(rank)
            .ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
      }
    }
    assertEquals(OLD, Files.readString(target));
    if (work.equals("write")) {
      again(kind, target);
    }
  }

  /** The same command again, to its end. */
  private static void again(Mpirun.Kind kind, Path target) throws Exception {
    // Whoever was killed cannot tidy up, and the part of a virtual file has always the same name.
    Files.deleteIfExists(target.resolveSibling("out.part"));
    new Mpirun(kind, RANKS).run(StudyMain.class, "write", SHORT, target.toString()).succeeded();
    Map<String, Digest> digest = Digest.read(target);
    assertEquals(2000L * 50 * 100, digest.get("x").count());
  }

  private static List<Long> ranks(String out) {
    return Pattern.compile("is process (\\d+)")
        .matcher(out)
        .results()
        .map(found -> Long.parseLong(found.group(1)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void ranksOnOneCoreWork(Mpirun.Kind kind) throws Exception {
    new Mpirun(kind, 2)
        .under("taskset", "-c", "0")
        .run(StudyMain.class, "mean", SHORT)
        .succeeded()
        .says("mean of ");
  }

  @Test
  void withoutALauncherAProcessIsAWorldOfItsOwn() throws Exception {
    new Mpirun(Mpirun.Kind.OPEN_MPI, 1)
        .withoutLauncher()
        .run(StudyMain.class, "mean", SHORT)
        .succeeded()
        .says("mean of ");
  }
}
