package org.isobar.engine;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isobar.data.NdArray;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.ReaderPool;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.error.PlanException;
import org.isobar.error.TaskException;
import org.isobar.run.Job;
import org.isobar.run.ProgressEvent;
import org.isobar.run.RunOptions;
import org.jspecify.annotations.Nullable;

/** A job: a thread of its own walks through the stages while the transport runs their tasks. */
final class RunningJob implements Job {
  private static final long AFTER_INTERRUPT_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final Plan plan;
  private final RunOptions options;
  private final Transport transport;
  private final Kernels kernels;
  private final Providers providers;
  private final ReaderPool readers;
  private final ScheduledExecutorService deadlines;
  private final Admission admission;
  private final Cancellation cancellation = new Cancellation();
  private final Progress progress;
  private final CompletableFuture<List<NdArray>> outcome = new CompletableFuture<>();

  RunningJob(
      Plan plan,
      RunOptions options,
      Transport transport,
      Kernels kernels,
      Providers providers,
      ReaderPool readers,
      ScheduledExecutorService deadlines,
      Admission admission) {
    this.plan = plan;
    this.options = options;
    this.transport = transport;
    this.kernels = kernels;
    this.providers = providers;
    this.readers = readers;
    this.deadlines = deadlines;
    this.admission = admission;
    this.progress = new Progress(options.progress());
  }

  void start(Runnable whenOver) {
    Thread.ofPlatform().daemon().name("isobar-job").start(() -> run(whenOver));
  }

  private void run(Runnable whenOver) {
    ScheduledFuture<?> deadline =
        options.deadline().isEmpty()
            ? null
            : deadlines.schedule(
                () ->
                    cancellation.cancel("the deadline of " + options.deadline().get() + " passed"),
                options.deadline().get().toNanos(),
                TimeUnit.NANOSECONDS);
    List<NdArray> arrays = List.of();
    @Nullable Throwable failure = null;
    try {
      admission.enter(plan.memory(), cancellation);
      try {
        arrays = runStages();
      } finally {
        admission.leave(plan.memory());
      }
    } catch (Throwable e) {
      failure = e;
    }
    if (deadline != null) {
      deadline.cancel(false);
    }
    whenOver.run();
    if (failure == null) {
      outcome.complete(arrays);
    } else {
      outcome.completeExceptionally(failure);
    }
  }

  private List<NdArray> runStages() {
    long start = System.nanoTime();
    progress.tell(
        new ProgressEvent.Planned(plan.stages().size(), plan.tasks(), plan.bytesToRead()));
    try (JobContext context = JobContext.open(plan, kernels, providers, readers, cancellation)) {
      try {
        for (int i = 0; i < plan.stages().size(); i++) {
          cancellation.check();
          LocalStageRun stage = new LocalStageRun(i, plan.stages().get(i), context, progress);
          stage.announce();
          if (stage.stage().tasks() > 0) {
            transport.run(stage);
          }
        }
        cancellation.check();
        transport.finish(context);
      } finally {
        transport.end(context);
      }
      List<NdArray> arrays = context.commit();
      progress.tell(new ProgressEvent.Finished(plan.bytesToRead(), System.nanoTime() - start));
      return arrays;
    }
  }

  @Override
  public List<NdArray> await() {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      cancel("interrupted");
      waitUntil(System.nanoTime() + AFTER_INTERRUPT_NANOS);
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted");
    } catch (ExecutionException e) {
      throw asThrown(e.getCause() == null ? e : e.getCause());
    }
  }

  private RuntimeException asThrown(Throwable cause) {
    return switch (cause) {
      case IsobarException e -> e;
      case OutOfMemoryError e ->
          new PlanException(
              "out of memory: the request was planned to hold "
                  + plan.memory()
                  + " bytes, the heap has at most "
                  + Runtime.getRuntime().maxMemory()
                  + "; raise -Xmx or lower the memory budget of the request",
              e);
      case UncheckedIOException e -> new DatasetException(String.valueOf(e.getMessage()), e);
      case CancellationException e -> new CancelledException("cancelled");
      default -> new TaskException("the job failed: " + cause, -1, "", "", cause);
    };
  }

  @Override
  public void cancel() {
    cancel("cancelled");
  }

  void cancel(String why) {
    cancellation.cancel(why);
  }

  /** Waits for the end, not beyond a time of {@link System#nanoTime}. */
  void waitUntil(long nanoTime) {
    boolean interrupted = false;
    while (true) {
      try {
        outcome.get(Math.max(0, nanoTime - System.nanoTime()), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isDone() {
    return outcome.isDone();
  }
}
