package org.isobar.io.netcdf.nc4;

/** Makes zlib streams. Used by one thread. */
interface Compressor extends AutoCloseable {
  /** Bytes that a stream of so many bytes takes at most. */
  int bound(int size);

  /**
   * Compresses.
   *
   * @param out has room for {@link #bound} bytes
   * @return length of the stream
   */
  int compress(byte[] in, int size, byte[] out);

  @Override
  void close();
}
