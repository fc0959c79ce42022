package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;
import java.util.zip.Deflater;

/** A chunk of floats as it lies in a file: shuffled, and deflated at level 1. */
final class ShuffledChunk {
  private static final int FLOAT = 4;

  /** Shuffled, with slack behind. */
  final byte[] shuffled;

  /** A raw deflate stream with slack behind. */
  final byte[] deflated;

  final int size;
  final int deflatedSize;

  /**
   * @param cells number of floats
   * @param noiseBits how many of the lowest bits of each are noise
   */
  ShuffledChunk(int cells, int noiseBits) {
    size = FLOAT * cells;
    byte[] plain = new byte[size];
    for (int i = 0; i < cells; i++) {
      int smooth = Float.floatToRawIntBits(250 + (i >> 10)) & (-1 << noiseBits);
      long hash = (i + 1) * 0x9E3779B97F4A7C15L;
      int noise = (int) ((hash ^ (hash >>> 29)) >>> 20) & ~(-1 << noiseBits);
      int bits = smooth | noise;
      for (int b = 0; b < FLOAT; b++) {
        plain[FLOAT * i + b] = (byte) (bits >> (8 * b));
      }
    }
    shuffled = new byte[size + Inflater.SLACK];
    for (int i = 0; i < size; i++) {
      shuffled[i % FLOAT * cells + i / FLOAT] = plain[i];
    }
    byte[] out = new byte[2 * size + 1024];
    try (Deflater deflater = new Deflater(1, true)) {
      deflater.setInput(shuffled, 0, size);
      deflater.finish();
      deflatedSize = deflater.deflate(out);
    }
    deflated = Arrays.copyOf(out, deflatedSize + Inflater.SLACK);
  }
}
