package org.isobar.io.netcdf.nc4;

import org.isobar.data.Region;

/** Makes chunks, as they are before filters, of the values of regions. */
final class ChunkEncoder {
  private final ChunkGrid grid;
  private final byte[] fill;
  private final int chunkBytes;

  /**
   * For one variable.
   *
   * @param fill the stored value of cells beyond the edge
   */
  ChunkEncoder(ChunkGrid grid, byte[] fill) {
    this.grid = grid;
    this.fill = fill.clone();
    this.chunkBytes = Math.toIntExact(grid.chunkCells() * fill.length);
  }

  ChunkGrid grid() {
    return grid;
  }

  int chunkBytes() {
    return chunkBytes;
  }

  /** Whether a region consists of chunks: none is in it in part. */
  boolean covers(Region region) {
    long[] shape = grid.shape();
    for (int d = 0; d < shape.length; d++) {
      boolean begins = region.start(d) % grid.chunk(d) == 0;
      boolean ends = region.end(d) == shape[d] || region.end(d) % grid.chunk(d) == 0;
      if (!begins || !ends) {
        return false;
      }
    }
    return true;
  }

  /** Stored values of a part of a region, in a buffer of the workspace. */
  byte[] dense(Region region, Region part, Cells cells, Workspace workspace) {
    byte[] dense = workspace.dense((int) part.size() * fill.length);
    Rows.forEach(
        region.counts(),
        relative(part, region),
        (outer, inner, n) -> cells.encode((int) outer, (int) n, dense, (int) inner * fill.length));
    return dense;
  }

  /** A whole chunk, of the values of its cells inside the array. */
  byte[] padded(Region box, byte[] dense, Workspace workspace) {
    if (box.size() == grid.chunkCells()) {
      return dense;
    }
    byte[] padded = workspace.padded(chunkBytes);
    for (int at = 0; at < chunkBytes; at += fill.length) {
      System.arraycopy(fill, 0, padded, at, fill.length);
    }
    int n = fill.length;
    Rows.forEach(
        grid.chunk(),
        Region.all(box.counts()),
        (outer, inner, cells) ->
            System.arraycopy(dense, (int) inner * n, padded, (int) outer * n, (int) cells * n));
    return padded;
  }

  static Region overlap(Region a, Region b) {
    long[] start = new long[a.rank()];
    long[] count = new long[a.rank()];
    for (int d = 0; d < start.length; d++) {
      start[d] = Math.max(a.start(d), b.start(d));
      count[d] = Math.min(a.end(d), b.end(d)) - start[d];
    }
    return Region.of(start, count);
  }

  static Region relative(Region part, Region whole) {
    long[] start = part.starts();
    for (int d = 0; d < start.length; d++) {
      start[d] -= whole.start(d);
    }
    return Region.of(start, part.counts());
  }
}
