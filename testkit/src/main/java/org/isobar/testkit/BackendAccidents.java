package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.isobar.Backend;
import org.isobar.data.Region;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.Fingerprint;
import org.isobar.dataset.VariableRef;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.error.PlanException;
import org.isobar.error.TaskException;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;
import org.isobar.op.ElementOp;
import org.isobar.op.Mean;
import org.isobar.run.Job;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about what goes wrong. */
abstract class BackendAccidents extends BackendBits {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final VirtualDataset LARGE =
      VirtualDataset.of("golden", "time:4000,lat:50,lon:100").chunk(10, 50, 100);

  private static void assertWords(Throwable e, String... words) {
    String message = String.valueOf(e.getMessage());
    for (String word : words) {
      assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
    }
  }

  /** Counts openings and reads. */
  private static final class Counter implements ReadHook {
    final AtomicLong calls = new AtomicLong();

    @Override
    public void opening(String location) {
      calls.incrementAndGet();
    }

    @Override
    public void reading(String location, String variable, Region region) {
      calls.incrementAndGet();
    }
  }

  @Test
  void whatCannotFitIsRefusedBeforeAnythingIsRead() {
    Counter counter = new Counter();
    try (ReadHook.Installed hook = ReadHook.install(counter);
        Backend backend = backend(2, 64 * MIB)) {
      Expr all = LARGE.with("hook", hook.id()).read();
      PlanException array = assertThrows(PlanException.class, () -> backend.submit(toMemory(all)));
      assertWords(array, "budget", "write");
      Expr thick =
          VirtualDataset.of("golden", "time:4000,lat:500,lon:100")
              .chunk(1000, 500, 100)
              .with("compressed", "true")
              .with("hook", hook.id())
              .read();
      PlanException chunk =
          assertThrows(
              PlanException.class, () -> backend.submit(toMemory(fold(new Mean(), thick, "time"))));
      assertWords(chunk, "chunk", "budget");
      assertThrows(
          PlanException.class, () -> backend.explain(toMemory(fold(new Mean(), thick, "time"))));
    }
    assertEquals(0, counter.calls.get());
  }

  /** An operation that no kernel knows. */
  private record Unheard() implements ElementOp {
    @Override
    public String label() {
      return "unheard";
    }

    @Override
    public int arity() {
      return 1;
    }

    @Override
    public Unit unit(List<Unit> in) {
      return Unit.NONE;
    }
  }

  @Test
  void unknownOperationsAreRefusedByName() {
    Expr e = org.isobar.expr.Map.of(new Unheard(), LARGE.read());
    try (Backend backend = backend(1, BUDGET)) {
      PlanException refusal = assertThrows(PlanException.class, () -> backend.submit(toMemory(e)));
      assertWords(refusal, "unheard", Unheard.class.getName());
    }
  }

  @Test
  void explainingReadsNothing() {
    Counter counter = new Counter();
    try (ReadHook.Installed hook = ReadHook.install(counter);
        Backend backend = backend(2, BUDGET)) {
      Expr mean = fold(new Mean(), LARGE.with("hook", hook.id()).read(), "time");
      var explanation = backend.explain(toMemory(mean, RunOptions.DEFAULT.memory(100 * MIB)));
      assertEquals(100 * MIB, explanation.budget());
      assertTrue(explanation.peakMemory() <= 100 * MIB, explanation::toString);
      assertTrue(explanation.bytesToRead() >= 4L * 4000 * 50 * 100, explanation::toString);
      assertFalse(explanation.stages().isEmpty());
      assertFalse(explanation.text().isBlank());
    }
    assertEquals(0, counter.calls.get());
  }

  /** Reads that fail as a disk does: always in one region, or some times. */
  private record Disk(long step, AtomicInteger left) implements ReadHook {
    @Override
    public void reading(String location, String variable, Region region) {
      boolean hit = region.start(0) <= step && step < region.end(0);
      if (hit && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw new UncheckedIOException(new IOException("the disk is ill"));
      }
    }
  }

  @Test
  void failuresOfTheDiskAreTriedAgain() {
    AtomicInteger left = new AtomicInteger(2);
    try (ReadHook.Installed hook = ReadHook.install(new Disk(1234, left));
        Backend backend = backend(2, BUDGET)) {
      Expr ill = fold(new Mean(), LARGE.with("hook", hook.id()).read(), "time");
      Expr well = fold(new Mean(), LARGE.read(), "time");
      Agreement.assertSameBits(compute(backend, well), compute(backend, ill), "after two retries");
    }
    assertEquals(0, left.get());
  }

  @Test
  void failuresThatStayNameTaskFileAndRegion() {
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    try (ReadHook.Installed hook = ReadHook.install(new Disk(1234, left));
        Backend backend = backend(2, BUDGET)) {
      VirtualDataset set = LARGE.with("hook", hook.id());
      TaskException e =
          assertThrows(
              TaskException.class, () -> compute(backend, fold(new Mean(), set.read(), "time")));
      assertTrue(e.task() >= 0, "task " + e.task());
      assertEquals(set.location(), e.file());
      assertFalse(e.region().isEmpty());
      assertWords(e, "the disk is ill", set.location(), "mean");
      assertEquals(4, Integer.MAX_VALUE - left.get(), "attempts");
    }
  }

  @Test
  void damagedFilesAreNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();
    ReadHook damage =
        new ReadHook() {
          @Override
          public void reading(String location, String variable, Region region) {
            if (region.start(0) <= 1234 && 1234 < region.end(0)) {
              attempts.incrementAndGet();
              throw new DatasetException(location + " is damaged at " + region);
            }
          }
        };
    try (ReadHook.Installed hook = ReadHook.install(damage);
        Backend backend = backend(2, BUDGET)) {
      VirtualDataset set = LARGE.with("hook", hook.id());
      DatasetException e =
          assertThrows(
              DatasetException.class, () -> compute(backend, fold(new Mean(), set.read(), "time")));
      assertWords(e, set.location(), "damaged");
    }
    assertEquals(1, attempts.get());
  }

  @Test
  void aFileThatChangedIsRefusedWithBothFingerprints() {
    VariableRef v = LARGE.read().variable();
    DatasetDescriptor old =
        DatasetDescriptor.ofFile(
            "virtual", LARGE.location(), new Fingerprint(1, 22222, 3), Map.of());
    Expr stale =
        new Read(
            new VariableRef(
                old, v.path(), v.dims(), v.storage(), v.type(), v.unit(), v.chunk(), false));
    try (Backend backend = backend(2, BUDGET)) {
      DatasetException e =
          assertThrows(
              DatasetException.class, () -> compute(backend, fold(new Mean(), stale, "time")));
      assertWords(e, "22222", LARGE.location());
    }
  }

  @Test
  void errorsInTasksNameTheTask() {
    TaskInterceptor broken =
        new TaskInterceptor() {
          @Override
          public void run(int stage, long task, int attempt, Runnable body) {
            if (task == 3) {
              throw new IllegalStateException("a bug");
            }
            body.run();
          }
        };
    try (Backend backend = backend(2, BUDGET, broken)) {
      TaskException e =
          assertThrows(
              TaskException.class, () -> compute(backend, fold(new Mean(), LARGE.read(), "time")));
      assertEquals(3, e.task());
      assertWords(e, "a bug", "task 3");
    }
  }

  @Test
  void aFailedRunLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("out");
    Files.writeString(file, "old");
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    try (ReadHook.Installed hook = ReadHook.install(new Disk(3999, left));
        Backend backend = backend(2, BUDGET)) {
      Expr x = LARGE.with("hook", hook.id()).read();
      Request request = new Request(List.of(toFile(file, Map.of("x", x))), RunOptions.DEFAULT);
      assertThrows(TaskException.class, () -> backend.submit(request).await());
    }
    assertEquals("old", Files.readString(file));
    assertArrayEquals(new String[] {"out"}, folder.toFile().list());
  }

  /** Reads that wait until they are let go. */
  private static final class Gate implements ReadHook {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void reading(String location, String variable, Region region) {
      reached.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IsobarExceptionOnInterrupt();
      }
    }
  }

  private static final class IsobarExceptionOnInterrupt extends IsobarException {
    private static final long serialVersionUID = 1L;

    IsobarExceptionOnInterrupt() {
      super("interrupted while reading");
    }
  }

  @Test
  void cancelledJobsStopAndLeaveNothing() {
    Gate gate = new Gate();
    Path file = folder.resolve("out");
    try (ReadHook.Installed hook = ReadHook.install(gate);
        Backend backend = backend(2, BUDGET)) {
      Expr x = LARGE.with("hook", hook.id()).read();
      Job job =
          backend.submit(new Request(List.of(toFile(file, Map.of("x", x))), RunOptions.DEFAULT));
      assertTimeoutPreemptively(
          SOON,
          () -> {
            gate.reached.await();
            assertFalse(job.isDone());
            job.cancel();
            gate.open.countDown();
            assertThrows(CancelledException.class, job::await);
          });
      assertTrue(job.isDone());
      assertArrayEquals(new String[0], folder.toFile().list());
      compute(backend, fold(new Mean(), LARGE.read(), "time", "lat", "lon"));
    }
  }

  @Test
  void deadlinesCancel() {
    Gate gate = new Gate();
    try (ReadHook.Installed hook = ReadHook.install(gate);
        Backend backend = backend(2, BUDGET)) {
      Expr mean = fold(new Mean(), LARGE.with("hook", hook.id()).read(), "time");
      RunOptions options = RunOptions.DEFAULT.deadline(Duration.ofMillis(30));
      Job job = backend.submit(toMemory(mean, options));
      CancelledException e =
          assertTimeoutPreemptively(
              SOON,
              () -> {
                // The deadline passes while the read waits, or before there is one.
                while (!gate.reached.await(10, TimeUnit.MILLISECONDS) && !job.isDone()) {
                  Thread.onSpinWait();
                }
                TimeUnit.MILLISECONDS.sleep(60);
                gate.open.countDown();
                return assertThrows(CancelledException.class, job::await);
              });
      assertWords(e, "deadline");
    }
  }

  @Test
  void interruptsCancel() {
    Gate gate = new Gate();
    try (ReadHook.Installed hook = ReadHook.install(gate);
        Backend backend = backend(2, BUDGET)) {
      Expr mean = fold(new Mean(), LARGE.with("hook", hook.id()).read(), "time");
      Job job = backend.submit(toMemory(mean));
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Boolean> flag = new AtomicReference<>(false);
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      job.await();
                    } catch (CancelledException e) {
                      thrown.set(e);
                      flag.set(Thread.currentThread().isInterrupted());
                    }
                  });
      assertTimeoutPreemptively(
          SOON,
          () -> {
            gate.reached.await();
            waiting.interrupt();
            gate.open.countDown();
            waiting.join();
          });
      assertTrue(thrown.get() instanceof CancelledException, "await() did not throw");
      assertTrue(flag.get(), "the interrupt was swallowed");
    }
  }

  @Test
  void closedBackendsCancelAndRefuse() {
    Gate gate = new Gate();
    try (ReadHook.Installed hook = ReadHook.install(gate)) {
      Backend backend = backend(2, BUDGET);
      Expr mean = fold(new Mean(), LARGE.with("hook", hook.id()).read(), "time");
      Job job = backend.submit(toMemory(mean));
      assertTimeoutPreemptively(
          SOON,
          () -> {
            gate.reached.await();
            Thread closing = Thread.ofPlatform().start(backend::close);
            gate.open.countDown();
            closing.join();
            assertThrows(IsobarException.class, job::await);
          });
      assertThrows(BackendException.class, () -> backend.submit(toMemory(mean)));
      backend.close();
    }
  }
}
