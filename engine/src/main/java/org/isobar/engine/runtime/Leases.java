package org.isobar.engine.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The leases of a stage that have not ended, and the choice of what to take from whom. */
final class Leases {
  /** A lease is late when it takes so many times longer than others did. */
  private static final double LATE = 3;

  /** Tasks that a worker has. */
  static final class Lease {
    private final long id;
    private final int worker;
    private TaskRange range;
    private long progressed;

    /** No fewer tasks than are not done; spares looking at what is done while searching. */
    private long left;

    /** The lease that does the same a second time. */
    private @Nullable Lease twin;

    private Lease(long id, int worker, TaskRange range, long now) {
      this.id = id;
      this.worker = worker;
      this.range = range;
      this.progressed = now;
      this.left = range.size();
    }

    long id() {
      return id;
    }

    int worker() {
      return worker;
    }

    TaskRange range() {
      return range;
    }
  }

  private final RangeSet done;
  private final TreeMap<Long, Lease> byId = new TreeMap<>();
  private final Map<Integer, TreeMap<Long, Lease>> byWorker = new HashMap<>();
  private long next;
  private long nanosPerTask;

  /**
   * No leases.
   *
   * @param done the tasks that are done; grows
   */
  Leases(RangeSet done) {
    this.done = done;
  }

  int size() {
    return byId.size();
  }

  @Nullable Lease get(long id) {
    return byId.get(id);
  }

  List<Lease> of(int worker) {
    TreeMap<Long, Lease> own = byWorker.get(worker);
    return own == null ? List.of() : List.copyOf(own.values());
  }

  /** The parts of a range that are neither done nor held by another lease. */
  RangeSet orphans(TaskRange range, @Nullable Lease but) {
    RangeSet orphans = new RangeSet();
    done.missingFrom(range).forEach(orphans::add);
    if (!orphans.isEmpty()) {
      for (Lease lease : byId.values()) {
        if (but == null || lease.id != but.id) {
          orphans.remove(lease.range);
        }
      }
    }
    return orphans;
  }

  /** The parts of a lease that are not done. */
  List<TaskRange> open(Lease lease) {
    return done.missingFrom(lease.range);
  }

  boolean hold(long task) {
    return byId.values().stream().anyMatch(lease -> lease.range.contains(task));
  }

  void end(Lease lease) {
    byId.remove(lease.id);
    TreeMap<Long, Lease> own = byWorker.get(lease.worker);
    if (own != null && own.remove(lease.id) != null && own.isEmpty()) {
      byWorker.remove(lease.worker);
    }
    if (lease.twin != null) {
      lease.twin.twin = null;
      lease.twin = null;
    }
  }

  Offer lend(int worker, TaskRange range, long now) {
    Lease lease = make(worker, range, now);
    return new Offer.Work(lease.id, range, Optional.empty());
  }

  private Lease make(int worker, TaskRange range, long now) {
    Lease lease = new Lease(next++, worker, range, now);
    byId.put(lease.id, lease);
    byWorker.computeIfAbsent(worker, w -> new TreeMap<>()).put(lease.id, lease);
    return lease;
  }

  /** Learns from an acknowledgement. */
  void progressed(Lease lease, long tasks, long now) {
    long nanos = Math.max(0, now - lease.progressed) / tasks;
    nanosPerTask = nanosPerTask == 0 ? nanos : (7 * nanosPerTask + nanos) / 8;
    lease.progressed = now;
    lease.left -= tasks;
  }

  /** Takes an aligned part, at most half, from the end of what another worker has most of. */
  Optional<Offer> steal(int worker, long now) {
    while (true) {
      Optional<Lease> victim = most(worker, lease -> lease.left > 1 ? lease.left : -1);
      if (victim.isEmpty()) {
        return Optional.empty();
      }
      Lease lease = victim.get();
      List<TaskRange> open = open(lease);
      lease.left = open.stream().mapToLong(TaskRange::size).sum();
      if (lease.left > 1) {
        return Optional.of(split(lease, open.getLast(), worker, now));
      }
    }
  }

  private Offer split(Lease lease, TaskRange tail, int worker, long now) {
    long size = Long.highestOneBit(Math.max(1, tail.size() / 2));
    TaskRange taken = new TaskRange((tail.end() - 1) / size * size, tail.end());
    lease.range = new TaskRange(lease.range.begin(), taken.begin());
    lease.left -= taken.size();
    Lease thief = make(worker, taken, now);
    Offer.Cut cut = new Offer.Cut(lease.worker, lease.id, lease.range);
    return new Offer.Work(thief.id, taken, Optional.of(cut));
  }

  /**
   * Does a second time what has been late for longest.
   *
   * @param lateNanos the least time without progress that counts as late
   */
  Optional<Offer> repeat(int worker, long lateNanos, long now) {
    Optional<Lease> latest =
        most(
            worker,
            lease -> {
              long waited = now - lease.progressed;
              boolean late =
                  waited >= Math.max((double) lateNanos, LATE * nanosPerTask * lease.left);
              return late && !open(lease).isEmpty() ? waited : -1;
            });
    return latest.map(
        lease -> {
          TaskRange first = open(lease).getFirst();
          Lease twin = make(worker, first, now);
          twin.twin = lease;
          lease.twin = twin;
          return new Offer.Work(twin.id, first, Optional.empty());
        });
  }

  /** The oldest lease of another worker, not done twice already, for which a number is largest. */
  private Optional<Lease> most(int worker, ToLongFunction<Lease> number) {
    Optional<Lease> best = Optional.empty();
    long most = -1;
    for (Lease lease : byId.values()) {
      if (lease.worker != worker && lease.twin == null) {
        long n = number.applyAsLong(lease);
        if (n > most) {
          most = n;
          best = Optional.of(lease);
        }
      }
    }
    return best;
  }

  /** Workers and their ranges, oldest lease first; {@code =} marks what is done twice. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Lease lease : byId.values()) {
      text.append(' ').append(lease.worker).append(lease.twin == null ? ":" : "=");
      text.append(lease.range).append('/').append(lease.left);
    }
    return text.toString();
  }
}
