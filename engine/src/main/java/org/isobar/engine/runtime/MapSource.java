package org.isobar.engine.runtime;

import java.util.List;
import org.isobar.data.Region;
import org.isobar.engine.kernel.Lanes;
import org.isobar.engine.kernel.Weights;
import org.isobar.expr.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cell-by-cell operations that are computed into an array region by region: below a gather or a
 * join, or because they vary along few dimensions only and serve for many slabs.
 */
final class MapSource implements Source {
  private final SlabWriter writer;
  private double[] buffer = {};
  private @Nullable Region loaded;
  private boolean mayMiss;
  private boolean positive;

  MapSource(Map map, Sources factory) {
    Program program = Program.compile(List.of(map), map.dims(), factory);
    this.writer = new SlabWriter(program, 1, map.dims().size());
  }

  @Override
  public View load(Region region) {
    if (loaded == null || !region.equals(loaded)) {
      loaded = null;
      int n = Math.toIntExact(region.size());
      buffer = Source.room(buffer, n);
      writer.write(region, new double[][] {buffer});
      mayMiss = Lanes.anyMissing(buffer, 0, n);
      positive = Weights.allPositive(buffer, 0, n);
      loaded = region;
    }
    return new View(
        buffer, 0, View.denseStrides(region), new int[region.rank()][], mayMiss, positive);
  }
}
