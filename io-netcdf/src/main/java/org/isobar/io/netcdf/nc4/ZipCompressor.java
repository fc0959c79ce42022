package org.isobar.io.netcdf.nc4;

import java.util.zip.Deflater;

/** The platform's zlib. */
final class ZipCompressor implements Compressor {
  private final Deflater deflater;

  ZipCompressor(int level) {
    deflater = new Deflater(level);
  }

  @Override
  public int bound(int size) {
    return Math.addExact(size, (size >> 8) + 1024);
  }

  @Override
  public int compress(byte[] in, int size, byte[] out) {
    deflater.reset();
    deflater.setInput(in, 0, size);
    deflater.finish();
    int n = deflater.deflate(out, 0, out.length);
    if (!deflater.finished()) {
      throw new IllegalStateException(size + " bytes do not deflate into " + out.length);
    }
    return n;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
