package org.isobar.backend.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.Backend;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.engine.runtime.TaskInterceptor;
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
import org.isobar.testkit.FaultInjector;
import org.isobar.testkit.VirtualDataset;
import org.isobar.testkit.VirtualProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notes of jobs whose tasks run on threads of one process. */
class LocalCheckpointTest {
  private static final Expr FIELD =
      VirtualDataset.of("golden", "time:400000,lat:10,lon:10").chunk(4096, 10, 10).read();

  @TempDir Path folder;

  private static Expr fold(org.isobar.op.ReduceOp op, Expr x) {
    return new Reduce(op, x, Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  /** Two stages; of a full-size result the second one writes. */
  private static Expr anomaly() {
    return org.isobar.expr.Map.of(Arithmetic.SUBTRACT, FIELD, fold(new Mean(), FIELD));
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
    Request.Output file =
        new Request.ToFile(
            folder.resolve("out"), VirtualProvider.FORMAT, schema, Map.of("x", values), Map.of());
    return new Request(List.of(file), options.memory(1 << 22));
  }

  private static Backend backend(TaskInterceptor between) {
    return LocalBackend.builder().threads(2).interceptor(between).create();
  }

  private String run(Expr values, RunOptions options, TaskInterceptor between) throws Exception {
    try (Backend backend = backend(between)) {
      backend.submit(request(values, options)).await();
    }
    return Files.readString(folder.resolve("out"));
  }

  /** A note is made while a task runs, and has what others gave. */
  @Test
  void notesDoNotWaitForTasks() throws Exception {
    CountDownLatch noted = new CountDownLatch(1);
    AtomicLong waited = new AtomicLong();
    TaskInterceptor oneWaits =
        new TaskInterceptor() {
          @Override
          public void run(int stage, long task, int attempt, Runnable body) {
            if (stage == 0 && task == 0) {
              try {
                waited.set(noted.await(60, TimeUnit.SECONDS) ? 1 : -1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
            body.run();
          }
        };
    RunOptions options =
        RunOptions.DEFAULT
            .checkpoints(Checkpoints.keep().every(Duration.ofMillis(5)))
            .progress(
                event -> {
                  if (event instanceof ProgressEvent.Checkpointed c && c.done() > 0) {
                    noted.countDown();
                  }
                });
    run(fold(new Std(1), FIELD), options, oneWaits);
    assertEquals(1, waited.get(), "no note was made while the first task ran");
  }

  /** Tasks fail, run twice and are late, before the end and after it. */
  @ParameterizedTest
  @CsvSource({"fold, 11", "fold, 12", "write, 13", "write, 14"})
  void aJobOfFaultsGoesOnWhereItStopped(String work, long seed) throws Exception {
    Expr values = work.equals("fold") ? fold(new Std(1), anomaly()) : anomaly();
    String right = run(values, RunOptions.DEFAULT, TaskInterceptor.NONE);
    Files.delete(folder.resolve("out"));
    CountDownLatch enough = new CountDownLatch(1);
    AtomicLong kept = new AtomicLong();
    RunOptions options =
        RunOptions.DEFAULT.progress(
            event -> {
              if (event instanceof ProgressEvent.TasksDone done
                  && done.stage() == 1
                  && done.done() < done.tasks()) {
                // The job goes no further before it is cancelled.
                enough.countDown();
                waitForEver(kept);
              } else if (event instanceof ProgressEvent.Checkpointed c) {
                kept.set(c.done());
              }
            });
    Checkpoints often = Checkpoints.keep().every(Duration.ofMillis(5));
    try (Backend backend = backend(FaultInjector.chaos(seed))) {
      Job job = backend.submit(request(values, options.checkpoints(often)));
      assertTrue(enough.await(60, TimeUnit.SECONDS));
      job.cancel();
      kept.set(-1);
      assertThrows(CancelledException.class, job::await);
    }
    assertTrue(kept.get() > 0, "kept " + kept);
    RunOptions rest = RunOptions.DEFAULT.checkpoints(often.resume(true));
    assertEquals(right, run(values, rest, FaultInjector.chaos(seed + 100)));
  }

  /** Until the job was cancelled. */
  private static void waitForEver(AtomicLong kept) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (kept.get() >= 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
