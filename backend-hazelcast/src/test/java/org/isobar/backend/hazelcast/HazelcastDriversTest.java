package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
  void jobsOfAKilledDriverEnd() throws Exception {
    int late;
    try (Slow slow = grid.slow(30)) {
      Process other = startOtherDriver();
      while (slow.tasks.get() < 5 && other.isAlive()) {
        LockSupport.parkNanos(5_000_000);
      }
      assertTrue(other.isAlive(), "the other driver ended by itself");
      other.destroyForcibly().waitFor();
      late = requireNoMoreTasks(slow);
    }
    FaultyGrid.tell(
        "the driver is killed",
        grid.tasks(longJob()),
        0,
        "its job ends; " + late + " tasks began after the kill");
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

  /**
   * Soon no task begins any more, well before the 15 s after which silence counts.
   *
   * @return how many began
   */
  private static int requireNoMoreTasks(Slow slow) {
    long start = System.nanoTime();
    int then = slow.tasks.get();
    int before = -1;
    while (before != slow.tasks.get()) {
      before = slow.tasks.get();
      LockSupport.parkNanos(1_000_000_000);
      assertTrue(System.nanoTime() - start < 15_000_000_000L, "its tasks still run");
    }
    return before - then;
  }

  private static Request longJob() {
    Expr x = VirtualDataset.of("golden", "time:3000000,lat:10,lon:10").chunk(4096, 10, 10).read();
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
    try (HazelcastBackend stranger = HazelcastBackend.client(wrong)) {
      long start = System.nanoTime();
      Request request = Scenario.REDUCE.request(grid.folder(), 0);
      BackendException e = assertThrows(BackendException.class, () -> stranger.submit(request));
      assertTrue(e.getMessage().contains("secret"), e.getMessage());
      // Members that have said no are not waited for until patience ends, after 30 s.
      assertTrue(System.nanoTime() - start < 25_000_000_000L, "it took too long");
    }
  }
}
