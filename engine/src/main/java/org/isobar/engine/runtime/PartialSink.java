package org.isobar.engine.runtime;

/** Takes the partial results of a reduce stage's tasks. Thread-safe. */
public interface PartialSink {
  /**
   * Takes the partial of a run of leaves of a tile, one sealed state for each fold of the stage. A
   * partial that came before is ignored.
   */
  void partial(long tile, long run, double[][] states);
}
