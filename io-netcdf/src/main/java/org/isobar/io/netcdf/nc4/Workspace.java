package org.isobar.io.netcdf.nc4;

import java.util.Optional;
import org.isobar.io.netcdf.storage.ByteTranspose;

/** The buffers of one thread, and its compressor. They grow to what the largest chunk needs. */
final class Workspace implements AutoCloseable {
  /** What is larger is not kept between regions: many files may be written at once. */
  private static final int KEPT = 1 << 20;

  private final Optional<Compressor> compressor;
  private final ByteTranspose transpose = new ByteTranspose();
  private byte[] dense = {};
  private byte[] padded = {};
  private byte[] shuffled = {};
  private byte[] deflated = {};

  Workspace(Optional<Compressor> compressor) {
    this.compressor = compressor;
  }

  /** Room for values as they are stored. */
  byte[] dense(int bytes) {
    dense = room(dense, bytes);
    return dense;
  }

  /** Room for a chunk with cells beyond the edge. */
  byte[] padded(int bytes) {
    padded = room(padded, bytes);
    return padded;
  }

  private static byte[] room(byte[] old, int bytes) {
    return old.length >= bytes ? old : new byte[bytes];
  }

  /**
   * Shuffles and deflates whole values; the length of the result, which lies in {@link #deflated}.
   */
  int deflate(byte[] chunk, int bytes, int valueBytes) {
    Compressor to = compressor.orElseThrow();
    byte[] in = chunk;
    if (valueBytes > 1) {
      shuffled = room(shuffled, bytes);
      transpose.toPlanes(chunk, bytes / valueBytes, shuffled, valueBytes);
      in = shuffled;
    }
    deflated = room(deflated, to.bound(bytes));
    return to.compress(in, bytes, deflated);
  }

  byte[] deflated() {
    return deflated;
  }

  /** Lets go of large buffers. */
  void shrink() {
    dense = kept(dense);
    padded = kept(padded);
    shuffled = kept(shuffled);
    deflated = kept(deflated);
  }

  private static byte[] kept(byte[] buffer) {
    return buffer.length > KEPT ? new byte[0] : buffer;
  }

  @Override
  public void close() {
    compressor.ifPresent(Compressor::close);
  }
}
