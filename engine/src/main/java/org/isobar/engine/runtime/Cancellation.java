package org.isobar.engine.runtime;

import org.isobar.error.CancelledException;
import org.jspecify.annotations.Nullable;

/** Whether a job is to stop. Polled slab by slab. Thread-safe. */
public final class Cancellation {
  private volatile @Nullable String reason;

  /** Asks to stop; the first reason stays. */
  public void cancel(String why) {
    synchronized (this) {
      if (reason == null) {
        reason = why;
      }
    }
  }

  public boolean isCancelled() {
    return reason != null;
  }

  /**
   * Goes on, or stops.
   *
   * @throws CancelledException if the job was cancelled or the thread interrupted
   */
  public void check() {
    String why = reason;
    if (why != null) {
      throw new CancelledException(why);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("interrupted");
    }
  }
}
