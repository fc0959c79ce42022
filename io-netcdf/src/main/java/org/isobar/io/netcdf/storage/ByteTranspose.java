package org.isobar.io.netcdf.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Turns planes of bytes (all first bytes of the values, then all second ones, and so on) into
 * little-endian values and back: what the shuffle filter of HDF5 does. Reuses its scratch memory,
 * so each thread has its own.
 *
 * <p>A loop over bytes stays scalar. Here words of eight bytes of each plane lie in one array, and
 * three rounds of swapping bytes, pairs and halves between them, each a plain loop that the
 * compiler turns into vector instructions, bring the bytes of each value together. See H. S.
 * Warren, Hacker's Delight, section 7-3, "Transposing a bit matrix", for the swaps.
 */
public final class ByteTranspose {
  /** Words of a plane that are worked on at once; 8 planes of them stay in the nearest cache. */
  private static final int WORDS = 128;

  private static final int WORD = Long.BYTES;

  private static final long BYTES = 0x00FF00FF00FF00FFL;
  private static final long PAIRS = 0x0000FFFF0000FFFFL;
  private static final long HALVES = 0x00000000FFFFFFFFL;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Where word k of the values lies among the planes after the swaps. */
  private static final int[][] ORDER = {{0, 1}, {0, 2, 1, 3}, {0, 1, 2, 3, 4, 5, 6, 7}};

  private final long[] block = new long[8 * WORDS];

  /**
   * Makes values of planes.
   *
   * @param in the planes, {@code n} bytes each, from index 0 on
   * @param width bytes of a value
   */
  public void toValues(byte[] in, int n, byte[] out, int width) {
    int from = 0;
    if (width == 2 || width == 4 || width == 8) {
      int[] order = ORDER[Integer.numberOfTrailingZeros(width) - 1];
      for (int words; (words = Math.min(WORDS, (n - from) / WORD)) > 0; from += words * WORD) {
        for (int k = 0; k < width; k++) {
          load(in, k * n + from, 1, words, block, k * WORDS);
        }
        switch (width) {
          case 2 -> values2(block, words);
          case 4 -> values4(block, words);
          default -> both8(block, words);
        }
        for (int k = 0; k < width; k++) {
          storeApart(block, order[k] * WORDS, words, out, from * width + k * WORD, width * WORD);
        }
      }
    }
    for (int k = 0; k < width; k++) {
      for (int i = from; i < n; i++) {
        out[i * width + k] = in[k * n + i];
      }
    }
  }

  /** Makes planes of values, {@code n} of them. */
  public void toPlanes(byte[] in, int n, byte[] out, int width) {
    int from = 0;
    if (width == 2 || width == 4 || width == 8) {
      int[] order = ORDER[Integer.numberOfTrailingZeros(width) - 1];
      for (int words; (words = Math.min(WORDS, (n - from) / WORD)) > 0; from += words * WORD) {
        for (int k = 0; k < width; k++) {
          load(in, from * width + k * WORD, width, words, block, order[k] * WORDS);
        }
        switch (width) {
          case 2 -> planes2(block, words);
          case 4 -> planes4(block, words);
          default -> both8(block, words);
        }
        for (int k = 0; k < width; k++) {
          storeApart(block, k * WORDS, words, out, k * n + from, WORD);
        }
      }
    }
    for (int k = 0; k < width; k++) {
      for (int i = from; i < n; i++) {
        out[k * n + i] = in[i * width + k];
      }
    }
  }

  /** Copies words that lie a number of words apart. */
  private static void load(byte[] in, int from, int step, int words, long[] to, int at) {
    if (step == 1) {
      for (int i = 0; i < words; i++) {
        to[at + i] = (long) LONG.get(in, from + i * WORD);
      }
    } else {
      for (int i = 0; i < words; i++) {
        to[at + i] = (long) LONG.get(in, from + i * step * WORD);
      }
    }
  }

  private static void storeApart(long[] in, int at, int words, byte[] out, int to, int step) {
    for (int i = 0; i < words; i++) {
      LONG.set(out, to + i * step, in[at + i]);
    }
  }

  private static void values2(long[] p, int words) {
    for (int i = 0; i < words; i++) {
      long a = p[i];
      long b = p[WORDS + i];
      long t = ((a >>> 8) ^ b) & BYTES;
      b ^= t;
      a ^= t << 8;
      t = ((a >>> 16) ^ b) & PAIRS;
      b ^= t;
      a ^= t << 16;
      t = ((a >>> 32) ^ b) & HALVES;
      b ^= t;
      a ^= t << 32;
      p[i] = a;
      p[WORDS + i] = b;
    }
  }

  private static void planes2(long[] p, int words) {
    for (int i = 0; i < words; i++) {
      long a = p[i];
      long b = p[WORDS + i];
      long t = ((a >>> 32) ^ b) & HALVES;
      b ^= t;
      a ^= t << 32;
      t = ((a >>> 16) ^ b) & PAIRS;
      b ^= t;
      a ^= t << 16;
      t = ((a >>> 8) ^ b) & BYTES;
      b ^= t;
      a ^= t << 8;
      p[i] = a;
      p[WORDS + i] = b;
    }
  }

  private static void values4(long[] p, int words) {
    for (int i = 0; i < words; i++) {
      long a = p[i];
      long b = p[WORDS + i];
      long c = p[2 * WORDS + i];
      long d = p[3 * WORDS + i];
      long t = ((a >>> 8) ^ b) & BYTES;
      b ^= t;
      a ^= t << 8;
      t = ((c >>> 8) ^ d) & BYTES;
      d ^= t;
      c ^= t << 8;
      t = ((a >>> 16) ^ c) & PAIRS;
      c ^= t;
      a ^= t << 16;
      t = ((b >>> 16) ^ d) & PAIRS;
      d ^= t;
      b ^= t << 16;
      t = ((a >>> 32) ^ b) & HALVES;
      b ^= t;
      a ^= t << 32;
      t = ((c >>> 32) ^ d) & HALVES;
      d ^= t;
      c ^= t << 32;
      p[i] = a;
      p[WORDS + i] = b;
      p[2 * WORDS + i] = c;
      p[3 * WORDS + i] = d;
    }
  }

  private static void planes4(long[] p, int words) {
    for (int i = 0; i < words; i++) {
      long a = p[i];
      long b = p[WORDS + i];
      long c = p[2 * WORDS + i];
      long d = p[3 * WORDS + i];
      long t = ((a >>> 32) ^ b) & HALVES;
      b ^= t;
      a ^= t << 32;
      t = ((c >>> 32) ^ d) & HALVES;
      d ^= t;
      c ^= t << 32;
      t = ((a >>> 16) ^ c) & PAIRS;
      c ^= t;
      a ^= t << 16;
      t = ((b >>> 16) ^ d) & PAIRS;
      d ^= t;
      b ^= t << 16;
      t = ((a >>> 8) ^ b) & BYTES;
      b ^= t;
      a ^= t << 8;
      t = ((c >>> 8) ^ d) & BYTES;
      d ^= t;
      c ^= t << 8;
      p[i] = a;
      p[WORDS + i] = b;
      p[2 * WORDS + i] = c;
      p[3 * WORDS + i] = d;
    }
  }

  private static void both8(long[] p, int words) {
    for (int i = 0; i < words; i++) {
      long a = p[i];
      long b = p[WORDS + i];
      long c = p[2 * WORDS + i];
      long d = p[3 * WORDS + i];
      long e = p[4 * WORDS + i];
      long f = p[5 * WORDS + i];
      long g = p[6 * WORDS + i];
      long h = p[7 * WORDS + i];
      long t = ((a >>> 8) ^ b) & BYTES;
      b ^= t;
      a ^= t << 8;
      t = ((c >>> 8) ^ d) & BYTES;
      d ^= t;
      c ^= t << 8;
      t = ((e >>> 8) ^ f) & BYTES;
      f ^= t;
      e ^= t << 8;
      t = ((g >>> 8) ^ h) & BYTES;
      h ^= t;
      g ^= t << 8;
      t = ((a >>> 16) ^ c) & PAIRS;
      c ^= t;
      a ^= t << 16;
      t = ((b >>> 16) ^ d) & PAIRS;
      d ^= t;
      b ^= t << 16;
      t = ((e >>> 16) ^ g) & PAIRS;
      g ^= t;
      e ^= t << 16;
      t = ((f >>> 16) ^ h) & PAIRS;
      h ^= t;
      f ^= t << 16;
      t = ((a >>> 32) ^ e) & HALVES;
      e ^= t;
      a ^= t << 32;
      t = ((b >>> 32) ^ f) & HALVES;
      f ^= t;
      b ^= t << 32;
      t = ((c >>> 32) ^ g) & HALVES;
      g ^= t;
      c ^= t << 32;
      t = ((d >>> 32) ^ h) & HALVES;
      h ^= t;
      d ^= t << 32;
      p[i] = a;
      p[WORDS + i] = b;
      p[2 * WORDS + i] = c;
      p[3 * WORDS + i] = d;
      p[4 * WORDS + i] = e;
      p[5 * WORDS + i] = f;
      p[6 * WORDS + i] = g;
      p[7 * WORDS + i] = h;
    }
  }
}
