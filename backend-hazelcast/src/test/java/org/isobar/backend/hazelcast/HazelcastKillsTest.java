package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.isobar.data.NdArray;
import org.isobar.dataset.FileFormat;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Member processes that are killed while they work. */
@Timeout(value = 150, unit = TimeUnit.SECONDS)
@ExtendWith(FaultyGrid.Shared.class)
class HazelcastKillsTest {
  private static final System.Logger LOG = System.getLogger("org.isobar.testkit");
  private static final AtomicInteger KILLS = new AtomicInteger();
  private static final AtomicLong AGAIN = new AtomicLong();

  private final FaultyGrid grid;
  private final Path got;

  HazelcastKillsTest(FaultyGrid grid) {
    this.grid = grid;
    this.got = grid.folder().resolve("got");
  }

  /** A moment of a scenario at which a member is killed. */
  record Kill(Scenario scenario, long seed) {}

  private static Stream<Kill> kills(int seeds) {
    return Stream.of(Scenario.values())
        .flatMap(s -> LongStream.rangeClosed(1, seeds).mapToObj(n -> new Kill(s, n)));
  }

  static Stream<Kill> fewKills() {
    return kills(5);
  }

  static Stream<Kill> manyKills() {
    return kills(50);
  }

  @ParameterizedTest
  @MethodSource("fewKills")
  void whatAKilledMemberHadNotHandedUpRunsElsewhere(Kill kill) throws Exception {
    killInMidRun(kill);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manyKills")
  void manyKilledMembersChangeNoBit(Kill kill) throws Exception {
    killInMidRun(kill);
  }

  /** After how many tasks all are held: so that in that stage there are enough for each member. */
  private int moment(Kill kill, Request request, Random random) {
    List<Integer> moments = new ArrayList<>();
    int before = 0;
    for (long tasks : grid.stages(request)) {
      if (kill.scenario() == Scenario.WRITE) {
        // The stage that writes is the last one.
        moments.clear();
      }
      for (int n = 1; n + FaultyGrid.MEMBERS <= tasks; n++) {
        moments.add(before + n);
      }
      before += (int) tasks;
    }
    return moments.get(random.nextInt(moments.size()));
  }

  private void killInMidRun(Kill kill) throws Exception {
    List<MemberProcess> members = grid.awaitAll();
    AtomicLong noticed = new AtomicLong();
    Request asked = kill.scenario().request(got, kill.seed());
    Request request =
        new Request(
            asked.outputs(),
            RunOptions.DEFAULT.progress(
                event -> {
                  if (event instanceof ProgressEvent.TaskRetried) {
                    noticed.compareAndSet(0, System.nanoTime());
                  }
                }));
    final long tasks = grid.tasks(request);
    Random random = new Random(31 * kill.seed() + kill.scenario().name().hashCode());
    final List<NdArray> result;
    final long killed;
    final long again;
    try (Slow slow = grid.slow(20, moment(kill, request, random))) {
      Job job = grid.driver().submit(request);
      slow.awaitHeld(members.size());
      killed = System.nanoTime();
      FaultyGrid.kill(members.get(random.nextInt(members.size())));
      slow.release();
      // One that takes its place joins in mid-run.
      grid.addMember(Map.of());
      result = job.await();
      again = slow.tasks.get() - tasks;
    }
    final long lasted = (System.nanoTime() - killed) / 1_000_000;
    requireRight(kill, result);
    assertTrue(again > 0, kill + ": the victim ran a task, and none ran again");
    assertTrue(noticed.get() > killed, kill + ": nobody said that the victim is gone");
    long noticedMillis = (noticed.get() - killed) / 1_000_000;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d of %d tasks ran again; noticed after %d ms, done after %d ms; %d kills, %d"
                + " tasks again in all",
            kill,
            again,
            tasks,
            noticedMillis,
            lasted,
            KILLS.incrementAndGet(),
            AGAIN.addAndGet(again));
    LOG.log(System.Logger.Level.INFO, line);
    // The connection broke: the ten seconds of a member's silence are not waited for.
    assertTrue(noticedMillis < 10_000, line);
  }

  private void requireRight(Kill kill, List<NdArray> result) throws Exception {
    if (kill.scenario() == Scenario.WRITE) {
      long format = kill.seed() % 2;
      Path right = grid.rightFile("expected" + format, p -> Scenario.WRITE.request(p, format));
      assertEquals(-1, Files.mismatch(right, got), kill.toString());
    } else {
      Agreement.assertSameBits(grid.right(kill.scenario()), result.getFirst(), kill.toString());
    }
    assertEquals(List.of(), grid.parts(), "files left over");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aMemberKilledInMidWriteLeavesARightFile(long seed) throws Exception {
    killInMidWrite(seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("moreSeeds")
  void membersKilledInMidWriteLeaveRightFiles(long seed) throws Exception {
    killInMidWrite(seed);
  }

  static LongStream moreSeeds() {
    return LongStream.rangeClosed(3, 32);
  }

  private static Request manyMaps(Path file) {
    return Asked.toFile(file, FileFormat.NC4, 1, Asked.MANY_MAPS);
  }

  /** Members deflate and write, each for itself, when one of them dies at any moment of that. */
  private void killInMidWrite(long seed) throws Exception {
    Path expected = grid.rightFile("maps", HazelcastKillsTest::manyMaps);
    List<MemberProcess> members = grid.awaitAll();
    Request request = manyMaps(got);
    long tasks = grid.tasks(request);
    int last = grid.stages(request).getLast().intValue();
    Random random = new Random(seed);
    // Some tasks of the last stage have begun, and deflating takes most of their time.
    int begun = (int) tasks - last + 2 + random.nextInt(Math.max(1, last - 2));
    try (Slow slow = grid.slow(0)) {
      Job job = grid.driver().submit(request);
      slow.await(begun, job);
      LockSupport.parkNanos(random.nextLong(20_000_000));
      boolean early = !job.isDone();
      FaultyGrid.kill(members.get(random.nextInt(members.size())));
      grid.addMember(Map.of());
      job.await();
      FaultyGrid.tell(
          "kill -9 while members deflate and write, seed " + seed,
          tasks,
          slow.tasks.get() - tasks,
          early ? "the file has the same bytes" : "the job was done before");
    }
    assertEquals(-1, Files.mismatch(expected, got), "killed in mid-write, seed " + seed);
    assertEquals(List.of(), grid.parts(), "files left over");
  }
}
