package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.ReduceStage;

/**
 * The part of a stage's tree whose nodes meet in this process, of what all processes merged:
 * whatever is merged as far as it goes here leaves for where it goes on. Thread-safe.
 */
public final class MeetingTree extends MergeTree {
  private final ReduceStage stage;
  private final Predicate<Subtree> meetsHere;
  private final List<Subtree> leaving = new ArrayList<>();

  /**
   * A part of a tree.
   *
   * @param meetsHere whether a node, of which place alone counts, meets its neighbour here
   */
  public MeetingTree(ReduceStage stage, Kernels kernels, Predicate<Subtree> meetsHere) {
    super(stage, kernels);
    this.stage = stage;
    this.meetsHere = meetsHere;
  }

  /**
   * Takes what came from another process, or from this one.
   *
   * @throws org.isobar.error.BackendException if the stage has no such place, or its states are of
   *     another size
   */
  public void add(Subtree subtree) {
    Node node = new Node(subtree.tile(), subtree.level(), subtree.index());
    check(stage, node, subtree.states());
    climb(node, subtree.states().toArray(new double[0][]));
  }

  /** Takes away what does not meet anything here any more: roots of tiles among it. */
  public List<Subtree> takeLeaving() {
    synchronized (leaving) {
      List<Subtree> all = List.copyOf(leaving);
      leaving.clear();
      return all;
    }
  }

  @Override
  boolean meetsHere(Node node) {
    return meetsHere.test(new Subtree(node.tile(), node.level(), node.index(), List.of()));
  }

  @Override
  void elsewhere(Node node, double[][] states) {
    leave(node, states);
  }

  @Override
  void whole(Node root, double[][] states) {
    leave(root, states);
  }

  private void leave(Node node, double[][] states) {
    synchronized (leaving) {
      leaving.add(new Subtree(node.tile(), node.level(), node.index(), Arrays.asList(states)));
    }
  }
}
