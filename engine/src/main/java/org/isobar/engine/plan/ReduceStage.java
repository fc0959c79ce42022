package org.isobar.engine.plan;

import java.util.List;
import org.isobar.data.LongList;
import org.isobar.data.Region;

/**
 * Folds one or several expressions in one pass over their common domain. A task is an aligned run
 * of {@code 2^runLog2} leaves of one tile of the kept cells; tasks are numbered tile after tile.
 *
 * @param tile extent of a tile along each dimension of {@link FoldGeometry#keptSpace}; changes no
 *     bit
 * @param slab extent of what is evaluated at once along each dimension of the domain; changes no
 *     bit
 */
public record ReduceStage(
    String label,
    FoldGeometry geometry,
    List<Fold> folds,
    LongList tile,
    int runLog2,
    LongList slab,
    int concurrency,
    Price price)
    implements Stage {
  public ReduceStage {
    folds = List.copyOf(folds);
  }

  /** The tiles of the kept cells. */
  public Grid tiles() {
    return new Grid(geometry.keptSpace(), tile);
  }

  /** Number of tasks for each tile. */
  public long runs() {
    return Math.ceilDiv(geometry.leaves(), 1L << runLog2);
  }

  @Override
  public long tasks() {
    return Math.multiplyExact(tiles().count(), runs());
  }

  @Override
  public String where(long task) {
    Region tile = tiles().region(task / runs());
    long leaf = task % runs() << runLog2;
    if (geometry.intervals().isEmpty()) {
      return Grid.words(geometry.domain(), geometry.leafBox(tile, leaf))
          + (runLog2 == 0 ? "" : " and on");
    }
    return Grid.words(geometry.domain(), tile) + " (groups)";
  }
}
