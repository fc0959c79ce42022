package org.isobar.io.netcdf.nc4;

import java.util.Collections;
import java.util.List;
import org.isobar.dataset.StoredRegion;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.PartFile;
import org.isobar.io.netcdf.storage.SideFiles;

/** Takes whole chunks of one variable, padded where they reach over the edge. Thread-safe. */
interface ChunkSink {
  /** Stores the first {@code bytes} of an array, which may be used again afterwards. */
  void put(long chunk, byte[] data, int bytes, Workspace workspace);

  /**
   * Stored bytes of each chunk of a region that another process stored; 0 for those in place.
   *
   * @throws DatasetException if that cannot be
   */
  List<Integer> adopted(StoredRegion stored, int chunks, int chunkBytes);

  /** Takes a chunk that another process stored. */
  void adopt(long chunk, String location, long position, int size, SideFiles sides);

  /** Stores chunks as they are, at places known beforehand. */
  record Plain(PartFile file, ChunkPlaces.Regular places) implements ChunkSink {
    @Override
    public void put(long chunk, byte[] data, int bytes, Workspace workspace) {
      file.write(data, 0, bytes, places.position(chunk));
    }

    @Override
    public List<Integer> adopted(StoredRegion stored, int chunks, int chunkBytes) {
      if (!stored.equals(StoredRegion.IN_PLACE)) {
        throw new DatasetException("chunks that have their places were stored elsewhere");
      }
      return Collections.nCopies(chunks, 0);
    }

    @Override
    public void adopt(long chunk, String location, long position, int size, SideFiles sides) {
      // It is where it belongs.
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
    /** No compressor makes much more of a chunk than it was. */
    private static final int SLACK = 1 << 16;

    @Override
    public void put(long chunk, byte[] data, int bytes, Workspace workspace) {
      int size = workspace.deflate(data, bytes, valueBytes);
      placement.place(first + chunk * step, places, chunk, size, workspace.deflated());
    }

    @Override
    public List<Integer> adopted(StoredRegion stored, int chunks, int chunkBytes) {
      List<Integer> sizes = stored.sizes();
      if (sizes.size() != chunks
          || sizes.stream().anyMatch(n -> n <= 0 || n > 2L * chunkBytes + SLACK)) {
        throw new DatasetException(
            "another process stored " + chunks + " chunks of " + chunkBytes + " bytes in " + sizes);
      }
      return sizes;
    }

    @Override
    public void adopt(long chunk, String location, long position, int size, SideFiles sides) {
      placement.placeFrom(first + chunk * step, places, chunk, size, location, position, sides);
    }
  }
}
