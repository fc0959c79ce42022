package org.isobar.backend.local;

import java.util.ArrayDeque;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.runtime.StageWorker;
import org.isobar.engine.runtime.TaskAttempts;
import org.isobar.error.CancelledException;
import org.isobar.error.IsobarException;
import org.isobar.error.TaskException;
import org.jspecify.annotations.Nullable;

/** The tasks of one stage: a counter, how many run, and what failed. Guarded by the transport. */
final class StageTasks {
  private final StageRun stage;
  private final TaskAttempts attempts;
  private final OpenTasks open;
  private final int concurrency;
  private final ArrayDeque<StageWorker> idle = new ArrayDeque<>();
  private long next;
  private int running;
  private @Nullable Throwable failure;

  StageTasks(StageRun stage, TaskAttempts attempts) {
    this.stage = stage;
    this.attempts = attempts;
    this.open = new OpenTasks(stage.stage().tasks(), stage.doneBefore());
    this.concurrency = stage.stage().concurrency();
  }

  /** One task for one thread. */
  final class Lease {
    private final long position;
    private @Nullable StageWorker worker;
    private @Nullable Throwable failed;

    private Lease(long position, @Nullable StageWorker worker) {
      this.position = position;
      this.worker = worker;
    }

    /** Runs the task, outside of the transport's lock. */
    void run() {
      try {
        if (worker == null) {
          worker = stage.newWorker();
        }
        attempts.run(stage, worker, open.task(attempts.order(stage, position, open.count())));
      } catch (Throwable e) {
        failed = e;
      }
    }

    /** Takes the thread away from the task. */
    void end() {
      running--;
      if (failed != null) {
        failure = failure == null ? failed : failure;
      } else if (worker != null) {
        idle.push(worker);
      }
    }
  }

  /** The next task, if there is one and it may run now. */
  @Nullable Lease lease() {
    if (next >= open.count() || running >= concurrency || isStopped()) {
      return null;
    }
    running++;
    return new Lease(next++, idle.poll());
  }

  private boolean isStopped() {
    return failure != null || stage.cancellation().isCancelled();
  }

  boolean isOver() {
    return running == 0 && (next >= open.count() || isStopped());
  }

  /** Throws what the first failed task threw, or that the job was cancelled. */
  void rethrow() {
    Throwable failed = failure;
    if (stage.cancellation().isCancelled() && !(failed instanceof CancelledException)) {
      stage.cancellation().check();
    }
    switch (failed) {
      case null -> {}
      case IsobarException e -> throw e;
      case Error e -> throw e;
      default -> throw new TaskException("a task failed: " + failed, -1, "", "", failed);
    }
  }
}
