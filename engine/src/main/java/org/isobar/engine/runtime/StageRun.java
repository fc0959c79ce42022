package org.isobar.engine.runtime;

import java.util.List;
import java.util.Optional;
import org.isobar.engine.plan.Stage;

/** A stage of a job that runs: what a backend needs to run its tasks. Thread-safe. */
public interface StageRun {
  /** Position of the stage in the plan. */
  int index();

  Stage stage();

  /** What the stage's job holds in this process. */
  JobContext job();

  /** Where partials meet, if the stage folds. */
  Optional<Combiner> combiner();

  /** Makes a worker for one thread. */
  StageWorker newWorker();

  Cancellation cancellation();

  /** The tasks that an earlier run has done, in order: they do not run again. */
  List<TaskRange> doneBefore();

  /**
   * Takes what tasks gave, and counts them as done if that succeeds. What is noted of the stage has
   * all of it or nothing.
   *
   * @param tasks each of which is said once
   * @param taking hands partials and regions to the sinks; what it throws is thrown
   */
  void accept(TaskRange tasks, Runnable taking);

  /** Says that a task failed and runs again. */
  void retried(long task, String cause);
}
