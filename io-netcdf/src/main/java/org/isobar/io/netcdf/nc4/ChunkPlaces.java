package org.isobar.io.netcdf.nc4;

/** Where the chunks of a variable lie. */
interface ChunkPlaces {
  /** Address of a chunk. */
  long position(long chunk);

  /** Stored bytes of a chunk. */
  long bytes(long chunk);

  /** Unfiltered chunks, one after another. */
  record Regular(long begin, long bytesEach) implements ChunkPlaces {
    @Override
    public long position(long chunk) {
      return begin + chunk * bytesEach;
    }

    @Override
    public long bytes(long chunk) {
      return bytesEach;
    }
  }

  /** Chunks of all sizes; each is noted once, from then on it may be asked for. */
  final class Noted implements ChunkPlaces {
    private final long[] positions;
    private final int[] sizes;

    Noted(int chunks) {
      positions = new long[chunks];
      sizes = new int[chunks];
    }

    void note(long chunk, long position, int bytes) {
      positions[(int) chunk] = position;
      sizes[(int) chunk] = bytes;
    }

    @Override
    public long position(long chunk) {
      return positions[(int) chunk];
    }

    @Override
    public long bytes(long chunk) {
      return sizes[(int) chunk];
    }
  }
}
