package org.isobar.engine.remote;

/**
 * How many tasks of a stage are handed up together: about a second's work, so that a death costs no
 * more, and no more than a few MiB of what they give. Guarded by the pool.
 */
final class PortionSize {
  private static final double PORTION_NANOS = 1e9;
  private static final double PORTION_BYTES = 4 << 20;

  private final long mostTasks;
  private double nanosPerTask;
  private double bytesPerTask;

  /** The size of portions of a stage, never more than so many tasks. */
  PortionSize(long mostTasks) {
    this.mostTasks = mostTasks;
  }

  /** A task took so long. */
  void ran(long nanos) {
    nanosPerTask = nanosPerTask == 0 ? nanos : 0.8 * nanosPerTask + 0.2 * nanos;
  }

  /**
   * So many tasks gave so many bytes, merged. What merges grows less than the number of tasks does:
   * then the next portion may be larger.
   */
  void gave(long bytes, long tasks) {
    bytesPerTask = (double) bytes / tasks;
  }

  /** What a task takes; 0 if none has run. */
  double nanosPerTask() {
    return nanosPerTask;
  }

  /** Tasks of the next portion, a power of two: 1 until it is known how long a task takes. */
  long next(int threads) {
    double limit = bytesPerTask == 0 ? Double.MAX_VALUE : PORTION_BYTES / bytesPerTask;
    double most = Math.max(1, Math.min((double) mostTasks, limit));
    double wanted = nanosPerTask == 0 ? 1 : PORTION_NANOS * threads / nanosPerTask;
    return Long.highestOneBit((long) Math.clamp(wanted, 1, most));
  }
}
