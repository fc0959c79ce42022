package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.isobar.Backend;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Member;
import org.isobar.engine.remote.Secret;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.Std;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between processes, without processes. */
class SimulatedGridTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final VirtualDataset SET =
      VirtualDataset.of("golden", "time:400000,lat:10,lon:10").chunk(4096, 10, 10);

  /** Two stages: the deviation from the mean, and the spread of that. */
  private static Expr anomaly(Expr x) {
    return fold(new Std(1), org.isobar.expr.Map.of(Arithmetic.SUBTRACT, x, fold(new Mean(), x)));
  }

  private static Expr fold(org.isobar.op.ReduceOp op, Expr x) {
    return new Reduce(op, x, Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  private static Request request(RunOptions options, Expr... exprs) {
    return new Request(
        Arrays.stream(exprs).<Request.Output>map(Request.ToMemory::new).toList(), options);
  }

  private static final NdArray EXPECTED = alone();

  private static NdArray alone() {
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("alone", s -> s.threads(1));
      try (Backend backend = grid.driver(s -> s)) {
        return backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read()))).await().get(0);
      }
    }
  }

  /** Counts the tasks of a member, which each take a while. */
  private static final class Slow implements TaskInterceptor {
    final AtomicInteger tasks = new AtomicInteger();
    final CountDownLatch some = new CountDownLatch(3);
    private final long nanos;

    Slow(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public void run(int stage, long task, int attempt, Runnable body) {
      tasks.incrementAndGet();
      some.countDown();
      LockSupport.parkNanos(nanos);
      body.run();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void killedMembersCostOnlyWhatTheyHadNotHandedUp(long seed) {
    List<ProgressEvent> events = Collections.synchronizedList(new ArrayList<>());
    Random random = new Random(seed);
    Slow slow = new Slow(1_000_000);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      for (int m = 0; m < 4; m++) {
        grid.member("member" + m, s -> s.threads(2).interceptor(slow));
      }
      try (Backend backend = grid.driver(s -> s)) {
        Job job =
            backend.submit(request(RunOptions.DEFAULT.progress(events::add), anomaly(SET.read())));
        int after = random.nextInt(40);
        while (slow.tasks.get() < after && !job.isDone()) {
          LockSupport.parkNanos(100_000);
        }
        grid.kill("member" + random.nextInt(2));
        grid.kill("member" + (2 + random.nextInt(2)));
        NdArray got = assertTimeoutPreemptively(SOON, () -> job.await().get(0));
        Agreement.assertSameBits(EXPECTED, got, "two members killed, seed " + seed);
      }
    }
    assertTrue(
        events.stream().anyMatch(e -> e instanceof ProgressEvent.Finished), events::toString);
  }

  @Test
  void membersThatComeLateGetWork() throws Exception {
    Slow first = new Slow(100_000_000);
    Slow late = new Slow(0);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("first", s -> s.threads(1).interceptor(first));
      try (Backend backend = grid.driver(s -> s)) {
        Request request = request(RunOptions.DEFAULT, anomaly(SET.read()));
        assertTrue(backend.explain(request).stages().getFirst().tasks() >= 10);
        Job job = backend.submit(request);
        first.some.await();
        grid.member("late", s -> s.threads(1).interceptor(late));
        Agreement.assertSameBits(EXPECTED, job.await().get(0), "with a late member");
      }
    }
    assertTrue(late.tasks.get() > 4, "tasks of the late member: " + late.tasks);
  }

  @Test
  void silentMembersAreReplacedAndMayComeBack() throws Exception {
    Slow held = new Slow(200_000);
    Slow other = new Slow(1_000_000);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("held", s -> s.threads(1).interceptor(held));
      grid.member("other", s -> s.threads(1).interceptor(other));
      try (Backend backend = grid.driver(s -> s.silence(Duration.ofMillis(400)))) {
        Job job = backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read())));
        held.some.await();
        // What the driver sends does not arrive; what the member knows it does and tells.
        grid.network().hold("held", true);
        Agreement.assertSameBits(EXPECTED, job.await().get(0), "one member held");
        grid.network().hold("held", false);
        int before = held.tasks.get();
        Job again = backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read())));
        Agreement.assertSameBits(EXPECTED, again.await().get(0), "the member is back");
        assertTrue(held.tasks.get() > before, "the member gets no work again");
      }
    }
  }

  /** Counts the values that a job reads. */
  private static final class Values implements ReadHook {
    final AtomicLong read = new AtomicLong();

    @Override
    public void reading(String location, String variable, Region region) {
      read.addAndGet(region.size());
    }
  }

  /** A short job of one driver beside a long one of another: they take turns, task by task. */
  @Test
  void driversShareMembersFairly() throws Exception {
    Values ofLong = new Values();
    Values ofShort = new Values();
    Slow counting = new Slow(500_000);
    VirtualDataset huge =
        VirtualDataset.of("golden", "time:40000000,lat:10,lon:10").chunk(4096, 10, 10);
    try (ReadHook.Installed one = ReadHook.install(ofLong);
        ReadHook.Installed two = ReadHook.install(ofShort);
        SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("a", s -> s.threads(1).interceptor(counting));
      grid.member("b", s -> s.threads(1).interceptor(counting));
      try (Backend first = grid.driver(s -> s);
          Backend second = grid.driver(s -> s)) {
        Expr large = huge.with("hook", one.id()).read();
        Job longer = first.submit(request(RunOptions.DEFAULT, fold(new Mean(), large)));
        counting.some.await();
        final long before = ofLong.read.get();
        Expr small = SET.with("hook", two.id()).read();
        Job shorter = second.submit(request(RunOptions.DEFAULT, anomaly(small)));
        Agreement.assertSameBits(EXPECTED, shorter.await().get(0), "beside a long job");
        assertFalse(longer.isDone(), "the short job came after the long one");
        long share = ofLong.read.get() - before;
        long own = ofShort.read.get();
        assertTrue(share < 3 * own, share + " values of the long job beside " + own);
        assertTrue(share > own / 4, "the long job stood still: " + share + " beside " + own);
        longer.cancel();
        assertThrows(CancelledException.class, longer::await);
      }
    }
  }

  private static final class Waiting implements TaskInterceptor {
    final AtomicInteger tasks = new AtomicInteger();
    private final CountDownLatch until;

    Waiting(CountDownLatch until) {
      this.until = until;
    }

    @Override
    public void run(int stage, long task, int attempt, Runnable body) {
      tasks.incrementAndGet();
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      body.run();
    }
  }

  /** Tells when so many tasks are done. */
  private static TaskInterceptor counting(AtomicInteger done, int count, CountDownLatch then) {
    return new TaskInterceptor() {
      @Override
      public void run(int stage, long task, int attempt, Runnable body) {
        body.run();
        if (done.incrementAndGet() == count) {
          then.countDown();
        }
      }
    };
  }

  private static int tasks(Request request) {
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("asked", s -> s.threads(1));
      try (Backend backend = grid.driver(s -> s)) {
        return (int) backend.explain(request).stages().getFirst().tasks();
      }
    }
  }

  /** Nothing is done twice here: the driver thinks an hour is not late. */
  @Test
  void aBusyMemberKeepsNoTaskFromIdleOnes() {
    Request request = request(RunOptions.DEFAULT, fold(new Mean(), SET.read()));
    int tasks = tasks(request);
    CountDownLatch othersDone = new CountDownLatch(1);
    Waiting busy = new Waiting(othersDone);
    AtomicInteger quick = new AtomicInteger();
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("busy", s -> s.threads(1).interceptor(busy));
      grid.member("quick", s -> s.threads(1).interceptor(counting(quick, tasks - 1, othersDone)));
      try (Backend backend = grid.driver(s -> s.late(Duration.ofHours(1)))) {
        assertTimeoutPreemptively(SOON, () -> backend.submit(request).await());
      } finally {
        othersDone.countDown();
      }
    }
    assertEquals(1, busy.tasks.get(), "tasks of the busy member");
    assertEquals(tasks - 1, quick.get());
  }

  @Test
  void aSlowTaskAtTheEndRunsASecondTime() {
    Request request = request(RunOptions.DEFAULT, fold(new Mean(), SET.read()));
    CountDownLatch over = new CountDownLatch(1);
    Waiting stuck = new Waiting(over);
    AtomicInteger quick = new AtomicInteger();
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("stuck", s -> s.threads(1).interceptor(stuck));
      grid.member("quick", s -> s.threads(1).interceptor(counting(quick, -1, over)));
      try (Backend backend = grid.driver(s -> s.late(Duration.ofMillis(50)))) {
        assertTimeoutPreemptively(SOON, () -> backend.submit(request).await());
      } finally {
        over.countDown();
      }
    }
    assertEquals(1, stuck.tasks.get(), "tasks of the stuck member");
    assertEquals(tasks(request), quick.get(), "tasks of the other one");
  }

  /** Whoever waits for a member's answer about a file hears that its backend was closed. */
  @Test
  void closingAnswersWhoWaitsForAFile() throws Exception {
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("member", s -> s.threads(1));
      Backend backend = grid.driverWithoutFiles();
      backend.explain(request(RunOptions.DEFAULT, fold(new Mean(), SET.read())));
      grid.network().hold("member", true);
      CompletableFuture<Throwable> heard = new CompletableFuture<>();
      Thread asking =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      backend.files().expand("/somewhere/x.nc");
                      heard.complete(
                          new AssertionError("an answer of a member that hears nothing"));
                    } catch (RuntimeException e) {
                      heard.complete(e);
                    }
                  });
      while (asking.getState() != Thread.State.WAITING) {
        LockSupport.parkNanos(1_000_000);
      }
      backend.close();
      Throwable e = heard.get(60, TimeUnit.SECONDS);
      assertTrue(e instanceof BackendException && e.getMessage().contains("is gone"), e::toString);
    }
  }

  @Test
  void whoDoesNotKnowTheSecretGetsNoPlan() {
    Slow stranger = new Slow(0);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("stranger", Secret.of("something else"), s -> s.interceptor(stranger));
      try (Backend backend = grid.driver(s -> s.patience(Duration.ofSeconds(1)))) {
        BackendException e =
            assertThrows(
                BackendException.class,
                () -> backend.submit(request(RunOptions.DEFAULT, fold(new Mean(), SET.read()))));
        assertTrue(e.getMessage().contains("secret"), e.getMessage());
        assertTrue(e.getMessage().contains("stranger"), e.getMessage());
      }
      // With a member that does, the job runs there and nowhere else.
      grid.member("friend", s -> s.threads(1));
      try (Backend backend = grid.driver(s -> s)) {
        backend.submit(request(RunOptions.DEFAULT, fold(new Mean(), SET.read()))).await();
      }
    }
    assertEquals(0, stranger.tasks.get());
  }

  @Test
  void aDriverWithoutTheSecretIsRefusedByMembers() throws Exception {
    Map<String, byte[]> answers = new ConcurrentHashMap<>();
    CountDownLatch refused = new CountDownLatch(1);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      Member member = grid.member("member", s -> s.threads(1));
      Link link = grid.network().join("intruder");
      byte[] id = new byte[16];
      link.start(
          new Link.Listener() {
            @Override
            public void joined(String peer) {}

            @Override
            public void lost(String peer) {}

            @Override
            public void received(String peer, byte[] frame) {
              answers.put("kind " + frame[0], frame);
              if (frame[0] == 2) {
                // Answers the welcome with a proof that is none.
                byte[] proof = new byte[1 + 16 + 32];
                proof[0] = 3;
                link.send(peer, proof);
              } else if (frame[0] == 4) {
                refused.countDown();
              }
            }
          });
      // A hello with another protocol number.
      byte[] hello = new byte[1 + 16 + 4 + 32 + 32];
      hello[0] = 1;
      link.send("member", hello);
      assertTrue(refused.await(60, TimeUnit.SECONDS));
      String why = new String(answers.get("kind 4"), java.nio.charset.StandardCharsets.UTF_8);
      assertTrue(why.contains("same version"), why);
      assertEquals(0, id[0]);
      assertEquals(0, member.jobs());
    }
  }

  @Test
  void noiseStopsNobody() {
    Random random = new Random(3);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("member", s -> s.threads(1));
      Link noise = grid.network().join("noise");
      try (Backend backend = grid.driver(s -> s)) {
        Job job = backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read())));
        for (int i = 0; i < 5000; i++) {
          byte[] frame = new byte[random.nextInt(100)];
          random.nextBytes(frame);
          if (frame.length > 0) {
            frame[0] = (byte) (i % 9);
          }
          noise.send(i % 2 == 0 ? "member" : "driver1", frame);
        }
        Agreement.assertSameBits(EXPECTED, job.await().get(0), "with noise");
      }
    }
  }

  @Test
  void jobsOfADriverThatIsGoneEnd() throws Exception {
    Slow slow = new Slow(1_000_000);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      Member member = grid.member("member", s -> s.threads(1).interceptor(slow));
      Backend backend = grid.driver(s -> s.patience(Duration.ofMillis(300)));
      Job job = backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read())));
      slow.some.await();
      assertEquals(1, member.jobs());
      grid.network().cut("driver1");
      long end = System.nanoTime() + 60_000_000_000L;
      while (member.jobs() > 0 && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
      assertEquals(0, member.jobs());
      job.cancel();
      backend.close();
    }
  }

  @Test
  void jobsOfASilentDriverEnd() throws Exception {
    Slow slow = new Slow(5_000_000);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      Member member =
          grid.member(
              "member", s -> s.threads(1).interceptor(slow).driverSilence(Duration.ofMillis(1500)));
      try (Backend backend = grid.driver(s -> s)) {
        Job job = backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read())));
        slow.some.await();
        grid.network().hold("member", true);
        long end = System.nanoTime() + 60_000_000_000L;
        while (member.jobs() > 0 && System.nanoTime() < end) {
          LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, member.jobs());
        // It was the network: member and driver find together again.
        grid.network().hold("member", false);
        Agreement.assertSameBits(EXPECTED, job.await().get(0), "after a pause of the network");
      }
    }
  }

  @Test
  void withoutMembersJobsFailInTime() {
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("member", s -> s.threads(1).interceptor(new Slow(1_000_000)));
      try (Backend backend = grid.driver(s -> s.patience(Duration.ofMillis(500)))) {
        Job job = backend.submit(request(RunOptions.DEFAULT, anomaly(SET.read())));
        grid.kill("member");
        BackendException e =
            assertTimeoutPreemptively(SOON, () -> assertThrows(BackendException.class, job::await));
        assertTrue(e.getMessage().contains("no member"), e.getMessage());
        assertFalse(e.getMessage().isEmpty());
      }
    }
  }

  @Test
  void attachmentsAreSentOncePerProcess() {
    double[] weights = new double[200_000];
    Arrays.setAll(weights, i -> 1 + i % 7);
    Dim cell = new Dim("cell", weights.length);
    Expr large = new Constant(NdArray.ofDoubles(List.of(cell), weights), Unit.ONE);
    Expr sum = new Reduce(new Mean(), large, Set.of("cell"), Optional.empty(), MissingRule.SKIP);
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("member", s -> s.threads(1));
      try (Backend backend = grid.driver(s -> s)) {
        backend.submit(request(RunOptions.DEFAULT, sum)).await();
        long first = grid.network().bytes();
        assertTrue(first > 8L * weights.length, "bytes: " + first);
        backend.submit(request(RunOptions.DEFAULT, sum)).await();
        long second = grid.network().bytes() - first;
        assertTrue(second < 20_000, "bytes of the second job: " + second);
      }
    }
  }
}
