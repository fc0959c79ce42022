package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;

/** A process that no launcher started: the one rank there is, without MPI. */
final class Alone implements Ranks {
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
  public void leave() {}

  @Override
  public void abort(String why) {
    LastWords.say(0, 1, host(), why);
    Runtime.getRuntime().halt(World.ABORTED);
  }

  @Override
  public void beforeAbort(Runnable action) {}
}
