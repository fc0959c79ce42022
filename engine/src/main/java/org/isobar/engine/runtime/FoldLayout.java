package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.engine.kernel.ReduceKernel;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Groups;
import org.jspecify.annotations.Nullable;

/**
 * How the partial result of a fold lies in memory for a tile: row-major over the fold's result,
 * restricted to the tile.
 */
final class FoldLayout {
  private final FoldGeometry geometry;
  private final Optional<Groups> scattered;
  private final int @Nullable [] codes;
  private final int groupAxis;
  final ReduceKernel kernel;

  /**
   * Number of cells and, by dimension of the domain, the distance of cells; set by {@link #tile}.
   */
  int cells;

  private final int[] stride;
  private final long[] start;
  private final long[] count;

  FoldLayout(FoldGeometry geometry, Fold fold, ReduceKernel kernel) {
    this.geometry = geometry;
    this.scattered = fold.scattered();
    this.kernel = kernel;
    Optional<Groups> groups = scattered.or(geometry::intervals);
    this.codes = groups.map(g -> g.codes().toArray()).orElse(null);
    this.groupAxis = groups.map(Groups::axis).orElse(-1);
    int rank = geometry.rank();
    this.stride = new int[rank];
    this.start = new long[rank];
    this.count = new long[rank];
  }

  /** Lays the result out for a tile of {@link FoldGeometry#keptSpace}. */
  void tile(Region tile) {
    int step = 1;
    for (int d = geometry.rank() - 1; d >= 0; d--) {
      boolean all = d == groupAxis && scattered.isPresent();
      start[d] = all ? 0 : tile.start(d);
      count[d] = all ? scattered.get().count() : tile.count(d);
      stride[d] = geometry.folded().get(d) && d != groupAxis ? 0 : step;
      step = Math.toIntExact(step * count[d]);
    }
    cells = step;
  }

  /** Points a cursor at the cells into which those of a slab fold. */
  void point(Cursor cursor, Region slab) {
    int offset = 0;
    cursor.clear(0);
    for (int d = 0; d < stride.length; d++) {
      if (d == groupAxis) {
        cursor.index[d] = places(slab);
      } else {
        cursor.stride[d] = stride[d];
        offset += stride[d] == 0 ? 0 : (int) (slab.start(d) - start[d]) * stride[d];
      }
    }
    cursor.offset = offset;
  }

  private int[] places(Region slab) {
    int[] all = java.util.Objects.requireNonNull(codes);
    int[] places = new int[(int) slab.count(groupAxis)];
    int first = (int) slab.start(groupAxis);
    for (int i = 0; i < places.length; i++) {
      int code = all[first + i];
      places[i] = code < 0 ? Cursor.NOWHERE : (int) (code - start[groupAxis]) * stride[groupAxis];
    }
    return places;
  }

  /** Whether any cell of a slab belongs to a group. */
  boolean touches(Region slab) {
    int[] all = codes;
    if (all == null) {
      return true;
    }
    int from = (int) slab.start(groupAxis);
    for (int i = from; i < from + slab.count(groupAxis); i++) {
      if (all[i] >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Position of the grouped dimension in the domain, or -1. */
  int groupAxis() {
    return groupAxis;
  }

  /** The tile's place in the fold's result. */
  Region resultRegion() {
    List<Integer> axes = new ArrayList<>();
    for (int d = 0; d < stride.length; d++) {
      if (!geometry.folded().get(d) || d == groupAxis) {
        axes.add(d);
      }
    }
    return Region.of(
        axes.stream().mapToLong(d -> start[d]).toArray(),
        axes.stream().mapToLong(d -> count[d]).toArray());
  }
}
