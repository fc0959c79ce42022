package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.isobar.backend.mpi.binding.Mpi;

/**
 * The thread that makes every call of MPI: it joins the world, moves messages, gives signs of life
 * and leaves. Others give it commands through a queue. It never waits inside MPI while the world
 * lives, so that it always notices what happens.
 */
final class MpiThread {
  /** What C programs have on the main thread; libraries of MPI take that for granted. */
  private static final long STACK_BYTES = 8L << 20;

  /** How long rank 0 has to say that this rank was told to end. */
  private static final Duration DYING = Duration.ofMillis(2500);

  /** How long that takes if rank 0 asks for time to write a checkpoint. */
  static final Duration KEEPING = Duration.ofSeconds(30);

  private static final Duration LEAVING = Duration.ofSeconds(10);

  private final Mpi mpi;
  private final String host;
  private final Tree tree;
  private final World.Receiver receiver;
  private final Duration deadline;
  private final long interval;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private final Outbox outbox;
  private final Inbox inbox;
  private final Watch watch;
  private final Departure departure;
  private final Dying dying = new Dying(DYING, KEEPING);
  private final Map<Integer, String> names = new HashMap<>();
  private final MemorySegment name;
  private final Thread thread = Thread.currentThread();
  private volatile Runnable beforeEnd = () -> {};
  private volatile boolean waitsForRoot;
  private boolean ending;
  private long nextBeat;

  private MpiThread(Mpi mpi, World.Settings settings, World.Receiver receiver) {
    this.mpi = mpi;
    this.host = mpi.host();
    this.name = Content.of(host + " (process " + ProcessHandle.current().pid() + ")");
    this.tree = new Tree(mpi.rank(), mpi.size());
    this.receiver = receiver;
    this.deadline = settings.deadline();
    this.interval = Watch.interval(deadline).toNanos();
    this.outbox = new Outbox(mpi, settings.part());
    this.inbox = new Inbox(mpi, receiver::room, new Incoming());
    this.nextBeat = System.nanoTime();
    this.watch = new Watch(tree.neighbours(), deadline, nextBeat);
    this.departure =
        new Departure(
            tree, (to, tag, number) -> outbox.add(to, tag, Content.of(number)), this::workIsOver);
  }

  private void workIsOver() {
    receiver.over();
    over.countDown();
  }

  /** Starts the thread; it says when it has joined the world, or why not. */
  static void start(
      World.Settings settings, World.Receiver receiver, CompletableFuture<MpiThread> joined) {
    Thread.ofPlatform()
        .daemon()
        .name("isobar-mpi")
        .stackSize(STACK_BYTES)
        .start(
            () -> {
              MpiThread self;
              try {
                self = new MpiThread(Mpi.join(), settings, receiver);
              } catch (Throwable e) {
                joined.completeExceptionally(e);
                return;
              }
              joined.complete(self);
              self.run();
            });
  }

  int rank() {
    return tree.rank();
  }

  int size() {
    return tree.size();
  }

  String host() {
    return host;
  }

  /** At rank 0: is run when another rank is told to end, on a thread of its own. */
  void beforeEnd(Runnable action) {
    beforeEnd = action;
  }

  /** Whether rank 0 has asked for time before the end. */
  boolean waitsForRoot() {
    return waitsForRoot;
  }

  /** Opens when the root says that the work is over. */
  CountDownLatch over() {
    return over;
  }

  /** Opens when this rank has left the world. */
  CountDownLatch left() {
    return left;
  }

  /** Runs something on this thread, from any other. */
  void command(Runnable command) {
    commands.add(command);
    LockSupport.unpark(thread);
  }

  /** Sends a message, unless this rank is ready to leave; on this thread. */
  void send(int to, MemorySegment content) {
    if (departure.mayBegin()) {
      outbox.add(to, Tag.WHOLE, content);
    }
  }

  /** Tells a rank that its messages are done with, unless this one leaves; on this thread. */
  void consumed(int from, long bytes) {
    if (departure.mayBegin()) {
      outbox.add(from, Tag.CONSUMED, Content.of(bytes));
    }
  }

  /** This rank is ready to leave; on this thread. */
  void ready() {
    departure.ready();
  }

  /** Ends the world, from any thread. */
  void abort(String why) {
    if (Thread.currentThread() == thread) {
      abortNow(why);
    } else {
      command(() -> abortNow(why));
    }
  }

  /** Ends the world because this process ends, from any other thread. */
  void abort(ShutdownCause cause) {
    command(() -> die(cause));
  }

  /**
   * A launcher that ends a job sends a signal to all ranks: so that not all of them complain, rank
   * 0 speaks for those that it hears of, unless it was told to end itself.
   */
  private void die(ShutdownCause cause) {
    if (cause.signal().isEmpty() || rank() == 0) {
      abortNow(cause.text());
    } else if (dying.begin(cause.text(), System.nanoTime())) {
      outbox.add(0, Tag.DYING, Content.of(cause.text()));
    }
  }

  private void abortNow(String why) {
    LastWords.say(rank(), size(), host, why);
    mpi.abort(World.ABORTED);
    Runtime.getRuntime().halt(World.ABORTED);
  }

  private void run() {
    try {
      Idle idle = new Idle();
      while (!(departure.mayLeave() && outbox.isEmpty())) {
        if (turn()) {
          idle.reset();
        } else {
          idle.pause();
        }
      }
      leave();
    } catch (Throwable e) {
      abortNow(LastWords.trace(e));
    }
  }

  /** Whether anything moved. */
  private boolean turn() {
    boolean moved = false;
    for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
      next.run();
      moved = true;
    }
    long now = System.nanoTime();
    moved |= inbox.advance();
    moved |= outbox.advance();
    if (now - nextBeat >= 0 && !departure.isLeaving()) {
      beat();
      nextBeat = now + interval;
    }
    watch.check(now).ifPresent(this::abortBecauseOf);
    dying.check(now).ifPresent(this::abortNow);
    return moved;
  }

  /** Gives neighbours a sign of life, unless the last is still on its way. */
  private void beat() {
    for (int neighbour : tree.neighbours()) {
      if (!outbox.isBusy(neighbour)) {
        outbox.add(neighbour, Tag.BEAT, name);
      }
    }
  }

  private final class Incoming implements Joiner.Taker {
    @Override
    public void heard(int from) {
      watch.heard(from, System.nanoTime());
    }

    @Override
    public void take(int from, Tag tag, MemorySegment content) {
      MpiThread.this.take(from, tag, content);
    }
  }

  private void take(int from, Tag tag, MemorySegment content) {
    switch (tag) {
      case WHOLE -> {
        departure.received();
        receiver.receive(from, content);
      }
      case BEAT -> names.put(from, Content.text(content));
      case DYING -> {
        if (rank() == 0) {
          toldToEnd(from, Content.text(content));
        } else {
          waitsForRoot = true;
          dying.asked(System.nanoTime());
        }
      }
      case CONSUMED -> {
        departure.received();
        receiver.consumed(from, Content.number(content));
      }
      case END, READY -> departure.take(from, tag, Content.number(content));
      case LEAVE, BYE -> {
        watch.forget(from);
        departure.take(from, tag, Content.number(content));
      }
      case LENGTH, PART -> throw new IllegalArgumentException("tag " + tag);
    }
  }

  /** A rank was told to end, and all others with it: what is to be done before gets its time. */
  private void toldToEnd(int from, String why) {
    outbox.add(from, Tag.DYING, Content.NONE);
    String text = "rank " + from + " on " + names.getOrDefault(from, "another host") + ": " + why;
    if (!ending) {
      ending = true;
      Thread.ofPlatform()
          .daemon()
          .name("isobar-mpi-ending")
          .start(
              () -> {
                beforeEnd.run();
                abort(text);
              });
    }
  }

  private void abortBecauseOf(Watch.Silence silence) {
    abortNow(
        "rank "
            + silence.rank()
            + " on "
            + names.getOrDefault(silence.rank(), "an unknown host")
            + " has been silent for "
            + silence.length().toMillis() / 1000.0
            + " s, the deadline is "
            + deadline.toMillis() / 1000.0
            + " s");
  }

  private void leave() {
    Thread guard =
        Thread.ofPlatform()
            .daemon()
            .name("isobar-mpi-leaving")
            .start(
                () -> {
                  try {
                    Thread.sleep(LEAVING);
                  } catch (InterruptedException done) {
                    return;
                  }
                  LastWords.say(
                      rank(), size(), host, "MPI_Finalize did not return within " + LEAVING);
                  Runtime.getRuntime().halt(World.ABORTED);
                });
    mpi.leave();
    guard.interrupt();
    left.countDown();
  }
}
