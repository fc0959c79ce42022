package org.isobar.engine.plan;

/** A number of tasks of one kind that can run in any order and side by side. */
public sealed interface Stage permits ReduceStage, ProduceStage {
  /** What it computes, in a few words. */
  String label();

  /** Number of tasks; a task is an index below it. */
  long tasks();

  /** Number of tasks that may run at once in a process without exceeding its memory budget. */
  int concurrency();

  Price price();

  /** The cells that a task works on, such as {@code time 0:76, lat 0:96}. */
  String where(long task);
}
