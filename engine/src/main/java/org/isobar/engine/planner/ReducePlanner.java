package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.data.LongList;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.expr.Expr;

/** Fits a reduce stage into the budget. */
final class ReducePlanner extends StagePlanner {
  private final FoldGeometry geometry;
  private final List<Fold> folds;
  private final long stateBytes;
  private final int longest;
  private int runLog2;

  ReducePlanner(
      FoldGeometry geometry,
      List<Fold> folds,
      PrimaryInput primary,
      Kernels kernels,
      Budget budget) {
    super(primary, geometry.keptSpace(), budget);
    this.geometry = geometry;
    this.folds = folds;
    long state = 0;
    int length = 0;
    for (Fold f : folds) {
      int planes = kernels.reduce(f.op(), f.weights().isPresent(), f.missing()).planes();
      state += 8L * planes * f.groups();
      length = Math.max(length, f.lengthLog2());
    }
    this.stateBytes = state;
    this.longest = length;
    this.runLog2 = length;
  }

  ReduceStage plan() {
    long total = inputBytes();
    long task = taskBytes(total);
    cutTo(task);
    lengthenRuns(task);
    fit();
    return new ReduceStage(
        label(),
        geometry,
        folds,
        LongList.of(tile),
        runLog2,
        slab(),
        concurrency,
        new Price(total * passes(), passes(), memory()));
  }

  /** Tasks of more leaves, where leaves are small. */
  private void lengthenRuns(long task) {
    double leaf = bytesPerCell() / (1L << longest) * cells();
    while ((leaf * (2L << runLog2)) <= task && 1L << runLog2 < geometry.leaves()) {
      runLog2++;
    }
  }

  @Override
  boolean isKept(int d) {
    return !geometry.folded().get(d);
  }

  @Override
  long tasksPerTile() {
    return Math.ceilDiv(geometry.leaves(), 1L << longest);
  }

  @Override
  double bytesPerCell() {
    double folded = geometry.foldedPerLeaf() * (double) (1L << longest);
    return folded * primary.bytes();
  }

  @Override
  long memory() {
    long slab = Memory.slabBytes(roots(), geometry.domain(), estimatedSlab());
    long partial = Math.multiplyExact(cells(), stateBytes);
    long perWorker = slab + (runLog2 + 2L) * partial;
    long runs = Math.ceilDiv(geometry.leaves(), 1L << runLog2);
    long combining = runs == 1 ? 0 : (concurrency + (long) log2Ceil(runs)) * partial;
    return concurrency * (perWorker + partial) + combining;
  }

  private LongList slab() {
    return Slabbing.of(geometry.domain(), primary, Optional.of(geometry), box(), slabValues);
  }

  /** The slab, with runs of groups as long as a tile's groups are. */
  private LongList estimatedSlab() {
    long[] slab = slab().toArray();
    long[] box = box().toArray();
    for (int d = 0; d < slab.length; d++) {
      slab[d] = Math.min(slab[d], Math.max(1, box[d]));
    }
    return LongList.of(slab);
  }

  /** The largest box that a task folds at once. */
  private LongList box() {
    long[] box = new long[geometry.rank()];
    for (int d = 0; d < box.length; d++) {
      boolean folded = geometry.folded().get(d);
      long size = geometry.domain().get(d).size();
      if (!folded) {
        box[d] = Math.min(tile[d], size);
      } else if (geometry.intervals().isPresent()) {
        box[d] = geometry.leaves() > 1 ? geometry.leaf().get(d) : groupsOf(d, size);
      } else {
        box[d] = Math.min(geometry.leaf().get(d), size);
      }
    }
    return LongList.of(box);
  }

  private long groupsOf(int d, long size) {
    long longestGroup = geometry.intervals().orElseThrow().longest();
    return Math.min(size, Math.max(1, longestGroup * tile[d]));
  }

  @Override
  String label() {
    List<String> names = new ArrayList<>();
    for (Fold f : folds) {
      if (!names.contains(f.op().label())) {
        names.add(f.op().label());
      }
    }
    return String.join(", ", names)
        + (geometry.intervals().isPresent() || folds.get(0).scattered().isPresent()
            ? " by groups of "
            : " over ")
        + String.join(", ", Geometries.foldedNames(geometry));
  }

  @Override
  List<Expr> roots() {
    List<Expr> roots = new ArrayList<>();
    for (Fold f : folds) {
      roots.add(f.input());
      f.weights().ifPresent(roots::add);
    }
    return roots;
  }
}
