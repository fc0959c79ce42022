package org.isobar.backend.mpi;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The ranks of a world as a tree whose root is rank 0. What all ranks have to know goes down its
 * branches, and neighbours watch each other, so that no rank's load grows with the world.
 */
record Tree(int rank, int size) {
  static final int FAN_OUT = 8;

  /** The rank above this one, or -1 at the root. */
  int parent() {
    return rank == 0 ? -1 : (rank - 1) / FAN_OUT;
  }

  List<Integer> children() {
    long first = (long) rank * FAN_OUT + 1;
    return IntStream.range(0, FAN_OUT)
        .mapToLong(i -> first + i)
        .filter(child -> child < size)
        .mapToObj(child -> (int) child)
        .toList();
  }

  /** Parent and children. */
  List<Integer> neighbours() {
    return rank == 0
        ? children()
        : IntStream.concat(IntStream.of(parent()), children().stream().mapToInt(Integer::intValue))
            .boxed()
            .toList();
  }
}
