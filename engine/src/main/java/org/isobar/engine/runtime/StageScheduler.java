package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the tasks of a stage to workers that may be slow, fail, vanish, come back, and whose
 * messages may be late, lost or doubled. A plain state machine: it knows no threads, no clocks and
 * no network, and the same events in the same order give the same answers. Not thread-safe.
 *
 * <ul>
 *   <li>A worker asks and is lent a range. Ranges are aligned subtrees, large ones first and small
 *       ones near the end.
 *   <li>It acknowledges aligned parts of the range as they are done. What is done counts once: of
 *       two acknowledgements for one task the first is accepted, whoever sent it, and the second is
 *       not, so that of two partial results one is used.
 *   <li>A lease ends when all of it is done, when a task of it fails, when nothing was heard of its
 *       worker for too long, or when the worker is lost. What was not acknowledged is lent again.
 *   <li>When all is lent, an idle worker takes the far half of what another one has still to do;
 *       when nothing can be halved, it does what is late a second time.
 *   <li>A task that fails, or at which workers vanish, is tried by another worker, a few times.
 * </ul>
 *
 * <p>Memory is in proportion to workers and mishaps, not to tasks; a stage may have 10^9 of them.
 * Times are in nanoseconds of any clock that does not run backwards.
 */
public final class StageScheduler {
  /** At first a worker gets one of so many parts of its share. */
  private static final long PARTS_OF_A_SHARE = 4;

  /**
   * How tasks are lent.
   *
   * @param longestLease most tasks lent at once, a power of two
   * @param leaseNanos a lease ends when nothing was heard of its worker for so long
   * @param lateNanos the least time without an acknowledgement after which tasks are done twice
   * @param attempts how often a task may fail before the stage does, the first time included
   */
  public record Settings(long longestLease, long leaseNanos, long lateNanos, int attempts) {
    public Settings {
      if (Long.bitCount(longestLease) != 1 || leaseNanos <= 0 || lateNanos < 0 || attempts < 1) {
        throw new IllegalArgumentException(
            "leases of "
                + longestLease
                + " tasks for "
                + leaseNanos
                + " ns, late after "
                + lateNanos
                + " ns, "
                + attempts
                + " attempts");
      }
    }
  }

  /** What became of an acknowledgement. */
  public enum Receipt {
    /** The tasks count as done now, with this result. */
    ACCEPTED,
    /** All of them were done before; the result is not needed. */
    DUPLICATE,
    /** Some of them were done before, so the result is of no use; the others run again. */
    OVERLAP
  }

  /** Why the stage failed: a task that was tried too often. */
  public record Failure(long task, int attempts, String cause) {}

  /** A task that failed. */
  private record Trouble(int attempts, int lastWorker) {}

  private final long tasks;
  private final Settings settings;
  private final RangeSet free = new RangeSet();
  private final RangeSet done = new RangeSet();
  private final Leases leases = new Leases(done);
  private final TreeMap<Long, Trouble> troubles = new TreeMap<>();
  private final TreeSet<Long> again = new TreeSet<>();
  private final TreeMap<Integer, Long> heardAt = new TreeMap<>();
  private Optional<Failure> failure = Optional.empty();

  /** A scheduler of the tasks {@code [0, tasks)}, none of which is done. */
  public StageScheduler(long tasks, Settings settings) {
    this.tasks = tasks;
    this.settings = settings;
    free.add(new TaskRange(0, tasks));
  }

  /** Counts tasks as done that an earlier run has done; before anybody asks. */
  public void skip(TaskRange range) {
    accept(range);
  }

  /** Number of tasks that are done. */
  public long done() {
    return done.size();
  }

  /** Whether all tasks are done. */
  public boolean isDone() {
    return done.size() == tasks;
  }

  /** Why the stage failed, if it did. */
  public Optional<Failure> failure() {
    return failure;
  }

  private boolean isOver() {
    return isDone() || failure.isPresent();
  }

  /**
   * A worker has room for more work.
   *
   * @param holding the leases that it still works on; its others have ended, whatever became of the
   *     messages about them
   */
  public Offer ask(int worker, Set<Long> holding, long now) {
    heard(worker, now);
    for (Leases.Lease lease : leases.of(worker)) {
      if (!holding.contains(lease.id())) {
        endWithoutBlame(lease);
      }
    }
    if (isOver()) {
      return new Offer.Over();
    }
    Optional<TaskRange> range =
        retryOf(worker)
            .or(this::fromFree)
            .or(() -> Optional.ofNullable(again.pollFirst()).map(StageScheduler::single));
    if (range.isPresent()) {
      return leases.lend(worker, range.get(), now);
    }
    return leases
        .steal(worker, now)
        .or(() -> leases.repeat(worker, settings.lateNanos(), now))
        .orElseGet(Offer.Wait::new);
  }

  private static TaskRange single(long task) {
    return new TaskRange(task, task + 1);
  }

  /** A task that failed elsewhere. */
  private Optional<TaskRange> retryOf(int worker) {
    for (long task : again) {
      Trouble trouble = troubles.get(task);
      if (trouble == null || trouble.lastWorker() != worker) {
        again.remove(task);
        return Optional.of(single(task));
      }
    }
    return Optional.empty();
  }

  /** The largest aligned range from the lowest free task on that is not too large. */
  private Optional<TaskRange> fromFree() {
    Optional<TaskRange> lowest = free.first();
    if (lowest.isEmpty()) {
      return lowest;
    }
    long begin = lowest.get().begin();
    long share = free.size() / (PARTS_OF_A_SHARE * heardAt.size());
    long size = Long.highestOneBit(Math.max(1, Math.min(share, settings.longestLease())));
    if (begin > 0) {
      size = Math.min(size, Long.lowestOneBit(begin));
    }
    // The last range of a stage may be shorter than its subtree, others may not.
    long room = lowest.get().size();
    boolean last = lowest.get().end() == tasks;
    while (size > room && !(last && size / 2 < room)) {
      size /= 2;
    }
    TaskRange range = new TaskRange(begin, Math.min(begin + size, lowest.get().end()));
    free.remove(range);
    return Optional.of(range);
  }

  /**
   * A worker says that tasks are done.
   *
   * @param lease the lease they belong to, which may have ended since
   * @param range some of its tasks
   */
  public Receipt acknowledge(int worker, long lease, TaskRange range, long now) {
    heard(worker, now);
    Leases.@Nullable Lease known = leases.get(lease);
    boolean accepted = done.isDisjointFrom(range);
    List<TaskRange> open = done.missingFrom(range);
    if (accepted) {
      accept(range);
      if (known != null) {
        leases.progressed(known, range.size(), now);
      }
    } else {
      // The worker will not do them again, although its lease may hold them.
      open.forEach(part -> free(part, known));
    }
    if (known != null && leases.open(known).isEmpty()) {
      leases.end(known);
    }
    return accepted ? Receipt.ACCEPTED : open.isEmpty() ? Receipt.DUPLICATE : Receipt.OVERLAP;
  }

  private void accept(TaskRange range) {
    done.add(range);
    free.remove(range);
    again.subSet(range.begin(), range.end()).clear();
    troubles.subMap(range.begin(), range.end()).clear();
  }

  /** Puts back what is not done, unless another lease holds it. */
  private void free(TaskRange range, Leases.@Nullable Lease but) {
    RangeSet lost = leases.orphans(range, but);
    for (long task : again.subSet(range.begin(), range.end())) {
      lost.remove(single(task));
    }
    lost.within(range).forEach(free::add);
  }

  /**
   * A task failed, in a way that another attempt may mend. The lease has ended with it.
   *
   * @return whether the stage goes on; if not, {@link #failure} says why
   */
  public boolean failed(int worker, long lease, long task, String cause, long now) {
    heard(worker, now);
    Leases.@Nullable Lease known = leases.get(lease);
    if (known != null) {
      end(known, task, cause);
    }
    return failure.isEmpty();
  }

  /** Ends a lease and blames a task for it. */
  private void end(Leases.Lease lease, long task, String cause) {
    leases.end(lease);
    if (lease.range().contains(task) && !done.contains(task)) {
      blame(task, lease.worker(), cause);
    }
    free(lease.range(), lease);
  }

  private void blame(long task, int worker, String cause) {
    Trouble before = troubles.get(task);
    int attempts = before == null ? 1 : before.attempts() + 1;
    troubles.put(task, new Trouble(attempts, worker));
    if (leases.hold(task) || free.contains(task)) {
      return;
    }
    if (attempts >= settings.attempts() && failure.isEmpty()) {
      failure = Optional.of(new Failure(task, attempts, cause));
    }
    again.add(task);
  }

  /** How often each task of a range has failed, those apart that never did. */
  public Map<Long, Integer> failures(TaskRange range) {
    Map<Long, Integer> all = new TreeMap<>();
    troubles
        .subMap(range.begin(), range.end())
        .forEach((task, trouble) -> all.put(task, trouble.attempts()));
    return all;
  }

  /** A sign of life of a worker. */
  public void heard(int worker, long now) {
    heardAt.put(worker, now);
  }

  /**
   * Ends the leases of workers that were silent for too long. They may come back; what they
   * acknowledge then counts if nobody was faster.
   *
   * @return the silent workers
   */
  public List<Integer> expire(long now) {
    List<Integer> silent = new ArrayList<>();
    heardAt.forEach(
        (worker, at) -> {
          if (now - at > settings.leaseNanos()) {
            silent.add(worker);
          }
        });
    silent.forEach(worker -> lost(worker, "worker " + worker + " was silent"));
    return silent;
  }

  /**
   * A worker is gone. Of each of its leases, the first task that is not done is suspected to be the
   * cause.
   */
  public void lost(int worker) {
    lost(worker, "worker " + worker + " was lost");
  }

  private void lost(int worker, String cause) {
    heardAt.remove(worker);
    for (Leases.Lease lease : leases.of(worker)) {
      List<TaskRange> open = leases.open(lease);
      end(lease, open.isEmpty() ? -1 : open.getFirst().begin(), cause);
    }
  }

  /** A worker stops, of its own will: nothing is held against the tasks it leaves. */
  public void retired(int worker) {
    heardAt.remove(worker);
    leases.of(worker).forEach(this::endWithoutBlame);
  }

  private void endWithoutBlame(Leases.Lease lease) {
    leases.end(lease);
    free(lease.range(), lease);
  }

  /** Whether a task that is not done will be: it is free, waits to be tried again, or is lent. */
  boolean isHeld(long task) {
    return free.contains(task) || again.contains(task) || leases.hold(task);
  }

  /** Number of ranges, leases and failed tasks that are remembered. */
  int remembered() {
    return free.ranges() + done.ranges() + leases.size() + troubles.size() + again.size();
  }

  /** All of the state that decides what happens next, times and numbers of leases apart. */
  String state() {
    return "" + free + done + again + troubles + heardAt.keySet() + leases + failure.isPresent();
  }
}
