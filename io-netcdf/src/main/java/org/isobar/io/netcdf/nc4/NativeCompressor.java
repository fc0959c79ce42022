package org.isobar.io.netcdf.nc4;

import io.airlift.compress.v3.deflate.DeflateNativeCompressor;
import java.util.zip.Adler32;

/** libdeflate, as bundled with aircompressor, with the frame of zlib around it. */
final class NativeCompressor implements Compressor {
  private static final int HEAD = 2;
  private static final int TAIL = 4;

  private final DeflateNativeCompressor deflater;
  private final Adler32 adler = new Adler32();
  private final int head;

  NativeCompressor(int level) {
    deflater = new DeflateNativeCompressor(level);
    head = level < 2 ? 0x7801 : level < 6 ? 0x785e : level == 6 ? 0x789c : 0x78da;
  }

  @Override
  public int bound(int size) {
    return Math.addExact(deflater.maxCompressedLength(size), HEAD + TAIL);
  }

  @Override
  public int compress(byte[] in, int size, byte[] out) {
    int n = deflater.compress(in, 0, size, out, HEAD, out.length - HEAD - TAIL);
    out[0] = (byte) (head >> 8);
    out[1] = (byte) head;
    adler.reset();
    adler.update(in, 0, size);
    long sum = adler.getValue();
    for (int i = 0; i < TAIL; i++) {
      out[HEAD + n + i] = (byte) (sum >> (8 * (TAIL - 1 - i)));
    }
    return HEAD + n + TAIL;
  }

  @Override
  public void close() {
    // Its memory is freed by a cleaner.
  }
}
