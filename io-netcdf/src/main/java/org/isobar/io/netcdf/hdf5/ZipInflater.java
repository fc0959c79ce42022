package org.isobar.io.netcdf.hdf5;

import java.util.zip.DataFormatException;

/** The platform's zlib: slower than the others, and ready at once. */
final class ZipInflater implements Inflater {
  private final java.util.zip.Inflater zlib = new java.util.zip.Inflater(true);

  @Override
  public void inflate(byte[] in, int from, int to, byte[] out, int size) throws InflateException {
    zlib.reset();
    zlib.setInput(in, from, to - from);
    int n;
    try {
      n = zlib.inflate(out, 0, size + 1); // a byte more, to see the end or too much
    } catch (DataFormatException e) {
      throw new InflateException(String.valueOf(e.getMessage()));
    }
    if (n != size || !zlib.finished()) {
      throw new InflateException(
          n > size ? "it yields too many bytes" : "it yields " + n + " bytes");
    }
  }

  @Override
  public void close() {
    zlib.end();
  }
}
