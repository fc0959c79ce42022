package org.isobar.engine.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a member. Stages of all jobs and drivers take turns, task by task; so each job
 * gets its share.
 */
final class WorkerPool implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final List<MemberStage> stages = new ArrayList<>();
  private int turn;
  private boolean closed;

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
  void change(MemberStage stage, Runnable change) {
    Optional<Message.Ask> ask;
    synchronized (this) {
      change.run();
      ask = stage.hunger(false);
      notifyAll();
    }
    ask.ifPresent(stage.job()::send);
  }

  /** Asks again: the question, or the answer, may have been lost. */
  void askAgain() {
    List<Runnable> questions = new ArrayList<>();
    synchronized (this) {
      for (MemberStage stage : stages) {
        stage.hunger(true).ifPresent(ask -> questions.add(() -> stage.job().send(ask)));
      }
    }
    questions.forEach(Runnable::run);
  }

  void add(MemberStage stage) {
    change(stage, () -> stages.add(stage));
  }

  /** Runs no more tasks of a stage. */
  synchronized void stop(MemberStage stage) {
    stage.stop();
    stages.remove(stage);
    notifyAll();
  }

  /** Whether no task of a job runs. */
  synchronized boolean isIdle(List<MemberStage> some) {
    return some.stream().allMatch(s -> s.running() == 0);
  }

  /** Waits until no task of these stages runs, which must have been stopped. */
  synchronized void awaitIdle(List<MemberStage> some) {
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
    while (true) {
      MemberStage.Turn task;
      MemberStage stage;
      Optional<Message.Ask> ask;
      synchronized (this) {
        task = next();
        if (task == null) {
          return;
        }
        stage = stages.get(turn);
        ask = stage.hunger(false);
      }
      ask.ifPresent(stage.job()::send);
      task.run();
      Optional<Runnable> after;
      synchronized (this) {
        after = task.end();
        ask = stage.hunger(false);
        notifyAll();
      }
      after.ifPresent(Runnable::run);
      ask.ifPresent(stage.job()::send);
    }
  }

  /** The next task, of the stages in turn; waits for one. Null when closed. */
  private MemberStage.@Nullable Turn next() {
    while (!closed) {
      for (int i = 0; i < stages.size(); i++) {
        turn = (turn + 1) % stages.size();
        MemberStage.Turn task = stages.get(turn).turn();
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
