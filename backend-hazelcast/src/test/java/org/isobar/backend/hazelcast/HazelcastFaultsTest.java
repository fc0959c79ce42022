package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.NdArray;
import org.isobar.dataset.FileFormat;
import org.isobar.expr.Expr;
import org.isobar.op.Arithmetic;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Member processes that are stopped, late, cut off, without the right file, or sent garbage. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
@ExtendWith(FaultyGrid.Shared.class)
class HazelcastFaultsTest {
  private static final System.Logger LOG = System.getLogger("org.isobar.testkit");

  private final FaultyGrid grid;
  private final HazelcastBackend driver;

  HazelcastFaultsTest(FaultyGrid grid) {
    this.grid = grid;
    this.driver = grid.driver();
  }

  private Request twoPasses() {
    return Scenario.TWO_PASSES.request(grid.folder(), 0);
  }

  private void requireRight(Job job, String what) {
    Agreement.assertSameBits(grid.right(Scenario.TWO_PASSES), job.await().getFirst(), what);
  }

  @Test
  void aStoppedMemberIsReplacedAndComesBack() throws Exception {
    List<MemberProcess> members = grid.awaitAll();
    Request request = twoPasses();
    final long tasks = grid.tasks(request);
    try (Slow slow = grid.slow(20, 5)) {
      Job job = driver.submit(request);
      slow.awaitHeld(members.size());
      FaultyGrid.signal(members.getFirst(), "STOP");
      long stopped = System.nanoTime();
      try {
        slow.release();
        requireRight(job, "a member stopped");
        double seconds = (System.nanoTime() - stopped) / 1e9;
        long again = slow.tasks.get() - tasks;
        assertTrue(again > 0, "what the stopped member ran did not run again");
        FaultyGrid.tell(
            "a member is stopped for 20 s",
            tasks,
            again,
            String.format(Locale.ROOT, "the job is done %.1f s after the stop", seconds));
        long left = 20_000 - (System.nanoTime() - stopped) / 1_000_000;
        TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
      } finally {
        FaultyGrid.signal(members.getFirst(), "CONT");
      }
      grid.awaitAll();
    }
    requireRight(driver.submit(request), "it is back");
  }

  @Test
  void whoJoinsInMidRunGetsWork() throws Exception {
    List<MemberProcess> members = grid.awaitAll();
    Request request = twoPasses();
    MemberProcess late = null;
    try (Slow slow = grid.slow(5, 3)) {
      Job job = driver.submit(request);
      slow.awaitHeld(members.size());
      Set<Long> known = Set.copyOf(slow.lines);
      late = grid.addMember(Map.of());
      // All others are held in their tasks: the next one is the newcomer's.
      slow.awaitHeld(members.size() + 1);
      slow.release();
      requireRight(job, "one more in mid-run");
      assertEquals(known.size() + 1, slow.lines.size(), "members that ran tasks");
      long tasks = grid.tasks(request);
      long again = slow.tasks.get() - tasks;
      FaultyGrid.tell("one more joins in mid-run", tasks, again, "it is lent what comes next");
    } finally {
      if (late != null) {
        late.close();
      }
    }
  }

  /**
   * A member that Hazelcast has given up, and that has given up the others, is a grid of its own
   * when it goes on: the driver's side wins, and the stale side joins it with nothing to tell.
   */
  @Tag("soak")
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  @Test
  void theDriversSideOfASplitGridWins() throws Exception {
    List<MemberProcess> members = grid.awaitAll();
    MemberProcess cut = members.getLast();
    try (Slow slow = grid.slow(200, 2)) {
      Job job = driver.submit(twoPasses());
      slow.awaitHeld(members.size());
      FaultyGrid.signal(cut, "STOP");
      slow.release();
      try {
        requireRight(job, "a side was cut off");
        TimeUnit.SECONDS.sleep(60);
        assertEquals(members.size() - 1, driver.members().size(), "the other side is still in");
        Job next = driver.submit(twoPasses());
        FaultyGrid.signal(cut, "CONT");
        requireRight(next, "the stale side speaks again");
      } finally {
        FaultyGrid.signal(cut, "CONT");
      }
    }
    long start = System.nanoTime();
    while (driver.members().size() < members.size()) {
      LockSupport.parkNanos(100_000_000);
    }
    LOG.log(
        System.Logger.Level.INFO,
        "the stale side is back {0} ms after the job",
        (System.nanoTime() - start) / 1_000_000);
    requireRight(driver.submit(twoPasses()), "after the split");
  }

  @Test
  void garbageOnThePortStopsNobody() throws Exception {
    List<MemberProcess> members = grid.awaitAll();
    Request request = twoPasses();
    final long tasks = grid.tasks(request);
    try (Slow slow = grid.slow(0, 3)) {
      Job job = driver.submit(request);
      slow.awaitHeld(members.size());
      makeNoise();
      assertFalse(job.isDone(), "the job came before the noise");
      slow.release();
      requireRight(job, "with garbage on the ports");
      long again = slow.tasks.get() - tasks;
      FaultyGrid.tell("garbage on the ports", tasks, again, "10 times 1,000 bytes for each member");
    }
    requireRight(driver.submit(request), "after it");
  }

  private void makeNoise() {
    Random random = new Random(8);
    for (String address : grid.addresses()) {
      GridConfig.Address at = GridConfig.Address.parse(address);
      for (int i = 0; i < 10; i++) {
        byte[] noise = new byte[1000];
        random.nextBytes(noise);
        try (Socket socket = new Socket(at.host(), at.port())) {
          socket.getOutputStream().write(noise);
        } catch (java.io.IOException e) {
          // A member that was killed, or one that hung up.
          LOG.log(System.Logger.Level.DEBUG, "no noise to " + address, e);
        }
      }
    }
  }

  /** Cell by cell: many small tasks, so that each member gets some. */
  private static Request twice(Path file, RunOptions options) {
    Expr x = Dataset.open(file).field("x").expr();
    return new Request(
        List.of(new Request.ToMemory(org.isobar.expr.Map.of(Arithmetic.ADD, x, x))), options);
  }

  @Test
  void aMemberWithAnotherFileTakesNoPart() throws Exception {
    Path here = Files.createDirectories(grid.folder().resolve("archive"));
    Path there = Files.createDirectories(grid.folder().resolve("copy"));
    Path file = here.resolve("x.nc");
    NdArray right;
    try (Backend local = LocalBackend.create(2)) {
      local.submit(Asked.toFile(file, FileFormat.NC2, 0)).await();
      right = local.submit(twice(file, RunOptions.DEFAULT)).await().getFirst();
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(there.resolve("x.nc"), Arrays.copyOf(bytes, bytes.length / 2));
    String odds = "";
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    RunOptions listening =
        RunOptions.DEFAULT.progress(
            event -> {
              if (event instanceof ProgressEvent.TaskRetried r) {
                told.add(r.cause());
              }
            });
    try (MemberProcess odd = grid.addMember(Map.of(here.toString(), there.toString()));
        Slow slow = grid.slow(10)) {
      odd.await();
      odds = odd.address();
      while (driver.members().stream().noneMatch(m -> m.endsWith(odd.address()))) {
        LockSupport.parkNanos(5_000_000);
      }
      Request request = twice(file, listening);
      long tasks = grid.tasks(request);
      assertTrue(tasks >= 8, "too few tasks");
      long asked = 0;
      for (int i = 0; i < 20 && told.isEmpty(); i++) { // until it was asked for a part
        Agreement.assertSameBits(right, driver.submit(request).await().getFirst(), "an odd member");
        asked += tasks;
      }
      FaultyGrid.tell(
          "a truncated file on one member",
          asked,
          slow.tasks.get() - asked,
          "it takes no part any more; the others are told why");
    }
    String why = told.isEmpty() ? "nothing" : told.getFirst();
    for (String part : List.of(odds, there.toString(), "changed")) {
      assertTrue(why.contains(part), "what was told: " + told);
    }
  }
}
