package org.isobar.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.isobar.data.Region;
import org.isobar.engine.runtime.TaskInterceptor;

/**
 * Fails, delays, repeats and reorders tasks, and fails reads: which ones follows from a seed and
 * from stage, task and attempt, so a run goes wrong in the same way each time, whatever the
 * threads. Thread-safe.
 *
 * <p>The last attempt that a task has is always let through.
 */
public final class FaultInjector implements TaskInterceptor, ReadHook {
  /** Attempts that may fail before the one that must not. */
  private static final int FAILING_ATTEMPTS = 3;

  private static final long DELAY_NANOS = 300_000;

  private final long seed;
  private final int oneIn;
  private final boolean reorder;
  private final Set<Long> failingReads;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();

  private FaultInjector(long seed, int oneIn, boolean reorder, Set<Long> failingReads) {
    this.seed = seed;
    this.oneIn = oneIn;
    this.reorder = reorder;
    this.failingReads = failingReads;
  }

  /**
   * Half of all attempts suffer: they fail before the task, fail after it, run it twice, or are
   * late; and tasks run in another order.
   */
  public static FaultInjector chaos(long seed) {
    return new FaultInjector(seed, 2, true, Set.of());
  }

  /** Tasks run in another order, nothing else happens. */
  public static FaultInjector reordering(long seed) {
    return new FaultInjector(seed, 0, true, Set.of());
  }

  /**
   * Reads fail as if the disk did, by their number from 0 on. As a {@link ReadHook} to be
   * installed.
   */
  public static FaultInjector failingReads(long... numbers) {
    return new FaultInjector(
        0, 0, false, LongStream.of(numbers).boxed().collect(Collectors.toSet()));
  }

  /** How many faults there were. */
  public long faults() {
    return faults.get();
  }

  @Override
  public long order(int stage, long position, long tasks) {
    if (!reorder || tasks < 3) {
      return position;
    }
    // A step that shares no divisor with the number of tasks visits each once.
    long step = 1 + Math.floorMod(mix(seed + stage), tasks - 1);
    while (gcd(step, tasks) != 1) {
      step = step % tasks + 1;
    }
    long first = Math.floorMod(mix(seed ^ 7919L * (stage + 1)), tasks);
    return (Math.multiplyExact(position, step) % tasks + first) % tasks;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public void run(int stage, long task, int attempt, Runnable body) {
    long dice = mix(seed ^ mix(stage * 1_000_003L + task * 31 + attempt));
    if (oneIn == 0 || attempt >= FAILING_ATTEMPTS || Math.floorMod(dice, oneIn) != 0) {
      body.run();
      return;
    }
    faults.incrementAndGet();
    switch ((int) (dice >>> 32) & 3) {
      case 0 -> throw lost("before", stage, task);
      case 1 -> {
        body.run();
        throw lost("after", stage, task);
      }
      case 2 -> {
        body.run();
        body.run();
      }
      default -> {
        LockSupport.parkNanos(DELAY_NANOS);
        body.run();
      }
    }
  }

  private static UncheckedIOException lost(String when, int stage, long task) {
    return new UncheckedIOException(
        new IOException("injected " + when + " task " + task + " of stage " + stage));
  }

  @Override
  public void reading(String location, String variable, Region region) {
    long number = reads.getAndIncrement();
    if (failingReads.contains(number)) {
      faults.incrementAndGet();
      throw new UncheckedIOException(new IOException("injected into read " + number));
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
