package org.isobar.io.netcdf.nc4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.StoredRegion;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.SideFiles;

/**
 * A variable in chunks. A chunk that a region covers is stored at once; parts of chunks are kept
 * until the rest comes.
 */
final class ChunkedVariable implements WrittenVariable {
  private final ChunkGrid grid;
  private final ChunkEncoder encoder;
  private final PartialChunks partials;
  private final ChunkSink sink;

  ChunkedVariable(ChunkEncoder encoder, PartialChunks partials, ChunkSink sink) {
    this.grid = encoder.grid();
    this.encoder = encoder;
    this.partials = partials;
    this.sink = sink;
  }

  @Override
  public void write(Region region, Cells cells, Workspace workspace) {
    if (region.size() > 0) {
      grid.forEach(region, chunk -> write(region, cells, chunk, workspace));
    }
  }

  private void write(Region region, Cells cells, long chunk, Workspace workspace) {
    Region box = grid.cells(chunk);
    Region part = ChunkEncoder.overlap(region, box);
    boolean whole = part.equals(box);
    if (whole && !partials.claim(chunk)) {
      return;
    }
    byte[] dense = encoder.dense(region, part, cells, workspace);
    if (whole) {
      put(chunk, box, dense, workspace);
    } else {
      Optional<byte[]> all = partials.add(chunk, ChunkEncoder.relative(part, box), dense);
      all.ifPresent(values -> put(chunk, box, values, workspace));
    }
  }

  private void put(long chunk, Region box, byte[] dense, Workspace workspace) {
    sink.put(chunk, encoder.padded(box, dense, workspace), encoder.chunkBytes(), workspace);
  }

  @Override
  public void wroteElsewhere(Region region, StoredRegion stored, SideFiles sides) {
    if (region.size() == 0) {
      return;
    }
    if (!encoder.covers(region)) {
      throw new DatasetException("another process stored parts of chunks: " + region);
    }
    List<Long> chunks = new ArrayList<>();
    grid.forEach(region, chunks::add);
    List<Integer> sizes = sink.adopted(stored, chunks.size(), encoder.chunkBytes());
    long position = stored.position();
    for (int i = 0; i < sizes.size(); i++) {
      if (partials.claim(chunks.get(i))) {
        sink.adopt(chunks.get(i), stored.location(), position, sizes.get(i), sides);
      }
      position += sizes.get(i);
    }
  }

  @Override
  public long covered() {
    return partials.covered();
  }
}
