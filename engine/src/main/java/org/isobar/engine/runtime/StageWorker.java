package org.isobar.engine.runtime;

/** Runs tasks of one stage, one at a time, reusing its buffers. Used by one thread. */
public interface StageWorker {
  /**
   * Runs a task to its end and hands on what it gives. A task may be run again after a failure, or
   * twice: the outcome is the same.
   */
  void run(long task);

  /** Hands on what the last task gave and {@link #run} kept back, if it does. */
  default void release() {}
}
