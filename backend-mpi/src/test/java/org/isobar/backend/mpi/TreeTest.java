package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10, 100, 4096})
  void everyRankButTheRootIsTheChildOfOneParent(int size) {
    int[] parents = new int[size];
    for (int rank = 0; rank < size; rank++) {
      Tree tree = new Tree(rank, size);
      assertTrue(tree.children().size() <= Tree.FAN_OUT);
      for (int child : tree.children()) {
        parents[child]++;
        assertEquals(rank, new Tree(child, size).parent());
      }
    }
    assertEquals(0, parents[0]);
    for (int rank = 1; rank < size; rank++) {
      assertEquals(1, parents[rank], "parents of " + rank);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void neighbourhoodIsMutual(int size) {
    for (int rank = 0; rank < size; rank++) {
      List<Integer> neighbours = new Tree(rank, size).neighbours();
      for (int other : neighbours) {
        assertTrue(new Tree(other, size).neighbours().contains(rank));
      }
    }
  }
}
