package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a member. Stages of all jobs and drivers take turns, task by task; so each job
 * gets its share. Nothing that goes wrong ends a thread: a member without threads would take tasks
 * and do none.
 */
final class WorkerPool implements AutoCloseable {
  /** Others may give memory back meanwhile. */
  private static final long REST_MILLIS = 100;

  private final List<Thread> threads = new ArrayList<>();
  private final List<Tasks> stages = new ArrayList<>();
  private int turn;
  private volatile boolean closed;

  /** The tasks of one stage. Guarded by the pool. */
  interface Tasks {
    /** The next task, if there is one and it may run now. */
    @Nullable Turn turn();

    /**
     * A question for more tasks, if there are too few; to be asked outside of the lock.
     *
     * @param again even if it was asked and not answered
     */
    Optional<Runnable> hunger(boolean again);

    /** Drops all that has not begun. */
    void stop();

    /** Number of tasks that run. */
    int running();
  }

  /** One task for one thread. */
  interface Turn {
    /** Runs the task, outside of the lock. Throws nothing: {@link #end} sees to what went wrong. */
    void run();

    /** Takes the thread away from the task; what is to be done then, outside of the lock. */
    Optional<Runnable> end();

    /**
     * Something went wrong in or after {@link #end}, even in what this gave before: what is to be
     * said of it, outside of the lock.
     */
    Optional<Runnable> broke(Throwable e);
  }

  WorkerPool(int count, String name) {
    for (int t = 0; t < count; t++) {
      threads.add(Thread.ofPlatform().daemon().name(name + "-" + t).unstarted(this::work));
    }
    threads.forEach(Thread::start);
  }

  int threads() {
    return threads.size();
  }

  /** Does something to a stage's leases, and then asks for more work where there is too little. */
  void change(Tasks stage, Runnable change) {
    Optional<Runnable> ask;
    synchronized (this) {
      change.run();
      ask = stage.hunger(false);
      notifyAll();
    }
    ask.ifPresent(Runnable::run);
  }

  /** Asks again: the question, or the answer, may have been lost. */
  void askAgain() {
    List<Runnable> questions = new ArrayList<>();
    synchronized (this) {
      stages.forEach(stage -> stage.hunger(true).ifPresent(questions::add));
    }
    questions.forEach(Runnable::run);
  }

  void add(Tasks stage) {
    change(stage, () -> stages.add(stage));
  }

  /** A stage that had no task may have one now. */
  synchronized void wake() {
    notifyAll();
  }

  /** Runs no more tasks of a stage. */
  synchronized void stop(Tasks stage) {
    stage.stop();
    stages.remove(stage);
    notifyAll();
  }

  /** Whether no task of a job runs. */
  synchronized boolean isIdle(List<? extends Tasks> some) {
    return some.stream().allMatch(s -> s.running() == 0);
  }

  /** Waits until no task of these stages runs, which must have been stopped. */
  synchronized void awaitIdle(List<? extends Tasks> some) {
    boolean interrupted = false;
    while (!isIdle(some) && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean more = true;
    while (more) {
      try {
        more = takeTurn();
      } catch (Throwable e) {
        rest(e);
      }
    }
  }

  /** Runs one task; false when closed. */
  private boolean takeTurn() {
    Turn task;
    Tasks stage;
    synchronized (this) {
      task = next();
      if (task == null) {
        return false;
      }
      stage = stages.get(turn);
    }
    ask(stage);
    task.run();
    try {
      end(task).ifPresent(Runnable::run);
    } catch (Throwable e) {
      tell(task, e);
    }
    ask(stage);
    return true;
  }

  private synchronized Optional<Runnable> end(Turn task) {
    try {
      return task.end();
    } finally {
      notifyAll();
    }
  }

  /** What cannot be asked now is asked again later: no task is lost for it. */
  private void ask(Tasks stage) {
    try {
      Optional<Runnable> question;
      synchronized (this) {
        question = stage.hunger(false);
      }
      question.ifPresent(Runnable::run);
    } catch (Throwable e) {
      note(e);
    }
  }

  /** Says what went wrong, as soon as there is memory for it. */
  private void tell(Turn task, Throwable e) {
    note(e);
    while (!closed) {
      try {
        Optional<Runnable> report;
        synchronized (this) {
          report = task.broke(e);
          notifyAll();
        }
        report.ifPresent(Runnable::run);
        return;
      } catch (Throwable again) {
        rest(again);
      }
    }
  }

  private static void rest(Throwable e) {
    note(e);
    try {
      Thread.sleep(REST_MILLIS);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static void note(Throwable e) {
    Wires.note("a thread of the member goes on after a failure", e);
  }

  /** The next task, of the stages in turn; waits for one. Null when closed. */
  private @Nullable Turn next() {
    while (!closed) {
      for (int i = 0; i < stages.size(); i++) {
        turn = (turn + 1) % stages.size();
        Turn task = stages.get(turn).turn();
        if (task != null) {
          return task;
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
    threads.forEach(Thread::interrupt);
  }
}
