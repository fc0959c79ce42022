package org.isobar.engine.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.runtime.StageWorker;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.engine.runtime.TaskRange;
import org.isobar.engine.wire.Blob;
import org.jspecify.annotations.Nullable;

/**
 * A stage that a member works on: its leases, cut into portions that are handed up. Guarded by the
 * pool, but for the running of tasks.
 */
final class MemberStage implements WorkerPool.Tasks {
  /** An answer of the driver takes about a millisecond, a fiftieth of such a task. */
  private static final double AHEAD_NANOS = 5e7;

  private static final long MOST_TASKS = 1 << 16;
  private static final long MOST_BYTES = 4 << 20;

  /** When so much waits to be sent to a driver, no task of it begins: others have their turn. */
  private static final long MUCH_WAITING = 32 << 20;

  /** What waits to be sent of all stages of a driver; workers wait beyond it. */
  private static final long MOST_WAITING = 64 << 20;

  private final MemberJob job;
  private final int index;
  private final Stage stage;
  private final TaskInterceptor interceptor;
  private final int concurrency;
  private final PortionSize size;
  private final Optional<Combination> combination;
  private final Map<Long, Lease> leases = new LinkedHashMap<>();
  private final ArrayDeque<Runner> idle = new ArrayDeque<>();
  private int running;
  private long offers;
  private boolean asked;
  private boolean over;

  /** Tasks that the driver lent. */
  private static final class Lease {
    final long id;
    final Map<Long, Integer> failures;
    final List<Portion> portions = new ArrayList<>();
    long next;
    long end;

    Lease(Message.Work work) {
      this.id = work.lease();
      this.failures = work.failures();
      this.next = work.tasks().begin();
      this.end = work.tasks().end();
    }

    long left() {
      return end - next + portions.stream().mapToLong(Portion::left).sum();
    }

    boolean hasNext() {
      return next < end || portion() != null;
    }

    /** A portion of which tasks have not begun. */
    @Nullable Portion portion() {
      return portions.stream().filter(Portion::hasNext).findFirst().orElse(null);
    }
  }

  /** A worker of one thread; what it makes goes to the portion of its task. */
  private final class Runner {
    private @Nullable Portion portion;
    private final StageWorker worker;

    Runner() {
      this.worker =
          job.context()
              .worker(
                  stage,
                  (tile, run, states) -> current().partial(tile, run, states),
                  (to, region, values, offset) -> current().write(to, region, values, offset));
    }

    private Portion current() {
      Portion p = portion;
      if (p == null) {
        throw new IllegalStateException("a result outside of a task");
      }
      return p;
    }

    void run(Portion to, long task, int attempt) {
      portion = to;
      interceptor.run(index, task, attempt, () -> worker.run(task));
    }
  }

  /** One task for one thread. */
  private final class Turn implements WorkerPool.Turn {
    private final Lease lease;
    private @Nullable Portion portion;
    private long task;
    private @Nullable Runner runner;
    private @Nullable Throwable failure;
    private @Nullable Message report;
    private long nanos;

    Turn(Lease lease) {
      this.lease = lease;
      this.task = Math.min(lease.next, lease.end - 1);
    }

    /** Takes the next task of the lease. */
    void begin() {
      try {
        Portion next = lease.portion();
        portion = next == null ? cut(lease) : next;
        runner = idle.poll();
        TaskRange tasks = portion.tasks();
        long position = portion.take() - tasks.begin();
        task = tasks.begin() + interceptor.order(index, position, tasks.size());
      } catch (Throwable e) {
        failure = e;
      }
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      Portion to = portion;
      if (failure != null || to == null) {
        return;
      }
      try {
        job.cancellation().check();
        if (runner == null) {
          runner = new Runner();
        }
        runner.run(to, task, lease.failures.getOrDefault(task, 0));
      } catch (Throwable e) {
        failure = e;
        runner = null;
      }
      nanos = System.nanoTime() - start;
    }

    @Override
    public Optional<Runnable> end() {
      running--;
      if (nanos > 0) {
        size.ran(nanos);
      }
      Throwable e = failure;
      Portion to = portion;
      if (e != null || to == null) {
        return e == null ? Optional.empty() : broke(e);
      }
      Runner free = runner;
      if (free != null) {
        idle.push(free);
      }
      if (over || !to.finishOne()) {
        return Optional.empty();
      }
      size.gave(to.bytes(), to.tasks().size());
      lease.portions.remove(to);
      if (lease.left() == 0 && lease.portions.isEmpty()) {
        leases.remove(lease.id);
      }
      return Optional.of(() -> handUp(to));
    }

    @Override
    public Optional<Runnable> broke(Throwable e) {
      if (report == null && !over && !job.cancellation().isCancelled()) {
        fail(e);
      }
      return report == null ? Optional.empty() : Optional.of(this::sendReport);
    }

    private void fail(Throwable e) {
      Trouble trouble = Trouble.of(e, job.host());
      if (trouble.kind() == Trouble.Kind.MEMORY
          || trouble.kind() == Trouble.Kind.UNREADABLE_THERE) {
        report = new Message.Refuse(job.id(), index, trouble);
        stop();
      } else {
        report = new Message.Failed(job.id(), index, lease.id, task, trouble);
        // The rest of the lease is lent again as a whole.
        leases.remove(lease.id);
      }
    }

    private void sendReport() {
      Message message = report;
      if (message != null) {
        job.send(message);
        report = null;
      }
    }
  }

  /**
   * A stage.
   *
   * @param combination where partials go; empty if that is the driver
   */
  MemberStage(
      MemberJob job,
      int index,
      Stage stage,
      int threads,
      TaskInterceptor interceptor,
      Optional<Combination> combination) {
    this.combination = combination;
    this.job = job;
    this.index = index;
    this.stage = stage;
    this.interceptor = interceptor;
    this.concurrency = Math.max(1, Math.min(threads, stage.concurrency()));
    this.size =
        new PortionSize(
            stage instanceof ProduceStage produce
                ? Math.max(1, Math.min(MOST_TASKS, MOST_BYTES / Math.max(1, taskBytes(produce))))
                : MOST_TASKS);
  }

  private static long taskBytes(ProduceStage stage) {
    long cells = 1;
    for (int d = 0; d < stage.tile().size(); d++) {
      Dim dim = stage.domain().get(d);
      cells *= Math.min(dim.size(), stage.tile().get(d));
    }
    return cells * DType.FLOAT64.bytes() * stage.products().size();
  }

  private void handUp(Portion portion) {
    if (combination.isPresent()) {
      combination.get().keep(portion.lease(), portion.tasks(), portion.partials());
    }
    List<Message.Node> partials =
        combination.isPresent()
            ? List.of()
            : portion.partials().stream().map(Message.Node::of).toList();
    List<Message.Piece> pieces = portion.pieces();
    long bytes = 0;
    for (Message.Node node : partials) {
      bytes += node.states().stream().mapToLong(Blob::size).sum();
    }
    for (Message.Piece piece : pieces) {
      bytes += piece.values().size();
    }
    job.sendWhenRoom(
        new Message.Done(
            job.id(), index, portion.lease(), portion.tasks(), partials, pieces, portion.written()),
        bytes,
        MOST_WAITING);
  }

  @Override
  public WorkerPool.@Nullable Turn turn() {
    if (over || running >= concurrency || !job.hasRoom(MUCH_WAITING)) {
      return null;
    }
    for (Lease lease : leases.values()) {
      if (lease.hasNext()) {
        Turn turn = new Turn(lease);
        turn.begin();
        running++;
        return turn;
      }
    }
    return null;
  }

  /** The next aligned part of a lease. */
  private Portion cut(Lease lease) {
    long count = size.next(concurrency);
    if (lease.next > 0) {
      count = Math.min(count, Long.lowestOneBit(lease.next));
    }
    TaskRange tasks = new TaskRange(lease.next, Math.min(lease.end, lease.next + count));
    Portion portion =
        new Portion(
            lease.id,
            tasks,
            job.context().plan(),
            job.files(),
            stage instanceof ReduceStage reduce
                ? Optional.of(job.context().forest(reduce))
                : Optional.empty(),
            job.cancellation());
    lease.portions.add(portion);
    lease.next = tasks.end();
    return portion;
  }

  void work(Message.Work work) {
    offers = Math.max(offers, work.number());
    asked = false;
    if (!over) {
      leases.put(work.lease(), new Lease(work));
    }
  }

  void shorten(Message.Shorten shorten) {
    Lease lease = leases.get(shorten.lease());
    if (lease != null) {
      lease.end = Math.max(lease.next, Math.min(lease.end, shorten.left().end()));
      if (lease.left() == 0 && lease.portions.isEmpty()) {
        leases.remove(lease.id);
      }
    }
  }

  /**
   * What to ask the driver for, if there is too little to do. Where tasks are short, before threads
   * are idle, so that none waits for the answer. A long task that waited here behind others would
   * keep members from it that have nothing to do.
   */
  @Override
  public Optional<Runnable> hunger(boolean again) {
    long waiting = leases.values().stream().mapToLong(Lease::left).sum();
    boolean ahead = size.nanosPerTask() > 0 && size.nanosPerTask() < AHEAD_NANOS;
    long busy = waiting + (ahead ? 0 : running);
    if (over || (asked && !again) || busy >= concurrency) {
      return Optional.empty();
    }
    asked = true;
    Set<Long> holding = leases.keySet().stream().collect(Collectors.toSet());
    Message.Ask question = new Message.Ask(job.id(), index, offers, holding);
    return Optional.of(() -> job.send(question));
  }

  @Override
  public void stop() {
    over = true;
    leases.clear();
    idle.clear();
  }

  @Override
  public int running() {
    return running;
  }
}
