package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobar.engine.runtime.Subtree;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomesTest {
  private static Subtree node(long tile, int level, long index) {
    return new Subtree(tile, level, index, List.of());
  }

  @ParameterizedTest
  @CsvSource({"1000, 4", "1000, 7", "5, 64", "65536, 4096", "65535, 1", "2, 2"})
  void neighboursMeetAtOneRankAndTheLeftOneNeedNotGoThere(long runs, int ranks) {
    Homes homes = new Homes(runs, ranks);
    int[] merges = new int[ranks];
    int[] arrivals = new int[ranks];
    long tile = 3;
    int level = 0;
    for (long nodes = runs; nodes > 1; nodes = (nodes + 1) / 2) {
      for (long index = 0; index + 1 < nodes; index += 2) {
        int home = homes.of(node(tile, level, index));
        assertEquals(home, homes.of(node(tile, level, index + 1)));
        assertTrue(home >= 0 && home < ranks, "rank " + home);
        merges[home]++;
        if (level > 0) {
          // Where the left one was made.
          assertEquals(home, homes.of(node(tile, level - 1, 2 * index)));
          arrivals[home] += homes.of(node(tile, level - 1, 2 * index + 2)) == home ? 0 : 1;
        }
      }
      assertFalse(homes.isRoot(node(tile, level, 0)));
      level++;
    }
    assertTrue(homes.isRoot(node(tile, level, 0)));
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(ranks);
    for (int rank = 0; rank < ranks; rank++) {
      assertTrue(merges[rank] <= 2 * runs / ranks + depth + 2, rank + " merges " + merges[rank]);
      // The pieces of a share, and one of each level above.
      assertTrue(arrivals[rank] <= depth + 128, rank + " waits for " + arrivals[rank]);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 7", "65536, 4096"})
  void theNextTileBeginsAtTheNextRank(long runs, int ranks) {
    Homes homes = new Homes(runs, ranks);
    for (int tile = 0; tile < 2 * ranks; tile++) {
      int top = Long.SIZE - Long.numberOfLeadingZeros(runs - 1) - 1;
      assertEquals(tile % ranks, homes.of(node(tile, top, 0)));
    }
  }
}
