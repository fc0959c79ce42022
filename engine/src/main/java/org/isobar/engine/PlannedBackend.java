package org.isobar.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.isobar.Backend;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.planner.Explainer;
import org.isobar.engine.planner.Planner;
import org.isobar.engine.runtime.Providers;
import org.isobar.engine.runtime.ReaderPool;
import org.isobar.error.BackendException;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * A backend that plans requests, runs them stage by stage through a {@link Transport}, and owns
 * their jobs.
 */
public final class PlannedBackend implements Backend {
  private static final Duration CLOSING = Duration.ofSeconds(4);

  /** How long a job may write its checkpoint; one that keeps none takes no time. */
  private static final Duration KEEPING = Duration.ofSeconds(20);

  private static final int IDLE_READERS = 128;

  private final Transport transport;
  private final Kernels kernels = Kernels.load();
  private final Providers providers;
  private final ReaderPool readers;
  private final Planner planner = new Planner(kernels);
  private final Set<RunningJob> jobs = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor deadlines;
  private final Admission admission;
  private volatile boolean closed;

  /** A backend over a transport, which is closed with it. */
  public PlannedBackend(Transport transport, Providers providers) {
    this.transport = transport;
    this.providers = providers;
    this.readers = new ReaderPool(providers, IDLE_READERS);
    this.admission = new Admission(transport.admittedMemory());
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("isobar-deadlines").unstarted(task));
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public Explanation explain(Request request) {
    return Explainer.explain(plan(request), name());
  }

  private Plan plan(Request request) {
    long budget = request.options().memory().orElseGet(transport::defaultMemory);
    return planner.plan(request, budget, transport.workers());
  }

  @Override
  public Job submit(Request request) {
    requireOpen();
    RunningJob job =
        new RunningJob(
            plan(request),
            request.options(),
            transport,
            kernels,
            providers,
            readers,
            deadlines,
            admission);
    jobs.add(job);
    job.start(() -> jobs.remove(job));
    if (closed) {
      job.cancel("the backend " + name() + " was closed");
    }
    return job;
  }

  private void requireOpen() {
    if (closed) {
      throw new BackendException("the backend " + name() + " is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
    jobs.forEach(job -> job.cancel("the backend " + name() + " was closed"));
    long kept = System.nanoTime() + KEEPING.toNanos();
    jobs.forEach(job -> job.waitUntilKept(kept));
    long end = System.nanoTime() + CLOSING.toNanos();
    jobs.forEach(job -> job.waitUntil(end));
    deadlines.shutdownNow();
    transport.close();
    readers.close();
  }
}
