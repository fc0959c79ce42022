package org.isobar.engine.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.ReduceStage;

/**
 * Merges the partials of tasks in a fixed binary tree over the runs of each tile, whatever the
 * order in which they come: two neighbours of an aligned pair merge as soon as both are there, and
 * one without a right neighbour passes through. Finished tiles are handed on at once. Thread-safe;
 * whoever brings the second of a pair merges.
 */
public final class Combiner implements PartialSink {
  private record Node(long tile, int level, long index) {}

  private final ReduceStage stage;
  private final List<FoldLayout> layouts;
  private final Kernels kernels;
  private final RegionSink sink;
  private final long runs;
  private final Map<Node, double[][]> waiting = new HashMap<>();
  private final DoneSet done = new DoneSet();

  public Combiner(ReduceStage stage, Kernels kernels, RegionSink sink) {
    this.stage = stage;
    this.kernels = kernels;
    this.layouts = layouts(stage, kernels);
    this.sink = sink;
    this.runs = stage.runs();
  }

  private static List<FoldLayout> layouts(ReduceStage stage, Kernels kernels) {
    return stage.folds().stream()
        .map(f -> new FoldLayout(stage.geometry(), f, FoldKernels.of(kernels, f)))
        .toList();
  }

  @Override
  public void partial(long tile, long run, double[][] states) {
    synchronized (this) {
      if (!done.add(tile * runs + run)) {
        return;
      }
    }
    double[][] merged = states;
    int level = 0;
    long index = run;
    long nodes = runs;
    while (nodes > 1) {
      if ((index ^ 1) < nodes) {
        double[][] sibling;
        synchronized (this) {
          sibling = waiting.remove(new Node(tile, level, index ^ 1));
          if (sibling == null) {
            waiting.put(new Node(tile, level, index), merged);
            return;
          }
        }
        merged = (index & 1) == 0 ? merge(merged, sibling) : merge(sibling, merged);
      }
      index >>= 1;
      level++;
      nodes = (nodes + 1) >> 1;
    }
    finish(tile, merged);
  }

  private double[][] merge(double[][] left, double[][] right) {
    for (int f = 0; f < left.length; f++) {
      FoldLayout layout = layouts.get(f);
      layout.kernel.merge(left[f], right[f], left[f].length / layout.kernel.planes());
    }
    return left;
  }

  private void finish(long tile, double[][] states) {
    Region cells = stage.tiles().region(tile);
    for (int f = 0; f < states.length; f++) {
      Fold fold = stage.folds().get(f);
      FoldLayout layout = new FoldLayout(stage.geometry(), fold, FoldKernels.of(kernels, fold));
      layout.tile(cells);
      double[] out = new double[layout.cells];
      layout.kernel.finish(states[f], layout.cells, out, 0);
      for (Destination to : fold.to()) {
        sink.write(to, layout.resultRegion(), out, 0);
      }
    }
  }

  /** Number of partials that wait for a neighbour. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Tasks that are done: all below a mark, and the few above it. */
  private static final class DoneSet {
    private long mark;
    private final java.util.HashSet<Long> above = new java.util.HashSet<>();

    boolean add(long task) {
      if (task < mark || !above.add(task)) {
        return false;
      }
      while (above.remove(mark)) {
        mark++;
      }
      return true;
    }
  }
}
