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
 * and gives it an exit code that is not zero.
 */
final class World {
  /** Exit code of a world that was aborted. */
  static final int ABORTED = 70;

  private static final Duration ABORTING = Duration.ofSeconds(3);

  /** Takes the messages of other ranks, on the thread that owns MPI: it must not wait. */
  interface Receiver {
    /** Takes a message, which is the receiver's own. */
    void receive(int from, MemorySegment content);
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

  /** Number of this process, from 0. */
  int rank() {
    return owner.rank();
  }

  /** Number of ranks. */
  int size() {
    return owner.size();
  }

  /** Name of the machine this rank runs on. */
  String host() {
    return owner.host();
  }

  /**
   * Sends a message, sometime soon.
   *
   * @param content must not change any more
   */
  void send(int to, MemorySegment content) {
    if (to < 0 || to >= size() || to == rank()) {
      throw new IllegalArgumentException("rank " + rank() + " of " + size() + " sends to " + to);
    }
    owner.command(() -> owner.send(to, content));
  }

  /** Waits until rank 0 leaves. */
  void awaitEnd() throws InterruptedException {
    owner.over().await();
  }

  /** Leaves the world when all ranks do: at rank 0 this ends the work of all. Waits for them. */
  void leave() throws InterruptedException {
    owner.command(owner::ready);
    owner.left().await();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook sees that nothing is left to abort.
    }
  }

  /** Ends all ranks at once; the reason is written to the error stream. Does not return. */
  void abort(String why) {
    owner.abort(why);
    haltIfNotEnded();
  }

  private static void haltIfNotEnded() {
    try {
      Thread.sleep(ABORTING);
    } catch (InterruptedException e) {
      // Then at once.
    }
    Runtime.getRuntime().halt(ABORTED);
  }

  private void abortAtShutdown() {
    if (owner.left().getCount() > 0) {
      owner.abort(ShutdownCause.find());
      haltIfNotEnded();
    }
  }
}
