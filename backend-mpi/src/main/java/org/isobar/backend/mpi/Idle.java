package org.isobar.backend.mpi;

import java.util.concurrent.locks.LockSupport;

/**
 * How the thread that owns MPI waits when there is nothing to do: a moment awake, because an answer
 * often follows, then in pauses that grow. MPI's own way to wait burns the core that tasks need.
 */
final class Idle {
  private static final int AWAKE = 100;
  private static final long SHORTEST_NANOS = 20_000;
  private static final long LONGEST_NANOS = 1_000_000;

  /** After long silence nobody is in a hurry. */
  private static final long LONGEST_AFTER_LONG_NANOS = 4_000_000;

  private static final int LONG = 2_000;

  private int rounds;
  private long pause = SHORTEST_NANOS;

  /** There was something to do. */
  void reset() {
    rounds = 0;
    pause = SHORTEST_NANOS;
  }

  /** Waits; ends at once if the thread was unparked. */
  void pause() {
    rounds++;
    if (rounds <= AWAKE) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(pause);
      long longest = rounds > LONG ? LONGEST_AFTER_LONG_NANOS : LONGEST_NANOS;
      pause = Math.min(longest, pause + pause / 4);
    }
  }
}
