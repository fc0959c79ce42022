package org.isobar.engine.runtime;

import org.isobar.data.Region;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.error.BackendException;

/** Merges the partials of all tasks of a stage and hands finished tiles on at once. Thread-safe. */
public final class Combiner extends MergeTree implements PartialSink {
  private final ReduceStage stage;
  private final Kernels kernels;
  private final RegionSink sink;
  private final RangeSet done = new RangeSet();
  private volatile boolean spoiled;

  public Combiner(ReduceStage stage, Kernels kernels, RegionSink sink) {
    super(stage, kernels);
    this.stage = stage;
    this.kernels = kernels;
    this.sink = sink;
  }

  @Override
  public void partial(long tile, long run, double[][] states) {
    synchronized (this) {
      long task = tile * stage.runs() + run;
      if (done.contains(task)) {
        return;
      }
      done.add(new TaskRange(task, task + 1));
    }
    merge(new Node(tile, 0, run), states);
  }

  /**
   * Takes what another process merged. Whoever calls sees to it that each run comes once.
   *
   * @throws BackendException if the stage has no such place, or its states are of another size
   */
  public void subtree(Subtree subtree) {
    Node node = new Node(subtree.tile(), subtree.level(), subtree.index());
    try {
      check(stage, node, subtree.states());
    } catch (BackendException e) {
      spoiled = true;
      throw e;
    }
    merge(node, subtree.states().toArray(new double[0][]));
  }

  private void merge(Node node, double[][] states) {
    try {
      climb(node, states);
    } catch (RuntimeException | Error e) {
      // Neighbours were taken out, and what they became is lost.
      spoiled = true;
      throw e;
    }
  }

  /** Whether merging failed, so that {@link #pending} may lack something. */
  public boolean isSpoiled() {
    return spoiled;
  }

  /** Counts tasks as done whose partials an earlier run has merged, and {@link #subtree} brings. */
  public synchronized void skip(TaskRange tasks) {
    done.add(tasks);
  }

  @Override
  void whole(Node root, double[][] states) {
    Region cells = stage.tiles().region(root.tile());
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
}
