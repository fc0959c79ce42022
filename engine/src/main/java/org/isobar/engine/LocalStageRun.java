package org.isobar.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.engine.checkpoint.Checkpoint;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.Cancellation;
import org.isobar.engine.runtime.Combiner;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.PartialSink;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.runtime.StageWorker;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.run.ProgressEvent;

/** A stage whose tasks run in this process: their partials meet here, too. */
final class LocalStageRun implements StageRun {
  private static final long BETWEEN_EVENTS_NANOS = 50_000_000;

  private final int index;
  private final Stage stage;
  private final JobContext context;
  private final Progress progress;
  private final Optional<Combiner> combiner;
  private final Optional<Checkpoint> checkpoint;
  private final List<TaskRange> before;
  private final long tasks;
  private long done;
  private long lastEvent;

  LocalStageRun(
      int index,
      Stage stage,
      JobContext context,
      Progress progress,
      Optional<Checkpoint> checkpoint) {
    this.index = index;
    this.stage = stage;
    this.context = context;
    this.progress = progress;
    this.tasks = stage.tasks();
    this.combiner =
        stage instanceof ReduceStage reduce
            ? Optional.of(context.combiner(reduce))
            : Optional.empty();
    this.checkpoint = checkpoint;
    checkpoint.ifPresent(c -> c.begin(index, combiner));
    this.before = checkpoint.map(Checkpoint::done).orElse(List.of());
    this.done = before.stream().mapToLong(TaskRange::size).sum();
  }

  void announce() {
    progress.tell(new ProgressEvent.StageStarted(index, stage.label(), tasks));
    if (done > 0) {
      progress.tell(new ProgressEvent.TasksDone(index, done, tasks));
    }
  }

  /** Whether there is something left to do. */
  boolean isOpen() {
    return done < tasks;
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
  public JobContext job() {
    return context;
  }

  @Override
  public Optional<Combiner> combiner() {
    return combiner;
  }

  @Override
  public StageWorker newWorker() {
    Kept kept = new Kept();
    return new Releasing(context.worker(stage, kept), kept);
  }

  /**
   * What a task gave, until the stage takes it: a note of the job has a task's partials and counts
   * it as done, or neither. Regions are the same each time, and may be there before the task is.
   */
  private final class Kept implements PartialSink {
    private final List<Runnable> partials = new ArrayList<>();

    @Override
    public void partial(long tile, long run, double[][] states) {
      Combiner to =
          combiner.orElseThrow(
              () -> new IllegalStateException("a partial of a stage that does not fold"));
      partials.add(() -> to.partial(tile, run, states));
    }
  }

  private record Releasing(StageWorker worker, Kept kept) implements StageWorker {
    @Override
    public void run(long task) {
      // Of an attempt that failed, or ran twice, the last counts.
      kept.partials.clear();
      worker.run(task);
    }

    @Override
    public void release() {
      kept.partials.forEach(Runnable::run);
      kept.partials.clear();
    }
  }

  @Override
  public Cancellation cancellation() {
    return context.cancellation();
  }

  @Override
  public List<TaskRange> doneBefore() {
    return before;
  }

  @Override
  public void accept(TaskRange range, Runnable taking) {
    if (checkpoint.isPresent()) {
      checkpoint.get().accept(range, taking);
    } else {
      taking.run();
    }
    count(range.size());
  }

  private void count(long number) {
    long now = System.nanoTime();
    long count;
    synchronized (this) {
      done += number;
      count = done;
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
