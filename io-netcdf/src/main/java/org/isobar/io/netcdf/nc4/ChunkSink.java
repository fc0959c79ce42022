package org.isobar.io.netcdf.nc4;

import org.isobar.io.netcdf.storage.PartFile;

/** Takes whole chunks of one variable, padded where they reach over the edge. Thread-safe. */
interface ChunkSink {
  /** Stores the first {@code bytes} of an array, which may be used again afterwards. */
  void put(long chunk, byte[] data, int bytes, Workspace workspace);

  /** Stores chunks as they are, at places known beforehand. */
  record Plain(PartFile file, ChunkPlaces.Regular places) implements ChunkSink {
    @Override
    public void put(long chunk, byte[] data, int bytes, Workspace workspace) {
      file.write(data, 0, bytes, places.position(chunk));
    }
  }

  /**
   * Filters chunks and has them placed.
   *
   * @param first turn of the first chunk
   * @param step turns from one chunk to the next
   */
  record Deflated(
      Placement placement, ChunkPlaces.Noted places, int valueBytes, long first, long step)
      implements ChunkSink {
    @Override
    public void put(long chunk, byte[] data, int bytes, Workspace workspace) {
      int size = workspace.deflate(data, bytes, valueBytes);
      placement.place(first + chunk * step, places, chunk, workspace.deflated(), size);
    }
  }
}
