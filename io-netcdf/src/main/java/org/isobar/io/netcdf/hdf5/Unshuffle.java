package org.isobar.io.netcdf.hdf5;

import org.isobar.io.netcdf.storage.ByteTranspose;

/**
 * Undoes the shuffle filter: planes of first bytes, second bytes, ... become whole values again.
 * Each thread has its own.
 */
final class Unshuffle {
  private final ByteTranspose transpose = new ByteTranspose();

  /** Bytes beyond the last whole value stay where they are. */
  void apply(byte[] in, int length, byte[] out, int elementBytes) {
    int n = length / elementBytes;
    transpose.toValues(in, n, out, elementBytes);
    System.arraycopy(in, n * elementBytes, out, n * elementBytes, length - n * elementBytes);
  }
}
