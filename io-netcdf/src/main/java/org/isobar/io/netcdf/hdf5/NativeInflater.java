package org.isobar.io.netcdf.hdf5;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.deflate.DeflateNativeDecompressor;

/** libdeflate, as bundled with aircompressor. */
final class NativeInflater implements Inflater {
  private final DeflateNativeDecompressor decompressor = new DeflateNativeDecompressor();

  @Override
  public void inflate(byte[] in, int from, int to, byte[] out, int size) throws InflateException {
    int n;
    try {
      n = decompressor.decompress(in, from, to - from, out, 0, size);
    } catch (MalformedInputException | IllegalArgumentException e) {
      throw new InflateException(String.valueOf(e.getMessage()));
    }
    if (n != size) {
      throw new InflateException("it yields " + n + " bytes");
    }
  }
}
