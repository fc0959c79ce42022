package org.isobar.engine.runtime;

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

  /** Says that a task is done. */
  void done(long task);

  /** Says that a number of tasks are done, once for each. */
  void doneAll(long tasks);

  /** Says that a task failed and runs again. */
  void retried(long task, String cause);
}
