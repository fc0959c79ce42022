package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.expr.Expr;
import org.isobar.op.Std;
import org.isobar.run.Job;
import org.isobar.run.Request;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.ReadHook;
import org.isobar.testkit.VirtualDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** More than one driver of the same members: they share, die, or are strangers. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
@ExtendWith(FaultyGrid.Shared.class)
class HazelcastDriversTest {
  private static final long SHORT_STEPS = 300_000;

  /** A third of what the members of a long job are lent at once. */
  private static final int LENT = 64;

  private final FaultyGrid grid;
  private final HazelcastBackend driver;

  HazelcastDriversTest(FaultyGrid grid) {
    this.grid = grid;
    this.driver = grid.driver();
  }

  /** Counts what a job reads. */
  private static final class Values implements ReadHook {
    final AtomicLong read = new AtomicLong();

    @Override
    public void reading(String location, String variable, Region region) {
      read.addAndGet(region.size());
    }
  }

  /** A mean over so many steps, of what the job's own hook sees. */
  private static Request counted(long steps, String hook) {
    VirtualDataset set =
        VirtualDataset.of("golden", "time:" + steps + ",lat:10,lon:10").chunk(4096, 10, 10);
    return Asked.toMemory(Asked.fold(new Std(1), set.with("hook", hook).read()));
  }

  @Test
  void aShortJobBesideALongOneHasItsShare() {
    grid.awaitAll();
    Values ofLong = new Values();
    Values ofShort = new Values();
    try (ReadHook.Installed one = ReadHook.install(ofLong);
        ReadHook.Installed two = ReadHook.install(ofShort);
        HazelcastBackend other = HazelcastBackend.client(grid.everybody())) {
      Request small = counted(SHORT_STEPS, two.id());
      Request large = counted(30_000_000, one.id());
      NdArray alone = driver.submit(small).await().getFirst();
      try (Slow slow = grid.slow(20)) {
        Job longer = other.submit(large);
        slow.await(2 * FaultyGrid.MEMBERS, longer);
        ofShort.read.set(0);
        final int begun = slow.tasks.get();
        final long before = ofLong.read.get();
        Job shorter = driver.submit(small);
        Agreement.assertSameBits(alone, shorter.await().getFirst(), "beside a long job");
        assertFalse(longer.isDone(), "the short job came after the long one");
        requireShares(small, ofLong.read.get() - before, ofShort.read.get());
        assertTrue(slow.tasks.get() > begun, "no task ran");
        longer.cancel();
        assertThrows(CancelledException.class, longer::await);
      }
    }
  }

  /**
   * Turn by turn both jobs get the same; what one gets more is when the other one has no task.
   *
   * @param ofLong values that the long job read meanwhile
   * @param own values that the short job read
   */
  private void requireShares(Request small, long ofLong, long own) {
    assertTrue(ofLong < 3 * own, ofLong + " values of the long job beside " + own);
    assertTrue(ofLong > own / 4, "the long job stood still: " + ofLong + " beside " + own);
    long tasks = grid.tasks(small);
    FaultyGrid.tell(
        "two drivers, a short job beside a long one",
        tasks,
        tasks * own / (SHORT_STEPS * 100) - tasks,
        String.format(
            Locale.ROOT,
            "meanwhile the long job read %.2f times what the short one did",
            (double) ofLong / own));
  }

  @Test
  void noTaskOfACancelledJobBeginsOnceItHasEnded() {
    grid.awaitAll();
    try (Slow slow = grid.slow(20, 5)) {
      Job job = driver.submit(longJob());
      slow.awaitHeld(FaultyGrid.MEMBERS);
      job.cancel();
      slow.release();
      assertThrows(CancelledException.class, job::await);
      assertEquals(0, slow.awaitQuiet(500), "tasks that began after the job had ended");
      int begun = slow.tasks.get();
      assertTrue(begun < LENT, begun + " tasks began, though the job was cancelled");
      FaultyGrid.tell("a job is cancelled", begun, slow.again(), "no task begins after its end");
    }
  }

  /**
   * Each member has been lent far more tasks than it may begin before it notices: to do all of them
   * takes it some ten seconds.
   */
  @Test
  void jobsOfAKilledDriverEnd() throws Exception {
    grid.awaitAll();
    try (Slow slow = grid.slow(100)) {
      Process other = startOtherDriver();
      while (slow.tasks.get() < FaultyGrid.MEMBERS && other.isAlive()) {
        LockSupport.parkNanos(1_000_000);
      }
      assertTrue(other.isAlive(), "the other driver ended by itself");
      other.destroyForcibly().waitFor();
      int late = slow.awaitQuiet(1000);
      int begun = slow.tasks.get();
      assertTrue(begun < LENT, late + " tasks began after their driver's death");
      FaultyGrid.tell(
          "the driver is killed",
          begun,
          slow.again(),
          "its job ends; " + late + " of its tasks began after the kill");
    }
    driver.submit(Scenario.REDUCE.request(grid.folder(), 0)).await();
  }

  private Process startOtherDriver() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherDriver.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var in = other.getOutputStream()) {
      grid.everybody().toProperties().store(in, null);
    }
    return other;
  }

  /** Some 900 tasks, of which each member is lent 64 at first. */
  private static Request longJob() {
    Expr x = VirtualDataset.of("golden", "time:30000000,lat:10,lon:10").chunk(4096, 10, 10).read();
    return Asked.toMemory(Asked.fold(new Std(1), x));
  }

  /** A driver that runs one long job; its configuration comes by standard input. */
  static final class OtherDriver {
    private OtherDriver() {}

    public static void main(String[] args) throws Exception {
      Properties settings = new Properties();
      settings.load(System.in);
      GridConfig config = GridConfig.of(settings, Path.of("standard input"));
      try (HazelcastBackend backend = HazelcastBackend.client(config)) {
        backend.submit(longJob()).await();
      }
    }
  }

  @Test
  void aStrangerIsToldThatItsSecretIsWrong() {
    GridConfig config = driver.config();
    GridConfig wrong =
        new GridConfig(
            config.cluster(),
            "not the secret of this grid",
            config.listen(),
            grid.addresses(),
            1,
            FaultyGrid.MEMORY,
            Map.of());
    List<MemberProcess> members = grid.awaitAll();
    Request request = Scenario.REDUCE.request(grid.folder(), 0);
    final long tasks = grid.tasks(request);
    try (Slow slow = grid.slow(0, 3);
        HazelcastBackend stranger = HazelcastBackend.client(wrong)) {
      Job job = driver.submit(request);
      slow.awaitHeld(members.size());
      long start = System.nanoTime();
      BackendException e = assertThrows(BackendException.class, () -> stranger.submit(request));
      assertTrue(e.getMessage().contains("secret"), e.getMessage());
      // Members that have said no are not waited for until patience ends, after 30 s.
      assertTrue(System.nanoTime() - start < 25_000_000_000L, "it took too long");
      slow.release();
      Agreement.assertSameBits(
          grid.right(Scenario.REDUCE), job.await().getFirst(), "beside a stranger");
      long again = slow.tasks.get() - tasks;
      FaultyGrid.tell("a driver with another secret", tasks, again, "it is told so");
    }
  }
}
