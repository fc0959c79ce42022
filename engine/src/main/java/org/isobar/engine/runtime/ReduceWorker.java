package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Groups;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.expr.Expr;

/** Folds runs of leaves of a reduce stage. */
final class ReduceWorker implements StageWorker {
  private final ReduceStage stage;
  private final FoldGeometry geometry;
  private final Cancellation cancellation;
  private final PartialSink sink;
  private final List<SlabFold.Part> parts = new ArrayList<>();
  private final List<PartialStack> stacks = new ArrayList<>();
  private final SlabFold slabs;

  ReduceWorker(ReduceStage stage, Sources sources, Cancellation cancellation, PartialSink sink) {
    this.stage = stage;
    this.geometry = stage.geometry();
    this.cancellation = cancellation;
    this.sink = sink;
    List<Expr> roots = new ArrayList<>();
    for (Fold fold : stage.folds()) {
      int values = roots.size();
      roots.add(fold.input());
      int weights = fold.weights().isPresent() ? roots.size() : -1;
      fold.weights().ifPresent(roots::add);
      FoldLayout layout = new FoldLayout(geometry, fold, FoldKernels.of(sources.kernels(), fold));
      parts.add(new SlabFold.Part(layout, values, weights));
      stacks.add(new PartialStack(layout.kernel));
    }
    Program program = Program.compile(roots, geometry.domain(), sources);
    this.slabs = new SlabFold(geometry, program, parts);
  }

  @Override
  public void run(long task) {
    long runs = stage.runs();
    long tile = task / runs;
    long run = task % runs;
    Region cells = stage.tiles().region(tile);
    stacks.forEach(PartialStack::clear);
    parts.forEach(p -> p.layout.tile(cells));
    long first = run << stage.runLog2();
    long end = Math.min(geometry.leaves(), first + (1L << stage.runLog2()));
    for (long leaf = first; leaf < end; leaf++) {
      foldLeaf(cells, leaf, leaf == end - 1);
    }
    double[][] states = new double[parts.size()][];
    for (int f = 0; f < states.length; f++) {
      states[f] = stacks.get(f).finish(parts.get(f).layout.cells);
    }
    sink.partial(tile, run, states);
  }

  private void foldLeaf(Region cells, long leaf, boolean last) {
    for (int f = 0; f < parts.size(); f++) {
      if (leaf % length(f) == 0) {
        SlabFold.Part part = parts.get(f);
        part.state = stacks.get(f).fresh(part.layout.cells);
      }
    }
    forEachBox(cells, leaf);
    for (int f = 0; f < parts.size(); f++) {
      if (last || (leaf + 1) % length(f) == 0) {
        SlabFold.Part part = parts.get(f);
        part.layout.kernel.seal(part.state, part.layout.cells);
        stacks.get(f).push(part.state, part.layout.cells);
      }
    }
  }

  private long length(int f) {
    return 1L << stage.folds().get(f).lengthLog2();
  }

  private void forEachBox(Region cells, long leaf) {
    Optional<Groups> intervals = geometry.intervals();
    if (intervals.isPresent()) {
      foldIntervals(cells, leaf, intervals.get());
    } else {
      foldBox(geometry.leafBox(cells, leaf));
    }
  }

  /** One box if every group is a single leaf, else one for each group that has this leaf. */
  private void foldIntervals(Region cells, long leaf, Groups groups) {
    int axis = groups.axis();
    int from = (int) cells.start(axis);
    int to = from + (int) cells.count(axis);
    if (geometry.leaves() == 1) {
      while (from < to && groups.end(from) == 0) {
        from++;
      }
      while (from < to && groups.end(to - 1) == 0) {
        to--;
      }
      if (from < to) {
        long start = groups.first(from);
        foldBox(cells.with(axis, start, groups.end(to - 1) - start));
      }
      return;
    }
    long length = geometry.leaf().get(axis);
    for (int g = from; g < to; g++) {
      long start = groups.first(g) + leaf * length;
      long end = Math.min(groups.end(g), start + length);
      if (start < end) {
        foldBox(cells.with(axis, start, end - start));
      }
    }
  }

  private void foldBox(Region box) {
    if (box.size() == 0) {
      return;
    }
    Slabs.forEach(
        box,
        slabWithin(box),
        slab -> {
          cancellation.check();
          slabs.fold(slab);
        });
  }

  private LongList slabWithin(Region box) {
    long[] extent = stage.slab().toArray();
    for (int d = 0; d < extent.length; d++) {
      extent[d] = Math.min(extent[d], box.count(d));
    }
    return LongList.of(extent);
  }
}
