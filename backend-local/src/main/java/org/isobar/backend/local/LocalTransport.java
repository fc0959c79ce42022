package org.isobar.backend.local;

import java.util.ArrayList;
import java.util.List;
import org.isobar.engine.Transport;
import org.isobar.engine.runtime.StageRun;
import org.isobar.engine.runtime.TaskAttempts;
import org.isobar.engine.runtime.TaskInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of platform threads. Stages that run at once take turns, task by task; a task is
 * the next number of its stage's counter.
 */
final class LocalTransport implements Transport {
  private static final long CLOSING_MILLIS = 1000;

  private final List<Thread> threads = new ArrayList<>();
  private final List<StageTasks> stages = new ArrayList<>();
  private final long memory;
  private final TaskAttempts attempts;
  private int turn;
  private boolean closed;

  LocalTransport(int count, long memory, TaskInterceptor interceptor) {
    this.memory = memory;
    this.attempts = new TaskAttempts(interceptor);
    for (int t = 0; t < count; t++) {
      threads.add(Thread.ofPlatform().daemon().name("isobar-worker-" + t).start(this::work));
    }
  }

  @Override
  public String name() {
    return "local(" + threads.size() + (threads.size() == 1 ? " thread)" : " threads)");
  }

  @Override
  public int workers() {
    return threads.size();
  }

  @Override
  public long defaultMemory() {
    return memory;
  }

  @Override
  public void run(StageRun stage) {
    StageTasks tasks = new StageTasks(stage, attempts);
    synchronized (this) {
      if (closed) {
        stage.cancellation().cancel("the backend " + name() + " was closed");
      }
      stages.add(tasks);
      notifyAll();
    }
    try {
      awaitEnd(tasks);
    } finally {
      synchronized (this) {
        stages.remove(tasks);
      }
    }
    tasks.rethrow();
  }

  /** Waits until no task runs and none is left; the job's thread is never interrupted. */
  private synchronized void awaitEnd(StageTasks tasks) {
    boolean interrupted = false;
    while (!tasks.isOver()) {
      try {
        // Cancellation is not announced here: whoever runs a task polls it, and so does this.
        wait(100);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (true) {
      StageTasks.Lease lease = next();
      if (lease == null) {
        return;
      }
      lease.run();
      synchronized (this) {
        lease.end();
        notifyAll();
      }
    }
  }

  /** The next task, of the stages in turn; waits for one. Null when closed. */
  private synchronized StageTasks.@Nullable Lease next() {
    while (!closed) {
      for (int i = 0; i < stages.size(); i++) {
        turn = (turn + 1) % stages.size();
        StageTasks.Lease lease = stages.get(turn).lease();
        if (lease != null) {
          return lease;
        }
      }
      try {
        wait();
      } catch (InterruptedException e) {
        // Only closing interrupts workers.
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    long end = System.currentTimeMillis() + CLOSING_MILLIS;
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(Math.max(1, end - System.currentTimeMillis()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
