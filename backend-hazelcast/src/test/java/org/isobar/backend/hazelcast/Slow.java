package org.isobar.backend.hazelcast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.run.Job;

/** Counts tasks, makes each last a while, and can hold them. */
final class Slow implements TaskInterceptor, AutoCloseable {
  final AtomicInteger tasks = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();

  /** A thread here for each thread of a member that has run a task. */
  final Set<Long> lines = ConcurrentHashMap.newKeySet();

  /** Tasks that have begun, each once, however often it did. */
  private final Set<List<Long>> different = ConcurrentHashMap.newKeySet();

  private final long nanos;
  private final int holding;
  private final Runnable afterwards;
  private final CountDownLatch released = new CountDownLatch(1);

  /**
   * Tasks from that number on are held until {@link #release}.
   *
   * @param afterwards is done when it is closed
   */
  Slow(long millis, int holding, Runnable afterwards) {
    this.nanos = millis * 1_000_000;
    this.holding = holding;
    this.afterwards = afterwards;
  }

  @Override
  public void run(int stage, long task, int attempt, Runnable body) {
    int number = tasks.incrementAndGet();
    running.incrementAndGet();
    lines.add(Thread.currentThread().threadId());
    different.add(List.of((long) stage, task));
    try {
      if (number >= holding) {
        released.await();
      }
      LockSupport.parkNanos(nanos);
      body.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      running.decrementAndGet();
    }
  }

  /** How often a task of the only job there is began that had begun before. */
  int again() {
    return tasks.get() - different.size();
  }

  /**
   * Waits until no task has begun for so long.
   *
   * @return how many have begun meanwhile
   */
  int awaitQuiet(long millis) {
    int then = tasks.get();
    int before;
    do {
      before = tasks.get();
      LockSupport.parkNanos(millis * 1_000_000);
    } while (before != tasks.get());
    return before - then;
  }

  void await(int count, Job job) {
    while (tasks.get() < count && !job.isDone()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Waits until each of so many members runs a task, all of which are held. */
  void awaitHeld(int members) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (tasks.get() < holding || running.get() < members) {
      LockSupport.parkNanos(500_000);
      assertTrue(System.nanoTime() < end, () -> running.get() + " of " + members + " members work");
    }
  }

  void release() {
    released.countDown();
  }

  /** Whatever became of the test, no task is held any more. */
  @Override
  public void close() {
    release();
    afterwards.run();
  }
}
