package org.isobar.io.netcdf.nc4;

import java.util.Optional;
import org.isobar.data.Region;

/**
 * A variable in chunks. A chunk that a region covers is stored at once; parts of chunks are kept
 * until the rest comes.
 */
final class ChunkedVariable implements WrittenVariable {
  private final ChunkGrid grid;
  private final PartialChunks partials;
  private final ChunkSink sink;
  private final byte[] fill;
  private final int chunkBytes;

  /**
   * @param fill the stored value of cells beyond the edge
   */
  ChunkedVariable(ChunkGrid grid, PartialChunks partials, ChunkSink sink, byte[] fill) {
    this.grid = grid;
    this.partials = partials;
    this.sink = sink;
    this.fill = fill.clone();
    this.chunkBytes = Math.toIntExact(grid.chunkCells() * fill.length);
  }

  @Override
  public void write(Region region, Cells cells, Workspace workspace) {
    if (region.size() > 0) {
      grid.forEach(region, chunk -> write(region, cells, chunk, workspace));
    }
  }

  private void write(Region region, Cells cells, long chunk, Workspace workspace) {
    Region box = grid.cells(chunk);
    Region part = overlap(region, box);
    boolean whole = part.equals(box);
    if (whole && !partials.claim(chunk)) {
      return;
    }
    int bytes = (int) part.size() * fill.length;
    byte[] dense = workspace.dense(bytes);
    Rows.forEach(
        region.counts(),
        relative(part, region),
        (outer, inner, n) -> cells.encode((int) outer, (int) n, dense, (int) inner * fill.length));
    if (whole) {
      put(chunk, box, dense, workspace);
    } else {
      Optional<byte[]> all = partials.add(chunk, relative(part, box), dense);
      all.ifPresent(values -> put(chunk, box, values, workspace));
    }
  }

  private static Region overlap(Region a, Region b) {
    long[] start = new long[a.rank()];
    long[] count = new long[a.rank()];
    for (int d = 0; d < start.length; d++) {
      start[d] = Math.max(a.start(d), b.start(d));
      count[d] = Math.min(a.end(d), b.end(d)) - start[d];
    }
    return Region.of(start, count);
  }

  private static Region relative(Region part, Region whole) {
    long[] start = part.starts();
    for (int d = 0; d < start.length; d++) {
      start[d] -= whole.start(d);
    }
    return Region.of(start, part.counts());
  }

  private void put(long chunk, Region box, byte[] dense, Workspace workspace) {
    if (box.size() == grid.chunkCells()) {
      sink.put(chunk, dense, chunkBytes, workspace);
      return;
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
    sink.put(chunk, padded, chunkBytes, workspace);
  }

  @Override
  public long covered() {
    return partials.covered();
  }
}
