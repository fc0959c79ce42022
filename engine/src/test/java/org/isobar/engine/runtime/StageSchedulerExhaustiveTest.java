package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isobar.engine.runtime.StageScheduler.Receipt;
import org.isobar.engine.runtime.StageScheduler.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every order of events that a few workers, a few tasks and an unreliable network can produce, up
 * to a number of events: states that were seen before are not entered again.
 *
 * <p>In each state: no task counts twice, none is forgotten, and a worker that does what it is told
 * brings the stage to its end, however all others behave from then on.
 */
class StageSchedulerExhaustiveTest {

  /** What one worker believes, and what it may still send. */
  private static final class Worker {
    long lease = -1;
    TaskRange left = new TaskRange(0, 0);
    TaskRange lastSent = new TaskRange(0, 0);
    long lastLease = -1;
    Offer.Cut cut = new Offer.Cut(-1, -1, new TaskRange(0, 0));

    boolean works() {
      return !left.isEmpty();
    }

    @Override
    public String toString() {
      boolean cutWaits = cut.lease() == lease && works();
      return left + ";" + lastSent + ";" + (cutWaits ? cut.left().toString() : "");
    }
  }

  /** A scheduler, its workers, and how often each task has counted. */
  private static final class World {
    final StageScheduler scheduler;
    final Worker[] workers;
    final int[] counted;

    World(int workers, int tasks, int attempts) {
      this.scheduler = new StageScheduler(tasks, new Settings(4, 10, 0, attempts));
      this.workers = new Worker[workers];
      Arrays.setAll(this.workers, w -> new Worker());
      this.counted = new int[tasks];
    }

    String state() {
      return scheduler.state() + Arrays.toString(workers) + Arrays.toString(counted);
    }

    void acknowledge(int w, long lease, TaskRange range) {
      if (scheduler.acknowledge(w, lease, range, 0) == Receipt.ACCEPTED) {
        for (long k = range.begin(); k < range.end(); k++) {
          counted[(int) k]++;
        }
      }
    }

    void take(int w, Offer offer) {
      if (offer instanceof Offer.Work work) {
        workers[w].lease = work.lease();
        workers[w].left = work.tasks();
        work.cut()
            .filter(c -> c.worker() < workers.length)
            .ifPresent(c -> workers[c.worker()].cut = c);
      }
    }

    /** An event, or false if it cannot happen now. */
    boolean happens(Event event, int w) {
      Worker worker = workers[w];
      if (event.needsWork && !worker.works()) {
        return false;
      }
      switch (event) {
        case ASK -> {
          if (worker.works()) {
            return false;
          }
          take(w, scheduler.ask(w, Set.of(), 0));
        }
        case ASK_AND_LOSE_THE_ANSWER -> scheduler.ask(w, Set.of(), 0);
        case FINISH_ONE -> send(w, worker.left.begin() + 1, false);
        case FINISH_ALL -> send(w, worker.left.end(), false);
        case FINISH_ONE_AND_LOSE_THE_MESSAGE -> send(w, worker.left.begin() + 1, true);
        case SEND_AGAIN -> {
          if (worker.lastSent.isEmpty()) {
            return false;
          }
          acknowledge(w, worker.lastLease, worker.lastSent);
          worker.lastSent = new TaskRange(0, 0);
        }
        case FAIL -> {
          scheduler.failed(w, worker.lease, worker.left.begin(), "failed", 0);
          worker.left = new TaskRange(0, 0);
        }
        case HEAR_OF_THE_CUT -> {
          if (worker.cut.lease() != worker.lease) {
            return false;
          }
          long end = Math.min(worker.left.end(), worker.cut.left().end());
          worker.left = new TaskRange(Math.min(worker.left.begin(), end), end);
        }
        case SEEM_LOST -> scheduler.lost(w);
        case DIE -> {
          scheduler.lost(w);
          worker.left = new TaskRange(0, 0);
        }
        case RETIRE -> {
          scheduler.retired(w);
          worker.left = new TaskRange(0, 0);
        }
      }
      return true;
    }

    private void send(int w, long end, boolean lose) {
      Worker worker = workers[w];
      TaskRange range = new TaskRange(worker.left.begin(), end);
      worker.left = new TaskRange(end, worker.left.end());
      worker.lastSent = range;
      worker.lastLease = worker.lease;
      if (!lose) {
        acknowledge(w, worker.lease, range);
      }
    }
  }

  private enum Event {
    ASK(false),
    ASK_AND_LOSE_THE_ANSWER(false),
    FINISH_ONE(true),
    FINISH_ALL(true),
    FINISH_ONE_AND_LOSE_THE_MESSAGE(true),
    SEND_AGAIN(false),
    FAIL(true),
    HEAR_OF_THE_CUT(true),
    SEEM_LOST(false),
    DIE(true),
    RETIRE(true);

    private final boolean needsWork;

    Event(boolean needsWork) {
      this.needsWork = needsWork;
    }
  }

  private record Step(Event event, int worker) {}

  private record Setting(int workers, int tasks, int attempts, int depth) {}

  private static World replay(Setting setting, List<Step> path) {
    World world = new World(setting.workers(), setting.tasks(), setting.attempts());
    path.forEach(step -> world.happens(step.event(), step.worker()));
    return world;
  }

  /** Enters every state; returns how many there are. */
  private static int explore(Setting setting) {
    Set<String> seen = new HashSet<>();
    ArrayDeque<List<Step>> open = new ArrayDeque<>();
    open.add(List.of());
    while (!open.isEmpty()) {
      List<Step> path = open.poll();
      for (Event event : Event.values()) {
        for (int w = 0; w < setting.workers(); w++) {
          World world = replay(setting, path);
          if (world.happens(event, w) && seen.add(world.state())) {
            List<Step> longer = new ArrayList<>(path);
            longer.add(new Step(event, w));
            check(world, longer);
            if (longer.size() < setting.depth()) {
              open.add(longer);
            }
          }
        }
      }
    }
    return seen.size();
  }

  private static void check(World world, List<Step> path) {
    StageScheduler s = world.scheduler;
    int done = 0;
    for (int k = 0; k < world.counted.length; k++) {
      int times = world.counted[k];
      assertTrue(times <= 1, () -> "task counted " + times + " times after " + path);
      assertTrue(times == 1 || s.isHeld(k), () -> "a task is forgotten after " + path);
      done += times;
    }
    assertEquals(done, s.done(), path::toString);
    finish(world, path);
  }

  /** A new worker does what it is told; the others stay silent, which is noticed in the end. */
  private static void finish(World world, List<Step> path) {
    StageScheduler s = world.scheduler;
    int helper = 99;
    long now = 0;
    for (int step = 0; step < 4 * world.counted.length + 4; step++) {
      switch (s.ask(helper, Set.of(), now)) {
        case Offer.Work work -> {
          for (long k = work.tasks().begin(); k < work.tasks().end(); k++) {
            world.acknowledge(helper, work.lease(), new TaskRange(k, k + 1));
          }
        }
        case Offer.Wait wait -> {
          assertEquals(0, now, () -> "nothing to do after " + path);
          now = 1000;
          s.heard(helper, now);
          s.expire(now);
        }
        case Offer.Over over -> {
          boolean failed = s.failure().isPresent();
          for (int times : world.counted) {
            assertTrue(failed ? times <= 1 : times == 1, path::toString);
          }
          return;
        }
      }
    }
    throw new AssertionError("no end after " + path);
  }

  @Test
  void oneWorker() {
    int states = explore(new Setting(1, 6, 3, 12));
    assertTrue(states > 1500, states + " states");
  }

  @Test
  void twoWorkersAndFewTasks() {
    int states = explore(new Setting(2, 3, 2, 8));
    assertTrue(states > 30_000, states + " states");
  }

  @Test
  void threeWorkersAndSixTasks() {
    int states = explore(new Setting(3, 6, 2, 5));
    assertTrue(states > 9_000, states + " states");
  }

  @Test
  @Tag("soak")
  void threeWorkersAndSixTasksForLonger() {
    int states = explore(new Setting(3, 6, 2, 7));
    assertTrue(states > 200_000, states + " states");
  }

  @Test
  @Tag("soak")
  void twoWorkersForLonger() {
    int states = explore(new Setting(2, 4, 3, 11));
    assertTrue(states > 200_000, states + " states");
  }
}
