package org.isobar.engine;

import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.runtime.StageRun;

/**
 * What a backend supplies beside planning: it moves the tasks of a stage to where they run. A task
 * is an index; what tasks give goes to the sinks of the {@link StageRun}. Thread-safe: several jobs
 * run their stages at once and are served in turn.
 */
public interface Transport extends AutoCloseable {
  /** What all jobs that run at once may hold of the heap. */
  double SHARE_OF_HEAP = 0.75;

  /** Name in explanations, such as {@code local(2 threads)}. */
  String name();

  /** Number of tasks that a process runs at once. */
  int workers();

  /** Memory budget, in bytes for each process, of requests that name none. */
  long defaultMemory();

  /** Bytes that the jobs that run at once may hold together in this process. */
  default long admittedMemory() {
    return Math.max(defaultMemory(), (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()));
  }

  /**
   * Runs all tasks of a stage and returns when each is done, or throws what the first failed with,
   * or {@link org.isobar.error.CancelledException}, when none runs any more.
   */
  void run(StageRun stage);

  /** All stages of a job are done; its files do not stand under their names yet. */
  default void finish(JobContext job) {}

  /** A job is over, whichever way: nothing of it may run any more, anywhere. */
  default void end(JobContext job) {}

  /** Stops all work; waits for it at most a second. */
  @Override
  void close();
}
