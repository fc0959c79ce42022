package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.error.BackendException;

/**
 * Merges the partials of tasks in a fixed binary tree over the runs of each tile, whatever the
 * order in which they come: two neighbours of an aligned pair merge as soon as both are there, and
 * one without a right neighbour passes through. Thread-safe; whoever brings the second of a pair
 * merges.
 */
abstract class MergeTree {
  /** A place in the tree of a tile: 2^level runs, the last one fewer. */
  record Node(long tile, int level, long index) {}

  private final List<FoldLayout> layouts;
  private final long runs;
  private final Map<Node, double[][]> waiting = new HashMap<>();

  MergeTree(ReduceStage stage, Kernels kernels) {
    this.layouts =
        stage.folds().stream()
            .map(f -> new FoldLayout(stage.geometry(), f, FoldKernels.of(kernels, f)))
            .toList();
    this.runs = stage.runs();
  }

  /** All runs of a tile are merged. */
  abstract void whole(Node root, double[][] states);

  /** Whether a node meets its neighbour in this tree. */
  boolean meetsHere(Node node) {
    return true;
  }

  /** Takes a node that meets its neighbour elsewhere. */
  void elsewhere(Node node, double[][] states) {
    throw new IllegalStateException("all nodes meet here");
  }

  /** Number of nodes of a level. */
  final long nodes(int level) {
    long size = 1L << level;
    return runs / size + (runs % size == 0 ? 0 : 1);
  }

  /** Takes a node, of which no part came before, and merges it upwards as far as it goes. */
  final void climb(Node from, double[][] states) {
    double[][] merged = states;
    int level = from.level();
    long index = from.index();
    for (long nodes = nodes(level); nodes > 1; nodes = (nodes + 1) >> 1) {
      Node node = new Node(from.tile(), level, index);
      if (!meetsHere(node)) {
        elsewhere(node, merged);
        return;
      }
      if ((index ^ 1) < nodes) {
        double[][] sibling;
        synchronized (this) {
          sibling = waiting.remove(new Node(from.tile(), level, index ^ 1));
          if (sibling == null) {
            waiting.put(node, merged);
            return;
          }
        }
        merged = (index & 1) == 0 ? merged(merged, sibling) : merged(sibling, merged);
      }
      index >>= 1;
      level++;
    }
    whole(new Node(from.tile(), level, index), merged);
  }

  private double[][] merged(double[][] left, double[][] right) {
    for (int f = 0; f < left.length; f++) {
      FoldLayout layout = layouts.get(f);
      layout.kernel.merge(left[f], right[f], left[f].length / layout.kernel.planes());
    }
    return left;
  }

  /** Number of nodes that wait for a neighbour. */
  final synchronized int waiting() {
    return waiting.size();
  }

  /** Takes away what waits for neighbours. */
  final synchronized Map<Node, double[][]> takeWaiting() {
    Map<Node, double[][]> all = new HashMap<>(waiting);
    waiting.clear();
    return all;
  }

  /** What waits for neighbours. The states are the tree's own: they are good until more comes. */
  public final synchronized List<Subtree> pending() {
    List<Subtree> all = new ArrayList<>();
    waiting.forEach(
        (node, states) ->
            all.add(new Subtree(node.tile(), node.level(), node.index(), Arrays.asList(states))));
    return all;
  }

  /**
   * Looks at what another process sent.
   *
   * @throws BackendException if the stage has no such node, or its states are of another size
   */
  final void check(ReduceStage stage, Node node, List<double[]> states) {
    boolean there =
        node.tile() >= 0
            && node.tile() < stage.tiles().count()
            && node.level() >= 0
            && node.level() < Long.SIZE - 1
            && node.index() >= 0
            && node.index() < nodes(node.level())
            && states.size() == stage.folds().size();
    for (int f = 0; there && f < states.size(); f++) {
      there = states.get(f).length == stateSize(stage, node.tile(), f);
    }
    if (!there) {
      throw new BackendException(
          "a partial result " + node + " that '" + stage.label() + "' has not");
    }
  }

  /** Number of values of a fold's state for a tile; -1 if there is no such fold. */
  final long stateSize(ReduceStage stage, long tile, int fold) {
    if (fold < 0 || fold >= layouts.size()) {
      return -1;
    }
    FoldLayout layout =
        new FoldLayout(stage.geometry(), stage.folds().get(fold), layouts.get(fold).kernel);
    layout.tile(stage.tiles().region(tile));
    return (long) layout.cells * layout.kernel.planes();
  }
}
