package org.isobar.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import org.isobar.backend.mpi.binding.Mpi;

/**
 * Two ranks send a buffer to and fro. Prints, for each length, the one-way time of the best round
 * in microseconds: {@code PingPong ROUNDS [LENGTH TURNS]...}. Run by {@code jmh/mpi.sh}, beside the
 * same program in C.
 */
public final class PingPong {
  private static final int TAG = 1;

  private PingPong() {}

  public static void main(String[] arguments) {
    Mpi mpi = Mpi.join();
    int rounds = Integer.parseInt(arguments[0]);
    for (int i = 1; i < arguments.length; i += 2) {
      int length = Integer.parseInt(arguments[i]);
      int turns = Integer.parseInt(arguments[i + 1]);
      double best = Double.MAX_VALUE;
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment buffer = arena.allocate(length, 64);
        buffer.fill((byte) mpi.rank());
        for (int round = 0; round < rounds; round++) {
          long start = System.nanoTime();
          turn(mpi, buffer, turns);
          best = Math.min(best, (System.nanoTime() - start) / 2e3 / turns);
        }
        // Rank 0's bytes went round.
        if (buffer.get(ValueLayout.JAVA_BYTE, length - 1) != 0) {
          throw new AssertionError("the buffer of rank " + mpi.rank() + " is not rank 0's");
        }
      }
      if (mpi.rank() == 0) {
        System.out.println(String.format(Locale.ROOT, "%d %.4f", length, best));
      }
    }
    mpi.leave();
  }

  private static void turn(Mpi mpi, MemorySegment buffer, int turns) {
    for (int i = 0; i < turns; i++) {
      if (mpi.rank() == 0) {
        mpi.send(buffer, 1, TAG);
        mpi.receive(buffer, 1, TAG);
      } else {
        mpi.receive(buffer, 0, TAG);
        mpi.send(buffer, 0, TAG);
      }
    }
  }
}
