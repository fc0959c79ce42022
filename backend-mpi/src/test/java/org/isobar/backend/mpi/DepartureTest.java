package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks leave together, whatever the order in which they are ready and messages arrive. */
class DepartureTest {
  private record Letter(int from, Tag tag, long number) {}

  /** A world in one thread: each pair of ranks has a queue, and chance says whose turn it is. */
  private static final class Ranks {
    final int size;
    final Random random;
    final List<Departure> departures = new ArrayList<>();

    /** By receiver times size plus sender. */
    final List<Deque<Letter>> mail = new ArrayList<>();

    final boolean[] over;
    final int[] sent;

    Ranks(int size, long seed) {
      this.size = size;
      this.random = new Random(seed);
      this.over = new boolean[size];
      this.sent = new int[size];
      for (int rank = 0; rank < size; rank++) {
        int self = rank;
        for (int from = 0; from < size; from++) {
          mail.add(new ArrayDeque<>());
        }
        departures.add(
            new Departure(
                new Tree(rank, size),
                (to, tag, number) -> {
                  sent[self]++;
                  mail.get(to * size + self).add(new Letter(self, tag, number));
                },
                () -> over[self] = true));
      }
    }

    /** A rank says something to another, unless it is ready. */
    void write(int from, int to) {
      if (departures.get(from).mayBegin()) {
        mail.get(to * size + from).add(new Letter(from, Tag.WHOLE, 0));
      }
    }

    boolean deliverOne() {
      int[] full = IntStream.range(0, mail.size()).filter(i -> !mail.get(i).isEmpty()).toArray();
      if (full.length == 0) {
        return false;
      }
      int chosen = full[random.nextInt(full.length)];
      int to = chosen / size;
      assertFalse(departures.get(to).mayLeave(), "mail for " + to + ", which may have left");
      Letter letter = mail.get(chosen).removeFirst();
      if (letter.tag == Tag.WHOLE) {
        departures.get(to).received();
      } else {
        departures.get(to).take(letter.from, letter.tag, letter.number);
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 30})
  void allLeaveWhenAllAreReadyAndNoMailIsLeft(int size) {
    for (int seed = 0; seed < 50; seed++) {
      Ranks ranks = new Ranks(size, seed);
      List<Integer> unready = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        unready.add(rank);
      }
      Collections.shuffle(unready, ranks.random);
      while (!unready.isEmpty()) {
        if (ranks.random.nextBoolean() || !ranks.deliverOne()) {
          for (Departure departure : ranks.departures) {
            assertFalse(departure.isLeaving(), "left although " + unready + " are not ready");
          }
          ranks.departures.get(unready.removeLast()).ready();
        }
      }
      while (ranks.deliverOne()) {
        // until all is quiet
      }
      for (int rank = 0; rank < size; rank++) {
        assertTrue(ranks.over[rank], "rank " + rank + " knows that the work is over");
        assertTrue(ranks.departures.get(rank).mayLeave(), "rank " + rank + " may leave");
        int children = new Tree(rank, size).children().size();
        assertEquals(2 * children + (rank == 0 ? 0 : 2), ranks.sent[rank], "messages of " + rank);
      }
    }
  }

  /**
   * What ranks say each other goes other ways than what they say of leaving, and may be slower:
   * whoever leaves has got all of it, and sends nothing to those who have left.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 10, 30})
  void nobodyLeavesWhileAMessageIsUnderWay(int size) {
    for (int seed = 0; seed < 200; seed++) {
      Ranks ranks = new Ranks(size, seed);
      List<Integer> unready = new ArrayList<>(IntStream.range(0, size).boxed().toList());
      Collections.shuffle(unready, ranks.random);
      while (!unready.isEmpty()) {
        ranks.write(ranks.random.nextInt(size), ranks.random.nextInt(size));
        if (ranks.random.nextBoolean() || !ranks.deliverOne()) {
          ranks.departures.get(unready.removeLast()).ready();
        }
      }
      do {
        // Whoever is ready may have late tasks, whose results nobody needs.
        ranks.write(ranks.random.nextInt(size), ranks.random.nextInt(size));
      } while (ranks.deliverOne());
      for (int rank = 0; rank < size; rank++) {
        assertTrue(ranks.departures.get(rank).mayLeave(), "rank " + rank + " may leave");
      }
    }
  }
}
