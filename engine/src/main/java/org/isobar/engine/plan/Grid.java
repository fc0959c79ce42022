package org.isobar.engine.plan;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.data.Region;

/**
 * A box of cells cut into tiles, numbered row-major. Tiles at the far edges are smaller. A box of
 * rank 0 is one tile; one without cells has none.
 */
public record Grid(LongList space, LongList tile) {
  /** Number of tiles. */
  public long count() {
    long n = 1;
    for (int d = 0; d < space.size(); d++) {
      n = Math.multiplyExact(n, along(d));
    }
    return n;
  }

  /** Number of tiles along a dimension. */
  public long along(int d) {
    return Math.ceilDiv(space.get(d), tile.get(d));
  }

  /** The cells of a tile. */
  public Region region(long index) {
    int rank = space.size();
    long[] start = new long[rank];
    long[] count = new long[rank];
    long rest = index;
    for (int d = rank - 1; d >= 0; d--) {
      long n = along(d);
      start[d] = rest % n * tile.get(d);
      count[d] = Math.min(tile.get(d), space.get(d) - start[d]);
      rest /= n;
    }
    return Region.of(start, count);
  }

  /** A region in words, such as {@code time 0:76, lat 0:96}. */
  static String words(List<Dim> dims, Region region) {
    StringBuilder text = new StringBuilder();
    for (int d = 0; d < dims.size(); d++) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(dims.get(d).name())
          .append(' ')
          .append(region.start(d))
          .append(':')
          .append(region.end(d));
    }
    return text.toString();
  }
}
