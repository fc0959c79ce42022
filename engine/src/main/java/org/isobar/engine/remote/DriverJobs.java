package org.isobar.engine.remote;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.isobar.engine.runtime.JobContext;
import org.isobar.engine.wire.KryoWire;

/** The jobs of one driver, and those among them whose last tasks are waited for. Thread-safe. */
final class DriverJobs {
  private static final long ENDING_NANOS = 3_000_000_000L;

  private final KryoWire wire;
  private final IdentityHashMap<JobContext, DriverJob> jobs = new IdentityHashMap<>();
  private final Map<Long, Set<MemberLine>> ending = new ConcurrentHashMap<>();
  private long last;

  DriverJobs(KryoWire wire) {
    this.wire = wire;
  }

  /** The job of a context; a new one, if it has none. */
  synchronized DriverJob of(JobContext context) {
    DriverJob known = jobs.get(context);
    if (known != null) {
      return known;
    }
    String folder = Path.of("").toAbsolutePath().toString();
    DriverJob job = new DriverJob(++last, context, wire.encode(context.plan()), folder);
    jobs.put(context, job);
    return job;
  }

  synchronized Optional<DriverJob> find(long id) {
    return jobs.values().stream().filter(j -> j.id() == id).findFirst();
  }

  /** Forgets a context's job, if it has one. */
  synchronized Optional<DriverJob> remove(JobContext context) {
    return Optional.ofNullable(jobs.remove(context));
  }

  /** Waits for the members' last tasks of a job, for {@link #awaitEnd}. */
  void expect(DriverJob job, Set<MemberLine> members) {
    ending.put(job.id(), new HashSet<>(members));
  }

  /** A member has no task of a job any more. */
  void ended(long job, MemberLine member) {
    Set<MemberLine> waiting = ending.get(job);
    if (waiting != null) {
      remove(waiting, member);
    }
  }

  /** A member is gone. */
  void lost(MemberLine member) {
    ending.values().forEach(waiting -> remove(waiting, member));
  }

  private static void remove(Set<MemberLine> waiting, MemberLine member) {
    synchronized (waiting) {
      waiting.remove(member);
      waiting.notifyAll();
    }
  }

  /** Waits a while for the last tasks of a job. */
  void awaitEnd(DriverJob job) {
    Set<MemberLine> waiting = ending.getOrDefault(job.id(), Set.of());
    long end = System.nanoTime() + ENDING_NANOS;
    synchronized (waiting) {
      while (!waiting.isEmpty() && System.nanoTime() < end) {
        try {
          waiting.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
    }
    ending.remove(job.id());
  }
}
