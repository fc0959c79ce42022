package org.isobar.io.netcdf.hdf5;

/** Decompresses raw deflate streams (RFC 1951) whole. For one thread. */
interface Inflater extends AutoCloseable {
  /**
   * Bytes that must follow the input's and the output's end in their arrays; their contents do not
   * matter.
   */
  int SLACK = 64;

  /**
   * Decompresses {@code in[from, to)} to {@code out[0, size)}.
   *
   * @throws InflateException if the stream is malformed, truncated, or does not yield exactly
   *     {@code size} bytes
   */
  void inflate(byte[] in, int from, int to, byte[] out, int size) throws InflateException;

  @Override
  default void close() {}
}
