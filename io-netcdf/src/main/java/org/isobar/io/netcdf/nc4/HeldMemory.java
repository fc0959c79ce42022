package org.isobar.io.netcdf.nc4;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for values that wait until they can be written: 32 MiB, or an eighth of a smaller heap,
 * for all files that the process writes. What finds no room in it waits on disk. Thread-safe.
 */
final class HeldMemory implements AutoCloseable {
  private static final AtomicLong FREE =
      new AtomicLong(Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 8));

  private long taken;
  private boolean closed;

  /** Takes room, if there is some. */
  synchronized boolean take(int bytes) {
    if (closed) {
      return false;
    }
    if (FREE.addAndGet(-bytes) < 0) {
      FREE.addAndGet(bytes);
      return false;
    }
    taken += bytes;
    return true;
  }

  /** Gives back what was taken. */
  synchronized void give(int bytes) {
    if (!closed) {
      taken -= bytes;
      FREE.addAndGet(bytes);
    }
  }

  /** Gives back all that is left. */
  @Override
  public synchronized void close() {
    closed = true;
    FREE.addAndGet(taken);
    taken = 0;
  }

  /** Bytes that nobody holds. */
  static long free() {
    return FREE.get();
  }
}
