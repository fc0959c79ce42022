package org.isobar.engine.planner;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.engine.plan.FoldGeometry;

/**
 * Chooses slabs: what is read and evaluated at once. They change no bit as long as runs are whole
 * and the values of a cell come in row-major order, which is seen to here.
 */
final class Slabbing {
  private static final int STEPS = 4;

  private Slabbing() {}

  /**
   * The extents of a slab.
   *
   * @param values values that a slab may have, if chunks allow
   * @param most extents of the box that is cut into slabs, as far as it is known
   */
  static LongList of(
      List<Dim> domain,
      PrimaryInput primary,
      Optional<FoldGeometry> geometry,
      LongList most,
      long values) {
    int rank = domain.size();
    int runFrom = geometry.map(FoldGeometry::runFrom).orElse(rank);
    long[] slab = new long[rank];
    long cells = 1;
    for (int d = 0; d < rank; d++) {
      long least = d >= runFrom ? most.get(d) : primary.compressed() ? primary.chunk().get(d) : 1;
      slab[d] = Math.clamp(least, 1, Math.max(1, most.get(d)));
      cells = Math.multiplyExact(cells, slab[d]);
    }
    if (geometry.isPresent() && runFrom == rank) {
      // Several steps at once keep the partial results of their cells in the cache.
      FoldGeometry g = geometry.get();
      cells = widen(slab, most, rank, cells, values / STEPS, d -> !g.folded().get(d));
      widen(slab, most, rank, cells, values, d -> g.folded().get(d));
    } else {
      widen(slab, most, Math.min(runFrom, rank), cells, values, d -> true);
    }
    geometry.ifPresent(g -> keepOrder(slab, g, most));
    geometry.ifPresent(g -> keepGroups(slab, g));
    return LongList.of(slab);
  }

  /** Widens some of the dimensions below {@code to}, innermost first, until one is not whole. */
  private static long widen(
      long[] slab, LongList most, int to, long cells, long values, IntPredicate which) {
    long now = cells;
    for (int d = to - 1; d >= 0; d--) {
      if (which.test(d)) {
        long times = Math.max(1, values / now);
        long wider = Math.min(Math.max(1, most.get(d)), slab[d] * times);
        now = now / slab[d] * wider;
        slab[d] = wider;
        if (wider < most.get(d)) {
          break;
        }
      }
    }
    return now;
  }

  /** A folded dimension may be wider than one cell only if all inner folded ones are whole. */
  private static void keepOrder(long[] slab, FoldGeometry geometry, LongList most) {
    boolean whole = true;
    for (int d = slab.length - 1; d >= 0; d--) {
      if (geometry.folded().get(d)) {
        if (!whole) {
          slab[d] = 1;
        }
        whole &= slab[d] >= most.get(d);
      }
    }
  }

  /** Runs of groups are never cut, wherever a group begins. */
  private static void keepGroups(long[] slab, FoldGeometry geometry) {
    geometry
        .intervals()
        .filter(g -> g.axis() >= geometry.runFrom())
        .ifPresent(g -> slab[g.axis()] = geometry.domain().get(g.axis()).size());
  }
}
