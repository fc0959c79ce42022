package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.isobar.error.BackendException;

/**
 * The ranks that a launcher started together, and messages between them. Messages have any length,
 * and those from one rank to another keep their order. Thread-safe.
 *
 * <p>A world ends as a whole: when all ranks have left, or when one fails, vanishes or is silent
 * for too long. A process that ends without {@link #leave}, whichever way, takes the world with it
 * and gives it an exit code that is not zero; what {@code Runtime.halt(0)} gives it is up to the
 * launcher.
 */
final class World implements Ranks {
  /** Exit code of a world that was aborted. */
  static final int ABORTED = 70;

  private static final Duration ABORTING = Duration.ofSeconds(3);

  /** Takes the messages of other ranks, on the thread that owns MPI: it must not wait. */
  interface Receiver {
    /** Takes a message, which is the receiver's own. */
    void receive(int from, MemorySegment content);

    /** Is told that a rank has done with so many bytes of messages of this one. */
    default void consumed(int by, long bytes) {}

    /**
     * How many bytes it takes now. What does not fit waits, and what ranks say of life does not.
     */
    default long room() {
      return Long.MAX_VALUE;
    }

    /** Is told that the work is over: nobody needs messages any more. */
    default void over() {}
  }

  /**
   * How a world talks.
   *
   * @param deadline how long a rank may be silent before the world ends
   * @param part bytes of the parts that long messages are sent in
   */
  record Settings(Duration deadline, int part) {
    static final Settings DEFAULT = new Settings(Duration.ofSeconds(60), 1 << 20);

    Settings {
      if (deadline.compareTo(Duration.ofMillis(600)) < 0) {
        throw new IllegalArgumentException("deadline below 0.6 s: " + deadline);
      }
      if (part < 1) {
        throw new IllegalArgumentException("parts of " + part + " bytes");
      }
    }
  }

  private final MpiThread owner;
  private final Thread hook;
  private volatile Tidying tidying = new Tidying(Duration.ZERO, () -> {});

  private World(MpiThread owner) {
    this.owner = owner;
    this.hook = new Thread(this::abortAtShutdown, "isobar-mpi-shutdown");
  }

  /**
   * Joins the world of this process's launcher; a process joins once in its life.
   *
   * @throws BackendException if there is no MPI library, or it does not belong to the launcher
   */
  static World join(Settings settings, Receiver receiver) {
    CompletableFuture<MpiThread> joined = new CompletableFuture<>();
    MpiThread.start(settings, receiver, joined);
    try {
      World world = new World(joined.join());
      Runtime.getRuntime().addShutdownHook(world.hook);
      return world;
    } catch (CompletionException e) {
      throw e.getCause() instanceof BackendException reason
          ? reason
          : new BackendException("joining the MPI world failed: " + e.getCause(), e);
    }
  }

  @Override
  public int rank() {
    return owner.rank();
  }

  @Override
  public int size() {
    return owner.size();
  }

  @Override
  public String host() {
    return owner.host();
  }

  @Override
  public void send(int to, MemorySegment content) {
    if (to < 0 || to >= size() || to == rank()) {
      throw new IllegalArgumentException("rank " + rank() + " of " + size() + " sends to " + to);
    }
    owner.command(() -> owner.send(to, content));
  }

  @Override
  public void consumed(int from, long bytes) {
    owner.command(() -> owner.consumed(from, bytes));
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    owner.over().await();
  }

  @Override
  public void leave() throws InterruptedException {
    owner.command(owner::ready);
    owner.left().await();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook sees that nothing is left to abort.
    }
  }

  @Override
  public void abort(String why) {
    owner.abort(why);
    haltIfNotEnded();
  }

  private void haltIfNotEnded() {
    try {
      Thread.sleep(ABORTING);
      if (owner.waitsForRoot()) {
        Thread.sleep(MpiThread.KEEPING);
      }
    } catch (InterruptedException e) {
      // Then at once.
    }
    Runtime.getRuntime().halt(ABORTED);
  }

  @Override
  public void beforeAbort(Duration longest, Runnable action) {
    tidying = new Tidying(longest, action);
    owner.beforeEnd(this::tidy);
  }

  /** What is done before the end, and how long it may take. */
  private record Tidying(Duration longest, Runnable action) {}

  private void tidy() {
    Tidying now = tidying;
    Thread working = Thread.ofPlatform().daemon().start(now.action());
    try {
      working.join(now.longest());
    } catch (InterruptedException e) {
      // Then without.
    }
  }

  private void abortAtShutdown() {
    if (owner.left().getCount() == 0) {
      return;
    }
    // Found first: what is tidied up below has threads of its own.
    ShutdownCause cause = ShutdownCause.find();
    tidy();
    owner.abort(cause);
    haltIfNotEnded();
  }
}
