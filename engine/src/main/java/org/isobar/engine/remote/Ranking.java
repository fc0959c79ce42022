package org.isobar.engine.remote;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The processes of a link as ranks, where all are there from the beginning, and none goes before
 * the others do. Rank 0 drives. What is for all goes down a tree of ranks, so that no process sends
 * it more than {@link #FAN_OUT} times, however many there are.
 *
 * @param rank of this process
 * @param size number of ranks
 * @param names of ranks as peers, the own one included
 */
public record Ranking(int rank, int size, IntFunction<String> names) {
  static final int FAN_OUT = 4;

  public Ranking {
    if (rank < 0 || rank >= size) {
      throw new IllegalArgumentException("rank " + rank + " of " + size);
    }
  }

  String name(int of) {
    return names.apply(of);
  }

  /** The ranks that get from this one what is for all. */
  List<Integer> below() {
    long first = (long) rank * FAN_OUT + 1;
    return IntStream.range(0, FAN_OUT)
        .mapToLong(i -> first + i)
        .filter(child -> child < size)
        .mapToObj(child -> (int) child)
        .toList();
  }

  /** Sends a frame that is for all to those that get it from this process. */
  void relay(Link link, byte[] frame) {
    below().forEach(child -> link.send(name(child), frame));
  }
}
