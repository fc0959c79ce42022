package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.ReduceStage;

/** The partials of some tasks of a stage, merged as far as they meet. Thread-safe. */
public final class Forest extends MergeTree implements PartialSink {
  private final ReduceStage stage;
  private final Set<Long> seen = new HashSet<>();
  private final Map<Node, double[][]> roots = new HashMap<>();

  public Forest(ReduceStage stage, Kernels kernels) {
    super(stage, kernels);
    this.stage = stage;
  }

  @Override
  public void partial(long tile, long run, double[][] states) {
    synchronized (this) {
      if (!seen.add(tile * stage.runs() + run)) {
        return;
      }
    }
    climb(new Node(tile, 0, run), states);
  }

  /** Takes what was merged before, of tasks of which nothing came yet. */
  public void subtree(Subtree subtree) {
    climb(
        new Node(subtree.tile(), subtree.level(), subtree.index()),
        subtree.states().toArray(new double[0][]));
  }

  @Override
  synchronized void whole(Node root, double[][] states) {
    roots.put(root, states);
  }

  /** What the states take, in bytes. */
  public synchronized long bytes() {
    long values = 0;
    for (Subtree tree : pending()) {
      values += tree.states().stream().mapToLong(state -> state.length).sum();
    }
    for (double[][] states : roots.values()) {
      values += Arrays.stream(states).mapToLong(state -> state.length).sum();
    }
    return values * Double.BYTES;
  }

  /** Takes away all that there is. No partial may come meanwhile. */
  public synchronized List<Subtree> take() {
    Map<Node, double[][]> all = takeWaiting();
    all.putAll(roots);
    roots.clear();
    List<Subtree> subtrees = new ArrayList<>();
    all.forEach(
        (node, states) ->
            subtrees.add(
                new Subtree(node.tile(), node.level(), node.index(), Arrays.asList(states))));
    return subtrees;
  }
}
