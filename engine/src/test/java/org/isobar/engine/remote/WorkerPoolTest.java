package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member's only thread, when what stands around its tasks fails. */
class WorkerPoolTest {
  private final WorkerPool pool = new WorkerPool(1, "test");
  private final Tasks tasks = new Tasks();
  private final CountDownLatch lastRan = new CountDownLatch(1);
  private final List<Throwable> told = new ArrayList<>();

  @AfterEach
  void close() {
    pool.close();
  }

  /** Turns as a test sets them; the last one is seen. */
  private static final class Tasks implements WorkerPool.Tasks {
    final ArrayDeque<Turn> turns = new ArrayDeque<>();
    Runnable whenAsked = () -> {};
    Runnable whenChosen = () -> {};
    int running;

    @Override
    public WorkerPool.Turn turn() {
      if (turns.isEmpty()) {
        return null;
      }
      Turn next = turns.remove();
      whenChosen.run();
      running++;
      return next;
    }

    @Override
    public Optional<Runnable> hunger(boolean again) {
      return Optional.of(whenAsked);
    }

    @Override
    public void stop() {}

    @Override
    public int running() {
      return running;
    }
  }

  /** A task; what its end and its report do. */
  private class Turn implements WorkerPool.Turn {
    @Override
    public void run() {}

    @Override
    public Optional<Runnable> end() {
      tasks.running--;
      return Optional.of(this::after);
    }

    void after() {}

    @Override
    public Optional<Runnable> broke(Throwable e) {
      return Optional.of(() -> told.add(e));
    }
  }

  private final class Last extends Turn {
    @Override
    void after() {
      lastRan.countDown();
    }
  }

  /** Runs a task, and then another one that has to run, too. */
  private void run(Turn first) throws InterruptedException {
    pool.change(
        tasks,
        () -> {
          tasks.turns.add(first);
          tasks.turns.add(new Last());
        });
    pool.add(tasks);
    assertTrue(lastRan.await(60, TimeUnit.SECONDS), "the thread does not go on");
    assertEquals(0, tasks.running);
  }

  @Test
  void whatCannotBeHandedUpIsToldOf() throws Exception {
    Error failure = new OutOfMemoryError("of a test");
    run(
        new Turn() {
          @Override
          void after() {
            throw failure;
          }
        });
    assertEquals(List.of(failure), told);
  }

  @Test
  void whatCannotBeToldForWantOfMemoryIsToldLater() throws Exception {
    Error failure = new OutOfMemoryError("of a test");
    run(
        new Turn() {
          private int attempts;

          @Override
          void after() {
            throw failure;
          }

          @Override
          public Optional<Runnable> broke(Throwable e) {
            if (attempts++ == 0) {
              throw new OutOfMemoryError("again");
            }
            return super.broke(e);
          }
        });
    assertEquals(List.of(failure), told);
  }

  @Test
  void anEndThatFailsIsToldOf() throws Exception {
    RuntimeException failure = new IllegalStateException("of a test");
    run(
        new Turn() {
          @Override
          public Optional<Runnable> end() {
            super.end();
            throw failure;
          }
        });
    assertEquals(List.of(failure), told);
  }

  @Test
  void aStageThatCannotNameItsNextTaskStopsNobody() throws Exception {
    tasks.whenChosen =
        () -> {
          tasks.whenChosen = () -> {};
          throw new StackOverflowError("of a test");
        };
    run(new Turn());
  }

  @Test
  void aQuestionThatCannotBeAskedStopsNobody() throws Exception {
    Thread test = Thread.currentThread();
    tasks.whenAsked =
        () -> {
          if (Thread.currentThread() != test) {
            throw new OutOfMemoryError("of a test");
          }
        };
    run(new Turn());
  }
}
