package org.isobar.engine;

import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.PartialSink;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.runtime.StageWorker;
import org.isobar.run.ProgressEvent;

/** A stage whose tasks run in this process: their partials meet here, too. */
final class LocalStageRun implements StageRun {
  private static final long BETWEEN_EVENTS_NANOS = 50_000_000;

  private final int index;
  private final Stage stage;
  private final JobContext context;
  private final Progress progress;
  private final PartialSink partials;
  private final long tasks;
  private long done;
  private long lastEvent;

  LocalStageRun(int index, Stage stage, JobContext context, Progress progress) {
    this.index = index;
    this.stage = stage;
    this.context = context;
    this.progress = progress;
    this.tasks = stage.tasks();
    this.partials =
        stage instanceof ReduceStage reduce
            ? context.combiner(reduce)
            : (tile, run, states) -> {
              throw new IllegalStateException("a partial of a stage that does not fold");
            };
  }

  void announce() {
    progress.tell(new ProgressEvent.StageStarted(index, stage.label(), tasks));
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public StageWorker newWorker() {
    return context.worker(stage, partials);
  }

  @Override
  public Cancellation cancellation() {
    return context.cancellation();
  }

  @Override
  public void done(long task) {
    long now = System.nanoTime();
    long count;
    synchronized (this) {
      count = ++done;
      if (count < tasks && now - lastEvent < BETWEEN_EVENTS_NANOS) {
        return;
      }
      lastEvent = now;
      progress.tell(new ProgressEvent.TasksDone(index, count, tasks));
    }
  }

  @Override
  public void retried(long task, String cause) {
    progress.tell(new ProgressEvent.TaskRetried(index, task, cause));
  }
}
