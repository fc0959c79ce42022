package org.isobar.engine.runtime;

/**
 * Stands between a backend and its tasks: tests use it to fail, delay, duplicate and reorder them.
 * Thread-safe.
 */
public interface TaskInterceptor {
  /** Lets every task run as it comes. */
  TaskInterceptor NONE = new TaskInterceptor() {};

  /**
   * Which of the open tasks of a stage, or of a part of it, runs as number {@code position}.
   *
   * @param tasks number of open tasks
   * @return a permutation of {@code [0, tasks)}, if position goes from 0 on
   */
  default long order(int stage, long position, long tasks) {
    return position;
  }

  /**
   * Runs a task by calling {@code body}, once or more often, and may throw before or after.
   *
   * @param attempt 0 for the first
   */
  default void run(int stage, long task, int attempt, Runnable body) {
    body.run();
  }
}
