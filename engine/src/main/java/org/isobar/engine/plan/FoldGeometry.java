package org.isobar.engine.plan;

import java.util.List;
import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.data.Region;

/**
 * In which order values fold: a function of the shape, the primary input's chunks and type, and of
 * nothing else, so that every backend, budget and number of threads gives the same bits.
 *
 * <p>The folded dimensions are cut into <em>leaves</em>, numbered row-major. Within a leaf the
 * values of a cell fold one after the other in row-major order; where the innermost dimensions are
 * folded, a <em>run</em> of them folds at once with eight lanes in segments of 4,096. Leaves meet
 * in a binary tree of aligned pairs.
 *
 * @param domain dimensions of the input
 * @param folded per dimension, whether cells along it fold together
 * @param intervals the grouping, if groups are intervals of the one folded dimension; leaves are
 *     then counted from the start of each group
 * @param leaf extent of a leaf along folded dimensions; the whole size along others
 * @param runFrom the first of the innermost dimensions that form the run; the rank if there is none
 */
public record FoldGeometry(
    List<Dim> domain,
    List<Boolean> folded,
    Optional<Groups> intervals,
    LongList leaf,
    int runFrom) {
  public FoldGeometry {
    domain = List.copyOf(domain);
    folded = List.copyOf(folded);
  }

  public int rank() {
    return domain.size();
  }

  /** Number of leaves along a dimension, at least 1. */
  public long leavesAlong(int d) {
    if (!folded.get(d)) {
      return 1;
    }
    long size = intervals.isPresent() ? intervals.get().longest() : domain.get(d).size();
    return Math.max(1, Math.ceilDiv(size, leaf.get(d)));
  }

  /** Number of leaves, at least 1. */
  public long leaves() {
    long n = 1;
    for (int d = 0; d < rank(); d++) {
      n = Math.multiplyExact(n, leavesAlong(d));
    }
    return n;
  }

  /** Number of cells of a leaf that fold into one. */
  public long foldedPerLeaf() {
    long n = 1;
    for (int d = 0; d < rank(); d++) {
      n = folded.get(d) ? Math.multiplyExact(n, leaf.get(d)) : n;
    }
    return n;
  }

  /** The cells that can be computed apart: kept dimensions, groups if intervals, else 1. */
  public LongList keptSpace() {
    long[] space = new long[rank()];
    for (int d = 0; d < space.length; d++) {
      space[d] =
          !folded.get(d)
              ? domain.get(d).size()
              : intervals.isPresent() ? intervals.get().count() : 1;
    }
    return LongList.of(space);
  }

  /**
   * The cells of a leaf of a tile of the kept cells, if groups are no intervals. Leaves at the far
   * edges are smaller.
   */
  public Region leafBox(Region tile, long leaf) {
    Region box = tile;
    long rest = leaf;
    for (int d = rank() - 1; d >= 0; d--) {
      if (folded.get(d)) {
        long along = leavesAlong(d);
        long start = rest % along * this.leaf.get(d);
        long size = domain.get(d).size();
        box = box.with(d, start, Math.max(0, Math.min(this.leaf.get(d), size - start)));
        rest /= along;
      }
    }
    return box;
  }
}
