package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.isobar.Backend;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.BackendException;
import org.isobar.error.CancelledException;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.Std;
import org.isobar.run.Checkpoints;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that end before their time, and go on from their checkpoint. */
class CheckpointTest {
  private static final Expr FIELD =
      VirtualDataset.of("golden", "time:400000,lat:10,lon:10").chunk(4096, 10, 10).read();

  /** Long enough that something is left to do when the first tasks were handed up. */
  private static final long PAUSE_NANOS = 100_000_000;

  @TempDir Path folder;

  /** What befalls the tasks. */
  private TaskInterceptor faults = TaskInterceptor.NONE;

  private static Expr mean(Expr x) {
    return new Reduce(new Mean(), x, Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  /** Two stages; of a full-size result the second one writes. */
  private static Expr anomaly() {
    return org.isobar.expr.Map.of(Arithmetic.SUBTRACT, FIELD, mean(FIELD));
  }

  /** Two stages that both fold. */
  private static Expr spread() {
    return new Reduce(new Std(1), anomaly(), Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  private Request request(Expr values, RunOptions options) {
    FileSchema schema =
        new FileSchema(
            FileFormat.VIRTUAL,
            values.dims().stream().map(d -> new FileDim(d.name(), d.size(), false)).toList(),
            List.of(
                VariableMetadata.of(
                    "x",
                    values.dims().stream().map(Dim::name).toList(),
                    new VariableType.Numeric(values.dtype()),
                    Attributes.NONE)),
            Attributes.NONE);
    return new Request(
        List.of(
            new Request.ToFile(
                folder.resolve("out"),
                VirtualProvider.FORMAT,
                schema,
                Map.of("x", values),
                Map.of())),
        options.memory(1 << 22));
  }

  private static RunOptions checkpoints(boolean resume) {
    return RunOptions.DEFAULT.checkpoints(
        Checkpoints.keep().every(Duration.ofMillis(20)).resume(resume));
  }

  /** Runs a request on members that count their tasks, of which some are stopped when they come. */
  private String run(Request request, AtomicInteger tasks) throws IOException {
    try (SimulatedGrid grid = new SimulatedGrid()) {
      TaskInterceptor counting =
          new TaskInterceptor() {
            @Override
            public void run(int stage, long task, int attempt, Runnable body) {
              tasks.incrementAndGet();
              faults.run(stage, task, attempt, body);
            }
          };
      grid.member("one", s -> s.threads(1).interceptor(counting));
      grid.member("two", s -> s.threads(1).interceptor(counting));
      try (Backend backend = grid.driver(s -> s)) {
        backend.submit(request).await();
      }
    }
    return Files.readString(folder.resolve("out"));
  }

  /** Cancels a job when tasks of a stage are done; the number that its checkpoint tells of. */
  private long interrupt(Expr values, int stage) throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    AtomicLong kept = new AtomicLong();
    RunOptions options =
        checkpoints(false)
            .progress(
                event -> {
                  if (event instanceof ProgressEvent.TasksDone done && done.stage() == stage) {
                    enough.countDown();
                  } else if (event instanceof ProgressEvent.Checkpointed c) {
                    kept.set(c.done());
                  }
                });
    TaskInterceptor slow =
        new TaskInterceptor() {
          @Override
          public void run(int stageOfTask, long task, int attempt, Runnable body) {
            LockSupport.parkNanos(stageOfTask == stage ? PAUSE_NANOS : 0);
            faults.run(stageOfTask, task, attempt, body);
          }
        };
    try (SimulatedGrid grid = new SimulatedGrid()) {
      grid.member("one", s -> s.threads(1).interceptor(slow));
      grid.member("two", s -> s.threads(1).interceptor(slow));
      try (Backend backend = grid.driver(s -> s)) {
        Job job = backend.submit(request(values, options));
        while (!enough.await(10, TimeUnit.MILLISECONDS)) {
          assertFalse(job.isDone());
        }
        job.cancel();
        assertThrows(CancelledException.class, job::await);
      }
    }
    assertFalse(Files.exists(folder.resolve("out")));
    return kept.get();
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(Path::getFileName).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"fold, 0", "fold, 1", "write, 0", "write, 1"})
  void aJobGoesOnWhereItStopped(String work, int stage) throws Exception {
    Expr values = work.equals("fold") ? spread() : anomaly();
    AtomicInteger whole = new AtomicInteger();
    String right = run(request(values, RunOptions.DEFAULT), whole);
    Files.delete(folder.resolve("out"));
    long kept = interrupt(values, stage);
    assertTrue(kept > 0 && kept < whole.get(), kept + " of " + whole);
    assertEquals(List.of(Path.of("out.checkpoint"), Path.of("out.checkpoint.data")), left());
    AtomicInteger rest = new AtomicInteger();
    assertEquals(right, run(request(values, checkpoints(true)), rest));
    assertTrue(rest.get() <= whole.get() - kept + 2, rest + " of " + whole + ", kept " + kept);
    assertEquals(List.of(Path.of("out")), left());
  }

  /** Disks fail before the end and after it, and tasks run twice. */
  @ParameterizedTest
  @CsvSource({"fold, 1", "write, 2"})
  void aJobOfFaultsGoesOnWhereItStopped(String work, long seed) throws Exception {
    Expr values = work.equals("fold") ? spread() : anomaly();
    String right = run(request(values, RunOptions.DEFAULT), new AtomicInteger());
    Files.delete(folder.resolve("out"));
    FaultInjector before = FaultInjector.chaos(seed);
    faults = before;
    assertTrue(interrupt(values, 1) > 0);
    FaultInjector after = FaultInjector.chaos(seed + 100);
    faults = after;
    assertEquals(right, run(request(values, checkpoints(true)), new AtomicInteger()));
    assertTrue(before.faults() > 0 && after.faults() > 0, before.faults() + " " + after.faults());
  }

  @Test
  void aCheckpointIsNeitherUsedNorReplacedUnasked() throws Exception {
    interrupt(spread(), 0);
    BackendException refused =
        assertThrows(
            BackendException.class,
            () -> run(request(spread(), checkpoints(false)), new AtomicInteger()));
    assertTrue(refused.getMessage().contains("--resume"), refused::getMessage);
    assertEquals(List.of(Path.of("out.checkpoint"), Path.of("out.checkpoint.data")), left());
  }

  @Test
  void withoutACheckpointTheJobBeginsAnew() throws Exception {
    AtomicInteger whole = new AtomicInteger();
    String right = run(request(spread(), RunOptions.DEFAULT), whole);
    AtomicInteger again = new AtomicInteger();
    assertEquals(right, run(request(spread(), checkpoints(true)), again));
    assertTrue(again.get() >= whole.get());
    assertEquals(List.of(Path.of("out")), left());
  }

  @Test
  void anotherComputationIsRefused() throws Exception {
    interrupt(spread(), 0);
    Expr other =
        new Reduce(new Std(0), anomaly(), Set.of("time"), Optional.empty(), MissingRule.SKIP);
    BackendException refused =
        assertThrows(
            BackendException.class,
            () -> run(request(other, checkpoints(true)), new AtomicInteger()));
    assertTrue(refused.getMessage().contains("std(ddof=0)"), refused::getMessage);
    refused =
        assertThrows(
            BackendException.class,
            () -> run(request(mean(FIELD), checkpoints(true)), new AtomicInteger()));
    assertTrue(refused.getMessage().contains("the work was"), refused::getMessage);
  }

  @Test
  void aCheckpointOfAnotherBuildIsRefused() throws Exception {
    interrupt(spread(), 0);
    Path file = folder.resolve("out.checkpoint");
    byte[] note = Files.readAllBytes(file);
    String text = new String(note, StandardCharsets.ISO_8859_1);
    int digit = text.indexOf(", build ") + ", build ".length();
    note[digit] = (byte) (note[digit] == '0' ? '1' : '0');
    CRC32C sum = new CRC32C();
    sum.update(note, 0, note.length - Long.BYTES);
    ByteBuffer.wrap(note).putLong(note.length - Long.BYTES, sum.getValue());
    refuse(file, note, "another build");
    String other = new String(note, digit, 12, StandardCharsets.ISO_8859_1);
    BackendException refused =
        assertThrows(
            BackendException.class,
            () -> run(request(spread(), checkpoints(true)), new AtomicInteger()));
    assertTrue(refused.getMessage().contains("build " + other + " wrote it"), refused::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"out.checkpoint, 1", "out.checkpoint.data, 2"})
  void damageIsFoundBeforeAnythingIsDone(String name, long seed) throws Exception {
    // In the second stage: there is an intermediate, and partials wait for neighbours.
    interrupt(spread(), 1);
    Path file = folder.resolve(name);
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(seed);
    for (int i = 0; i < 16; i++) {
      byte[] bad = good.clone();
      int at = i < 8 ? 3 * i : random.nextInt(good.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      refuse(file, bad, "byte " + at);
      byte[] cut = java.util.Arrays.copyOf(good, i == 0 ? 0 : random.nextInt(good.length));
      refuse(file, cut, "cut to " + cut.length);
    }
    Files.delete(file.resolveSibling("out.checkpoint.data"));
    Files.write(folder.resolve("out.checkpoint"), good);
    assertThrows(
        BackendException.class,
        () -> run(request(spread(), checkpoints(true)), new AtomicInteger()));
  }

  private void refuse(Path file, byte[] content, String what) throws IOException {
    Files.write(file, content);
    List<Path> before = left();
    AtomicInteger tasks = new AtomicInteger();
    BackendException refused =
        assertThrows(
            BackendException.class, () -> run(request(spread(), checkpoints(true)), tasks), what);
    assertTrue(refused.getMessage().contains("cannot go on from"), () -> what + ": " + refused);
    assertEquals(0, tasks.get(), what);
    assertEquals(before, left(), what);
    assertEquals(content.length, Files.size(file), what);
  }
}
