package org.isobar.engine;

import java.util.TreeSet;
import org.isobar.engine.runtime.Cancellation;

/**
 * Lets jobs start in the order in which they come, as long as the memory of all that run is within
 * a limit; one that needs more than the limit runs alone. Thread-safe.
 */
final class Admission {
  private static final long POLL_MILLIS = 50;

  private final long limit;
  private final TreeSet<Long> queue = new TreeSet<>();
  private long arrivals;
  private long used;
  private int running;

  Admission(long limit) {
    this.limit = limit;
  }

  /**
   * Waits for its turn.
   *
   * @throws org.isobar.error.CancelledException if the job is cancelled while it waits
   */
  synchronized void enter(long bytes, Cancellation cancellation) {
    long ticket = arrivals++;
    queue.add(ticket);
    try {
      while (queue.first() != ticket || (running > 0 && used + bytes > limit)) {
        cancellation.check();
        try {
          // Cancellation is not announced here: it is polled.
          wait(POLL_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      used += bytes;
      running++;
    } finally {
      queue.remove(ticket);
      notifyAll();
    }
  }

  /** Makes room for others. */
  synchronized void leave(long bytes) {
    used -= bytes;
    running--;
    notifyAll();
  }
}
