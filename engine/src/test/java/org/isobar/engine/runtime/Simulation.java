package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.isobar.engine.runtime.StageScheduler.Receipt;
import org.isobar.engine.runtime.StageScheduler.Settings;

/**
 * Workers and a network, in simulated time: workers of unlike speed run their leases in aligned
 * pieces, die, hang, come back and fail at tasks; messages are late, lost and doubled. All of it
 * follows from a seed.
 */
final class Simulation {
  private static final long DELAY = 20;
  private static final long HEARTBEAT = 2_000;
  private static final long SILENCE = 10_000;
  private static final long PATIENCE = 3_000;

  /**
   * What goes wrong, as probabilities.
   *
   * @param loss of a message to be lost, and to be doubled
   * @param failure of a task to fail, at each attempt
   * @param death of a worker to die, or to hang for a while, at each piece of work
   */
  record Trouble(double loss, double failure, double death) {
    static final Trouble NONE = new Trouble(0, 0, 0);
  }

  private record Event(long time, long number, Runnable action) {}

  private static final class Worker {
    final int id;
    final long nanosPerTask;
    boolean alive = true;
    long life;
    long question;
    long lease = -1;
    TaskRange left = new TaskRange(0, 0);

    Worker(int id, long nanosPerTask) {
      this.id = id;
      this.nanosPerTask = nanosPerTask;
    }
  }

  private final Random random;
  private final Trouble trouble;
  private final long piece;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) ->
              a.time != b.time ? Long.compare(a.time, b.time) : Long.compare(a.number, b.number));
  private final List<Worker> workers = new ArrayList<>();
  private final StageScheduler scheduler;
  private final RangeSet counted = new RangeSet();
  private long now;
  private long numbers;
  private long mishaps;
  private long mostRemembered;
  private long trace;

  Simulation(
      long seed, long tasks, long piece, Settings settings, Trouble trouble, long[] nanosPerTask) {
    this.random = new Random(seed);
    this.trouble = trouble;
    this.piece = piece;
    this.scheduler = new StageScheduler(tasks, settings);
    for (long nanos : nanosPerTask) {
      workers.add(new Worker(workers.size(), nanos));
    }
  }

  static Settings settings(long longestLease, int attempts) {
    return new Settings(longestLease, SILENCE, 1_000, attempts);
  }

  /** Runs to the end; the time it took. */
  long run() {
    for (Worker worker : workers) {
      at(random.nextLong(100), () -> ask(worker, worker.life));
      at(random.nextLong(HEARTBEAT), () -> beat(worker, worker.life));
    }
    at(HEARTBEAT, this::watch);
    while (!scheduler.isDone() && scheduler.failure().isEmpty()) {
      Event event = events.poll();
      assertTrue(event != null, "nothing happens any more");
      now = event.time;
      event.action.run();
      mostRemembered = Math.max(mostRemembered, scheduler.remembered());
      assertTrue(numbers < 30_000_000, () -> "no end: " + scheduler.done() + " tasks done");
    }
    return now;
  }

  StageScheduler scheduler() {
    return scheduler;
  }

  RangeSet counted() {
    return counted;
  }

  long mishaps() {
    return mishaps;
  }

  long mostRemembered() {
    return mostRemembered;
  }

  /** A number that is the same if the same happened. */
  long trace() {
    return trace;
  }

  private void at(long delay, Runnable action) {
    events.add(new Event(now + delay, numbers++, action));
  }

  /** Delivers a message, perhaps late, never, or twice. */
  private void send(Runnable message) {
    if (random.nextDouble() < trouble.loss()) {
      mishaps++;
      return;
    }
    at(1 + random.nextLong(DELAY), message);
    if (random.nextDouble() < trouble.loss()) {
      mishaps++;
      at(1 + random.nextLong(50 * DELAY), message);
    }
  }

  private boolean lives(Worker worker, long life) {
    return worker.alive && worker.life == life;
  }

  private void watch() {
    mishaps += scheduler.expire(now).size();
    at(HEARTBEAT, this::watch);
  }

  private void beat(Worker worker, long life) {
    if (lives(worker, life)) {
      send(() -> scheduler.heard(worker.id, now));
      at(HEARTBEAT, () -> beat(worker, life));
    }
  }

  private void ask(Worker worker, long life) {
    if (!lives(worker, life) || !worker.left.isEmpty()) {
      return;
    }
    long question = ++worker.question;
    send(
        () -> {
          Offer offer = scheduler.ask(worker.id, Set.of(), now);
          note(worker.id, offer.hashCode());
          send(() -> receive(worker, question, offer));
        });
    // In case the question or the answer is lost, or there was nothing to do.
    at(
        PATIENCE,
        () -> {
          if (worker.question == question) {
            ask(worker, life);
          }
        });
  }

  private void receive(Worker worker, long question, Offer offer) {
    if (!worker.alive || worker.question != question || !worker.left.isEmpty()) {
      return;
    }
    if (offer instanceof Offer.Work work) {
      worker.lease = work.lease();
      worker.left = work.tasks();
      work.cut().ifPresent(cut -> send(() -> shorten(cut)));
      step(worker, worker.life);
    }
  }

  private void shorten(Offer.Cut cut) {
    Worker worker = workers.get(cut.worker());
    if (worker.lease == cut.lease() && worker.left.end() > cut.left().end()) {
      long end = Math.max(worker.left.begin(), cut.left().end());
      worker.left = new TaskRange(worker.left.begin(), end);
    }
  }

  /** Runs the next aligned piece of the lease. */
  private void step(Worker worker, long life) {
    if (!lives(worker, life)) {
      return;
    }
    if (worker.left.isEmpty()) {
      ask(worker, life);
      return;
    }
    TaskRange next = piece(worker.left);
    long lease = worker.lease;
    at(
        Math.max(1, next.size() * worker.nanosPerTask),
        () -> {
          if (lives(worker, life) && !happensToDie(worker)) {
            finish(worker, life, lease, next);
          }
        });
  }

  private TaskRange piece(TaskRange left) {
    long size = piece;
    while (left.begin() % size != 0 || size > left.size()) {
      size /= 2;
    }
    return new TaskRange(left.begin(), left.begin() + size);
  }

  private boolean happensToDie(Worker worker) {
    if (random.nextDouble() >= trouble.death()) {
      return false;
    }
    mishaps++;
    worker.alive = false;
    boolean noticed = random.nextBoolean();
    if (noticed) {
      send(() -> scheduler.lost(worker.id));
    }
    at(random.nextLong(5 * SILENCE), () -> revive(worker));
    return true;
  }

  private void revive(Worker worker) {
    worker.alive = true;
    worker.life++;
    worker.question++;
    worker.left = new TaskRange(0, 0);
    long life = worker.life;
    ask(worker, life);
    beat(worker, life);
  }

  private void finish(Worker worker, long life, long lease, TaskRange range) {
    double fails = 1 - Math.pow(1 - trouble.failure(), (double) range.size());
    if (random.nextDouble() < fails) {
      mishaps++;
      long task = range.begin() + random.nextLong(range.size());
      worker.left = new TaskRange(0, 0);
      send(() -> scheduler.failed(worker.id, lease, task, "simulated", now));
      at(2 * DELAY, () -> ask(worker, life));
      return;
    }
    if (worker.lease == lease) {
      long begin = Math.min(range.end(), worker.left.end());
      worker.left = new TaskRange(begin, worker.left.end());
    }
    send(() -> acknowledge(worker.id, lease, range));
    step(worker, life);
  }

  private void acknowledge(int worker, long lease, TaskRange range) {
    Receipt receipt = scheduler.acknowledge(worker, lease, range, now);
    note(worker, range.hashCode() + receipt.name().hashCode());
    if (receipt == Receipt.ACCEPTED) {
      assertTrue(counted.isDisjointFrom(range), () -> range + " counted twice");
      counted.add(range);
    }
  }

  private void note(long a, long b) {
    trace = (trace * 31 + a) * 31 + b + now;
  }
}
