package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;

/**
 * How chunks tile an array.
 *
 * @param chunk shape of a chunk
 * @param counts number of chunks along each dimension
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
record ChunkGrid(long[] chunk, long[] counts) {

  /**
   * The grid over an array; damage if the numbers of chunks or of a chunk's bytes leave their
   * range.
   */
  static ChunkGrid of(H5Structure in, long[] shape, long[] chunk) {
    if (chunk.length != shape.length) {
      throw in.damaged("chunks of rank " + chunk.length + " in an array of rank " + shape.length);
    }
    long[] counts = new long[shape.length];
    long total = 1;
    for (int d = 0; d < shape.length; d++) {
      if (chunk[d] < 1) {
        throw in.damaged("chunks of shape " + Arrays.toString(chunk));
      }
      counts[d] = Math.ceilDiv(shape[d], chunk[d]);
      if (counts[d] != 0 && total > Long.MAX_VALUE / counts[d]) {
        throw in.damaged(
            "an array of shape "
                + Arrays.toString(shape)
                + " in chunks of "
                + Arrays.toString(chunk));
      }
      total *= Math.max(1, counts[d]);
    }
    return new ChunkGrid(chunk, counts);
  }

  /** Row-major number of a chunk, or -1 if it lies outside. */
  long number(long[] at) {
    long n = 0;
    for (int d = 0; d < counts.length; d++) {
      if (at[d] < 0 || at[d] >= counts[d]) {
        return -1;
      }
      n = n * counts[d] + at[d];
    }
    return n;
  }
}
