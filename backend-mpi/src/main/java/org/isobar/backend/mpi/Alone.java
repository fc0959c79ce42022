package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;

/** A process that no launcher started: the one rank there is, without MPI. */
final class Alone implements Ranks {
  private Optional<Thread> hook = Optional.empty();

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String host() {
    return "this machine";
  }

  @Override
  public void send(int to, MemorySegment content) {
    throw new IllegalArgumentException("there is no rank " + to);
  }

  @Override
  public void consumed(int from, long bytes) {
    throw new IllegalArgumentException("there is no rank " + from);
  }

  @Override
  public void awaitEnd() {}

  @Override
  public synchronized void leave() {
    forget();
  }

  private void forget() {
    try {
      hook.ifPresent(Runtime.getRuntime()::removeShutdownHook);
      hook = Optional.empty();
    } catch (IllegalStateException shuttingDown) {
      // Then the hook runs, and finds little to do.
    }
  }

  @Override
  public void abort(String why) {
    LastWords.say(0, 1, host(), why);
    Runtime.getRuntime().halt(World.ABORTED);
  }

  @Override
  public synchronized void beforeAbort(Duration longest, Runnable action) {
    forget();
    Thread next = new Thread(action, "isobar-shutdown");
    try {
      Runtime.getRuntime().addShutdownHook(next);
      hook = Optional.of(next);
    } catch (IllegalStateException shuttingDown) {
      // Then it is too late.
    }
  }
}
