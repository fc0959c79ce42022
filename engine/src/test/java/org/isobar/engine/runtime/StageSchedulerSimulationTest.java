package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.isobar.engine.runtime.Simulation.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageSchedulerSimulationTest {
  private static final int MANY_ATTEMPTS = 1000;

  /** Most workers alike, some two or ten times slower. */
  private static long[] speeds(int workers, long seed) {
    Random random = new Random(seed);
    return LongStream.generate(() -> random.nextInt(10) == 0 ? 100 : 10 + random.nextInt(11))
        .limit(workers)
        .toArray();
  }

  private static Simulation stormy(long seed, int workers, long tasks) {
    return new Simulation(
        seed,
        tasks,
        64,
        Simulation.settings(1024, MANY_ATTEMPTS),
        new Trouble(0.02, 1e-5, 2e-3),
        speeds(workers, seed));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aThousandWorkersThatFailDoEveryTaskOnce(long seed) {
    Simulation run = stormy(seed, 1000, 2_000_000);
    run.run();
    assertTrue(run.scheduler().isDone(), () -> run.scheduler().failure().toString());
    assertEquals(2_000_000, run.counted().size());
    assertTrue(run.mishaps() > 500, run.mishaps() + " mishaps");
    assertTrue(run.mostRemembered() < 4000, "remembered " + run.mostRemembered());
  }

  @Test
  void fewWorkersAndFewTasksInAllWeathers() {
    Random random = new Random(9);
    for (int i = 0; i < 400; i++) {
      int tasks = 1 + random.nextInt(200);
      Simulation run =
          new Simulation(
              i,
              tasks,
              1 << random.nextInt(4),
              Simulation.settings(1 << random.nextInt(6), MANY_ATTEMPTS),
              new Trouble(
                  random.nextDouble() * 0.3, random.nextDouble() * 0.1, random.nextDouble() * 0.1),
              speeds(1 + random.nextInt(6), i));
      run.run();
      assertEquals(tasks, run.counted().size());
    }
  }

  @Test
  void theSameSeedIsTheSameRun() {
    Simulation a = stormy(5, 100, 100_000);
    Simulation b = stormy(5, 100, 100_000);
    Simulation c = stormy(6, 100, 100_000);
    assertEquals(a.run(), b.run());
    c.run();
    assertEquals(a.trace(), b.trace());
    assertNotEquals(a.trace(), c.trace());
  }

  @Test
  void aTaskThatAlwaysFailsEndsTheStage() {
    Simulation run =
        new Simulation(1, 1000, 8, Simulation.settings(64, 4), new Trouble(0, 1, 0), speeds(20, 1));
    run.run();
    assertEquals(4, run.scheduler().failure().orElseThrow().attempts());
  }

  private static double timeOverIdeal(long tasks, long piece, long[] speeds) {
    Simulation run =
        new Simulation(3, tasks, piece, Simulation.settings(1 << 20, 4), Trouble.NONE, speeds);
    double rate = Arrays.stream(speeds).mapToDouble(nanos -> 1.0 / nanos).sum();
    return run.run() / (tasks / rate);
  }

  @Test
  void noWorkerIsIdleForLong() {
    long[] speeds = speeds(100, 4);
    double ratio = timeOverIdeal(50_000_000, 1024, speeds);
    assertTrue(ratio < 1.1, ratio + " times the ideal time");
  }

  @Test
  void aWorkerThatCrawlsDoesNotHoldUpTheOthers() {
    long[] speeds = speeds(50, 4);
    speeds[17] = 50_000;
    double ratio = timeOverIdeal(50_000_000, 1024, speeds);
    assertTrue(ratio < 1.2, ratio + " times the ideal time");
  }

  @Test
  void aBillionTasks() {
    Simulation run =
        new Simulation(
            8,
            1_000_000_000,
            1 << 14,
            Simulation.settings(1 << 18, MANY_ATTEMPTS),
            new Trouble(0.01, 0, 1e-3),
            speeds(1000, 8));
    run.run();
    assertEquals(1_000_000_000, run.counted().size());
    assertTrue(run.mostRemembered() < 6000, "remembered " + run.mostRemembered());
  }
}
