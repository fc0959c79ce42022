package org.isobar.engine;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isobar.data.NdArray;
import org.isobar.engine.checkpoint.Checkpoint;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Stage;
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
  private final CountDownLatch kept = new CountDownLatch(1);
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
    if (options.checkpoints().isEmpty()) {
      kept.countDown();
    }
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
    kept.countDown();
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
    // Before the files are begun: a run that may not resume leaves nothing behind.
    Optional<Checkpoint> checkpoint = Checkpoint.open(plan, options.checkpoints(), progress::tell);
    try (JobContext context = JobContext.open(plan, kernels, providers, readers, cancellation)) {
      checkpoint.ifPresent(c -> c.attach(context));
      List<NdArray> arrays = runStages(context, checkpoint);
      progress.tell(new ProgressEvent.Finished(plan.bytesToRead(), System.nanoTime() - start));
      return arrays;
    } finally {
      checkpoint.ifPresent(Checkpoint::close);
    }
  }

  private List<NdArray> runStages(JobContext context, Optional<Checkpoint> checkpoint) {
    try {
      int first = checkpoint.map(Checkpoint::firstStage).orElse(0);
      for (int i = first; i < plan.stages().size(); i++) {
        cancellation.check();
        Stage next = plan.stages().get(i);
        LocalStageRun stage = new LocalStageRun(i, next, context, progress, checkpoint);
        stage.announce();
        if (stage.isOpen()) {
          transport.run(stage);
        }
      }
      cancellation.check();
      transport.finish(context);
    } catch (RuntimeException | Error e) {
      // Before the transport ends the job: whoever kills this process may not wait for that.
      checkpoint.ifPresent(Checkpoint::keep);
      throw e;
    } finally {
      kept.countDown();
      transport.end(context);
    }
    try {
      List<NdArray> arrays = context.commit();
      checkpoint.ifPresent(Checkpoint::forget);
      return arrays;
    } catch (RuntimeException | Error e) {
      checkpoint.ifPresent(Checkpoint::keep);
      throw e;
    }
  }

  /** Waits until what the job notes when it fails is on disk, not beyond a time of nanoTime. */
  void waitUntilKept(long nanoTime) {
    try {
      kept.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
