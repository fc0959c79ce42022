package org.isobar.backend.mpi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.isobar.Backend;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.Std;
import org.isobar.run.Checkpoints;
import org.isobar.run.ProgressEvent;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.VirtualDataset;
import org.isobar.testkit.VirtualProvider;

/**
 * A program as users write it, of so many steps: {@code std STEPS FILE} or {@code write STEPS
 * FILE}, two stages each. Every process says its number, and which tasks it ran. Properties: {@code
 * checkpoint}, the milliseconds between two; {@code resume}; {@code pause}, the milliseconds that
 * each task takes longer than it needs; {@code hold}, the stage of which each rank does no more
 * than a few tasks: such a job goes on until it is killed; {@code threads} of each rank, by default
 * 1, and 0 for as many as it has by default.
 */
public final class StudyMain {
  private static final long MEMORY = 4 << 20;
  private static final int FEW = 2;
  private static final int LONGEST_MINUTES = 3;
  private static final AtomicInteger BEFORE_HOLD = new AtomicInteger(FEW);

  private StudyMain() {}

  public static void main(String[] arguments) {
    System.out.println(
        "rank "
            + MpiBackend.launchedAs().orElse(0)
            + " is process "
            + ProcessHandle.current().pid()
            + " and may use "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    long pause = Long.getLong("pause", 0) * 1_000_000;
    int hold = Integer.getInteger("hold", -1);
    TaskInterceptor slow =
        new TaskInterceptor() {
          @Override
          public void run(int stage, long task, int attempt, Runnable body) {
            if (stage == hold && BEFORE_HOLD.getAndDecrement() <= 0) {
              awaitTheEnd();
            }
            LockSupport.parkNanos(pause);
            body.run();
            System.out.println("ran task " + task + " of stage " + stage + ".");
          }
        };
    MpiBackend.Builder builder = MpiBackend.builder().interceptor(slow);
    int threads = Integer.getInteger("threads", 1);
    try (Backend backend = (threads == 0 ? builder : builder.threads(threads)).world()) {
      backend.submit(request(arguments, options())).await();
      System.out.println("written");
    }
  }

  private static void awaitTheEnd() {
    try {
      // Not for ever: the test may have been killed itself.
      if (!new CountDownLatch(1).await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody killed this job");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the job ends", e);
    }
  }

  private static RunOptions options() {
    RunOptions options = RunOptions.DEFAULT.progress(StudyMain::tell);
    long every = Long.getLong("checkpoint", 0);
    return every == 0
        ? options
        : options.checkpoints(
            Checkpoints.keep()
                .every(Duration.ofMillis(every))
                .resume(Boolean.getBoolean("resume")));
  }

  private static void tell(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.Planned p -> System.out.println("planned " + p.tasks());
      case ProgressEvent.TasksDone d ->
          System.out.println("stage " + d.stage() + " done " + d.done() + " of " + d.tasks());
      case ProgressEvent.Checkpointed c ->
          System.out.println((c.last() ? "kept at last " : "kept ") + c.done());
      case ProgressEvent.Resumed r -> System.out.println("resumed at " + r.done());
      case ProgressEvent.StageStarted s -> {}
      case ProgressEvent.TaskRetried r -> {}
      case ProgressEvent.Finished f -> {}
    }
  }

  /** What the arguments ask for. */
  static Request request(String[] arguments, RunOptions options) {
    String dims = "time:" + arguments[1] + ",lat:50,lon:100";
    Expr values = VirtualDataset.of("float32", dims).chunk(10, 50, 100).read();
    Expr mean = fold(new Mean(), values);
    Expr anomaly = org.isobar.expr.Map.of(Arithmetic.SUBTRACT, values, mean);
    Expr result = arguments[0].equals("std") ? fold(new Std(1), anomaly) : anomaly;
    return new Request(List.of(toFile(Path.of(arguments[2]), result)), options.memory(MEMORY));
  }

  private static Expr fold(org.isobar.op.ReduceOp op, Expr values) {
    return new Reduce(op, values, Set.of("time"), Optional.empty(), MissingRule.SKIP);
  }

  private static Request.ToFile toFile(Path path, Expr values) {
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
    return new Request.ToFile(path, VirtualProvider.FORMAT, schema, Map.of("x", values), Map.of());
  }
}
