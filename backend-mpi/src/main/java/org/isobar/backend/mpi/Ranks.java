package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** The processes that work together, seen from one of them. Thread-safe. */
interface Ranks {
  /** Number of this process, from 0. */
  int rank();

  /** Number of ranks. */
  int size();

  /** Name of the machine this rank runs on. */
  String host();

  /**
   * Sends a message to another rank, sometime soon.
   *
   * @param content must not change any more
   */
  void send(int to, MemorySegment content);

  /** Tells a rank that so many bytes of its messages are done with. */
  void consumed(int from, long bytes);

  /** Waits until rank 0 leaves. */
  void awaitEnd() throws InterruptedException;

  /** Leaves when all ranks do: at rank 0 this ends the work of all. Waits for them. */
  void leave() throws InterruptedException;

  /** Ends all ranks at once, for a reason that is told. Does not return. */
  void abort(String why);

  /**
   * Is run before this process takes the others with it because it ends before its time; at rank 0
   * also if another one is told to end.
   *
   * @param longest how long that may take
   */
  void beforeAbort(Duration longest, Runnable action);
}
