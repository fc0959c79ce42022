package org.isobar.backend.hazelcast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Frames for one peer, in order. Bounded in bytes: who adds waits. Thread-safe. */
final class FrameQueue {
  private static final long MOST_BYTES = 16 << 20;

  private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /** Adds a frame; when closed, drops it. */
  synchronized void add(byte[] frame) {
    while (!closed && bytes > 0 && bytes + frame.length > MOST_BYTES) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (!closed) {
      frames.add(frame);
      bytes += frame.length;
      notifyAll();
    }
  }

  /** Takes the next frames; waits for one at most so long. Empty if there is none. */
  synchronized List<byte[]> take(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (frames.isEmpty() && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    List<byte[]> batch = new ArrayList<>();
    int size = 0;
    while (!frames.isEmpty() && (batch.isEmpty() || size + frames.peek().length <= Batch.BYTES)) {
      byte[] frame = frames.remove();
      size += frame.length;
      bytes -= frame.length;
      batch.add(frame);
    }
    notifyAll();
    return batch;
  }

  synchronized void close() {
    closed = true;
    frames.clear();
    bytes = 0;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
