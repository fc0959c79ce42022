package org.isobar.engine.runtime;

import java.util.function.Consumer;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.engine.plan.Grid;

/** Cuts boxes into slabs. */
final class Slabs {
  private Slabs() {}

  /** Visits the slabs of a non-empty box in row-major order; those at the far edges are smaller. */
  static void forEach(Region box, LongList extent, Consumer<Region> action) {
    Grid grid = new Grid(LongList.of(box.counts()), extent);
    long n = grid.count();
    for (long s = 0; s < n; s++) {
      Region within = grid.region(s);
      long[] start = within.starts();
      for (int d = 0; d < start.length; d++) {
        start[d] += box.start(d);
      }
      action.accept(Region.of(start, within.counts()));
    }
  }
}
