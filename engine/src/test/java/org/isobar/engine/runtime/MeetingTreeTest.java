package org.isobar.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isobar.engine.kernel.Kernels;
import org.isobar.error.BackendException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingTreeTest {
  private static final int RUNS = 5;
  private static final int TILES = 2;
  private static final int CELLS = 3;
  private static final SumStage SUMS = new SumStage(RUNS, TILES, CELLS, 42);

  private static MeetingTree tree(int below) {
    return new MeetingTree(SUMS.stage(), Kernels.builtin(), node -> node.level() < below);
  }

  @Test
  void inAllOrdersOfArrivalATileIsMergedTheSameWay() {
    for (List<Integer> order : orders(RUNS)) {
      MeetingTree tree = tree(Integer.MAX_VALUE);
      for (int run : order) {
        assertEquals(List.of(), tree.takeLeaving(), () -> "before all came of " + order);
        tree.add(SUMS.node(1, 0, run));
      }
      List<Subtree> leaving = tree.takeLeaving();
      assertEquals(1, leaving.size(), () -> "roots with " + order);
      SumStage.assertSame(SUMS.whole(1), leaving.getFirst());
      assertEquals(List.of(), tree.pending());
      assertEquals(List.of(), tree.takeLeaving(), "what was taken");
    }
  }

  private static List<List<Integer>> orders(int n) {
    if (n == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> shorter : orders(n - 1)) {
      for (int at = 0; at < n; at++) {
        List<Integer> longer = new ArrayList<>(shorter);
        longer.add(at, n - 1);
        all.add(longer);
      }
    }
    return all;
  }

  @Test
  void whatMeetsItsNeighbourElsewhereLeaves() {
    MeetingTree tree = tree(1);
    tree.add(SUMS.node(0, 0, 1));
    assertEquals(List.of(), tree.takeLeaving());
    tree.add(SUMS.node(0, 0, 0));
    SumStage.assertSame(SUMS.node(0, 1, 0), only(tree.takeLeaving()));
    // It has no neighbour, and passes to where its parent meets one.
    tree.add(SUMS.node(0, 0, 4));
    SumStage.assertSame(SUMS.node(0, 1, 2), only(tree.takeLeaving()));
    tree.add(SUMS.node(0, 0, 2));
    assertEquals(List.of(), tree.takeLeaving());
    SumStage.assertSame(SUMS.node(0, 0, 2), only(tree.pending()));
    tree.add(SUMS.node(1, 2, 1));
    SumStage.assertSame(SUMS.node(1, 2, 1), only(tree.takeLeaving()));
  }

  private static Subtree only(List<Subtree> nodes) {
    assertEquals(1, nodes.size(), nodes::toString);
    return nodes.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 0, 6, 1", // tiles
    "-1, 0, 0, 6, 1",
    "0, -1, 0, 6, 1", // levels
    "0, 63, 0, 6, 1",
    "0, 0, 5, 6, 1", // nodes of a level
    "0, 1, 3, 6, 1",
    "0, 0, -1, 6, 1",
    "0, 0, 0, 5, 1", // values of a state
    "0, 0, 0, 6, 0", // folds
    "0, 0, 0, 6, 2"
  })
  void whatTheStageHasNotIsRefused(long tile, int level, long index, int values, int folds) {
    List<double[]> states = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      states.add(new double[values]);
    }
    MeetingTree tree = tree(1);
    BackendException refusal =
        assertThrows(
            BackendException.class, () -> tree.add(new Subtree(tile, level, index, states)));
    assertTrue(refusal.getMessage().contains("'sum' has not"), refusal::getMessage);
    assertEquals(List.of(), tree.pending());
    assertEquals(List.of(), tree.takeLeaving());
  }
}
