package org.isobar.io.netcdf.storage;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The inner loops of decoding and encoding. Each is one plain loop over arrays of one or two types
 * without branches, the form that the compiler turns into vector instructions; together they keep a
 * tile in the first-level cache.
 *
 * <p>Missing cells are found in integer arithmetic because the compiler vectorises that, and not
 * floating comparisons that select.
 */
final class Tiles {
  private static final VarHandle SHORT_BE = view(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE = view(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);

  static final int FLOAT_NAN = Float.floatToRawIntBits(Float.NaN);
  private static final int FLOAT_INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final long DOUBLE_NAN = Double.doubleToRawLongBits(Double.NaN);
  private static final long DOUBLE_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private Tiles() {}

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }

  static void loadShorts(byte[] in, int at, ByteOrder order, int n, short[] out) {
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < n; i++) {
        out[i] = (short) SHORT_BE.get(in, at + 2 * i);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (short) SHORT_LE.get(in, at + 2 * i);
      }
    }
  }

  static void loadInts(byte[] in, int at, ByteOrder order, int n, int[] out) {
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < n; i++) {
        out[i] = (int) INT_BE.get(in, at + 4 * i);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (int) INT_LE.get(in, at + 4 * i);
      }
    }
  }

  static void loadLongs(byte[] in, int at, ByteOrder order, int n, long[] out) {
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < n; i++) {
        out[i] = (long) LONG_BE.get(in, at + 8 * i);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (long) LONG_LE.get(in, at + 8 * i);
      }
    }
  }

  static void widenBytes(byte[] in, int at, int n, int[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = in[at + i];
    }
  }

  static void widenShorts(short[] in, int n, int[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = in[i];
    }
  }

  static void and(int[] tile, int n, int mask) {
    for (int i = 0; i < n; i++) {
      tile[i] &= mask;
    }
  }

  /**
   * Marks the integers equal to a fill value with the bits of a float NaN; returns non-zero if
   * there are any.
   */
  static int markEqual(int[] tile, int n, int fill, int[] marks) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      int x = tile[i] ^ fill;
      int mark = (~(x | -x) >> 31) & FLOAT_NAN;
      marks[i] |= mark;
      any |= mark;
    }
    return any;
  }

  /**
   * Marks the integers outside closed limits with the bits of a float NaN; returns non-zero if
   * there are any.
   */
  static int markOutside(int[] tile, int n, int min, int max, int[] marks) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      int x = tile[i] ^ Math.max(min, Math.min(max, tile[i]));
      int mark = ((x | -x) >> 31) & FLOAT_NAN;
      marks[i] |= mark;
      any |= mark;
    }
    return any;
  }

  static void unpack(int[] tile, int n, double scale, double offset, double[] out, int at) {
    for (int i = 0; i < n; i++) {
      out[at + i] = tile[i] * scale + offset;
    }
  }

  /** Adds 0 to what is there and NaN to what is missing. */
  static void unpackMarked(
      int[] tile, float[] marks, int n, double scale, double offset, double[] out, int at) {
    for (int i = 0; i < n; i++) {
      out[at + i] = tile[i] * scale + offset + marks[i];
    }
  }

  static void unpack(double[] values, int at, int n, double scale, double offset) {
    for (int i = at; i < at + n; i++) {
      values[i] = values[i] * scale + offset;
    }
  }

  /** Whether a float equals a fill value (in all bits under {@code mask}) or is NaN. */
  static boolean anyMissing(int[] tile, int n, int fill, int mask) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      int x = (tile[i] ^ fill) & mask;
      any |= ~(x | -x) | (FLOAT_INFINITY - (tile[i] & Integer.MAX_VALUE));
    }
    return any < 0;
  }

  /**
   * Turns the floats that equal a fill value (in all bits under {@code mask}) and all NaNs into one
   * NaN; non-zero if any.
   */
  static int maskFloats(int[] tile, int n, int fill, int mask) {
    int any = 0;
    for (int i = 0; i < n; i++) {
      int bits = tile[i];
      int x = (bits ^ fill) & mask;
      int missing = (~(x | -x) >> 31) | ((FLOAT_INFINITY - (bits & Integer.MAX_VALUE)) >> 31);
      any |= missing;
      tile[i] = (bits & ~missing) | (FLOAT_NAN & missing);
    }
    return any;
  }

  /** As {@link #maskFloats} for doubles. */
  static long maskDoubles(long[] tile, int n, long fill, long mask) {
    long any = 0;
    for (int i = 0; i < n; i++) {
      long bits = tile[i];
      long x = (bits ^ fill) & mask;
      long missing = (~(x | -x) >> 63) | ((DOUBLE_INFINITY - (bits & Long.MAX_VALUE)) >> 63);
      any |= missing;
      tile[i] = (bits & ~missing) | (DOUBLE_NAN & missing);
    }
    return any;
  }

  /**
   * Reinterprets bits. A copy of bytes, because a loop of {@code intBitsToFloat} stays scalar; and
   * without layouts, whose first use makes a process spin fifty method handles.
   */
  static void floats(int[] bits, int n, float[] out, int at) {
    MemorySegment.copy(MemorySegment.ofArray(bits), 0, MemorySegment.ofArray(out), 4L * at, 4L * n);
  }

  static void doubles(long[] bits, int n, double[] out, int at) {
    MemorySegment.copy(MemorySegment.ofArray(bits), 0, MemorySegment.ofArray(out), 8L * at, 8L * n);
  }

  static void widenFloats(float[] in, int n, double[] out, int at) {
    for (int i = 0; i < n; i++) {
      out[at + i] = in[i];
    }
  }

  /** Turns values outside closed limits into NaN; whether there are any. */
  static boolean maskOutside(double[] values, int at, int n, double min, double max) {
    boolean any = false;
    for (int i = at; i < at + n; i++) {
      if (values[i] < min || values[i] > max) {
        values[i] = Double.NaN;
        any = true;
      }
    }
    return any;
  }

  static void storeShorts(int[] tile, int n, byte[] out, int at, ByteOrder order) {
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < n; i++) {
        SHORT_BE.set(out, at + 2 * i, (short) tile[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        SHORT_LE.set(out, at + 2 * i, (short) tile[i]);
      }
    }
  }

  static void storeInts(int[] tile, int n, byte[] out, int at, ByteOrder order) {
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < n; i++) {
        INT_BE.set(out, at + 4 * i, tile[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        INT_LE.set(out, at + 4 * i, tile[i]);
      }
    }
  }

  static void storeLongs(long[] tile, int n, byte[] out, int at, ByteOrder order) {
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < n; i++) {
        LONG_BE.set(out, at + 8 * i, tile[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        LONG_LE.set(out, at + 8 * i, tile[i]);
      }
    }
  }

  static void pack(double[] in, int at, int n, double scale, double offset, double[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = (in[at + i] - offset) / scale;
    }
  }

  /** Rounds to integers; whether all are exact and within limits (none is NaN). */
  static boolean round(double[] tile, int n, int min, int max, int[] out) {
    double error = 0;
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      double r = Math.rint(tile[i]);
      int rounded = (int) r;
      out[i] = rounded;
      // NaN and what is beyond the range of an int differ from what they were cast to.
      error = Math.max(error, Math.abs(r - rounded));
      least = Math.min(least, rounded);
      most = Math.max(most, rounded);
    }
    return error == 0 && least >= min && most <= max;
  }

  static void narrow(double[] tile, int n, float[] out) {
    for (int i = 0; i < n; i++) {
      out[i] = (float) tile[i];
    }
  }

  static void bits(float[] in, int n, int[] out) {
    MemorySegment.copy(MemorySegment.ofArray(in), 0, MemorySegment.ofArray(out), 0, 4L * n);
  }

  static void bits(double[] in, int n, long[] out) {
    MemorySegment.copy(MemorySegment.ofArray(in), 0, MemorySegment.ofArray(out), 0, 8L * n);
  }

  /** Replaces NaN by a fill value; non-zero if a value is infinite. */
  static int fillFloats(int[] tile, int n, int fill) {
    int infinite = 0;
    for (int i = 0; i < n; i++) {
      int bits = tile[i];
      int size = (bits & Integer.MAX_VALUE) ^ FLOAT_INFINITY;
      infinite |= ~(size | -size) >> 31;
      int missing = (FLOAT_INFINITY - (bits & Integer.MAX_VALUE)) >> 31;
      tile[i] = (bits & ~missing) | (fill & missing);
    }
    return infinite;
  }

  /** As {@link #fillFloats} for doubles. */
  static long fillDoubles(long[] tile, int n, long fill) {
    long infinite = 0;
    for (int i = 0; i < n; i++) {
      long bits = tile[i];
      long size = (bits & Long.MAX_VALUE) ^ DOUBLE_INFINITY;
      infinite |= ~(size | -size) >> 63;
      long missing = (DOUBLE_INFINITY - (bits & Long.MAX_VALUE)) >> 63;
      tile[i] = (bits & ~missing) | (fill & missing);
    }
    return infinite;
  }
}
