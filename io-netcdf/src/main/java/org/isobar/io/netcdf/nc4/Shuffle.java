package org.isobar.io.netcdf.nc4;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The shuffle filter: all first bytes of the values, then all second ones, and so on. */
final class Shuffle {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Shuffle() {}

  /**
   * Shuffles whole values.
   *
   * @param length a multiple of {@code valueBytes}, which is 2, 4 or 8
   */
  static void apply(byte[] in, int length, byte[] out, int valueBytes) {
    int n = length / valueBytes;
    switch (valueBytes) {
      case 2 -> two(in, n, out);
      case 4 -> four(in, n, out);
      case 8 -> eight(in, n, out);
      default -> throw new IllegalArgumentException("values of " + valueBytes + " bytes");
    }
  }

  private static void two(byte[] in, int n, byte[] out) {
    for (int i = 0; i < n; i++) {
      short v = (short) SHORT.get(in, 2 * i);
      out[i] = (byte) v;
      out[n + i] = (byte) (v >> 8);
    }
  }

  private static void four(byte[] in, int n, byte[] out) {
    int b = n;
    int c = 2 * n;
    int d = 3 * n;
    for (int i = 0; i < n; i++) {
      int v = (int) INT.get(in, 4 * i);
      out[i] = (byte) v;
      out[b + i] = (byte) (v >> 8);
      out[c + i] = (byte) (v >> 16);
      out[d + i] = (byte) (v >> 24);
    }
  }

  private static void eight(byte[] in, int n, byte[] out) {
    for (int i = 0; i < n; i++) {
      long v = (long) LONG.get(in, 8 * i);
      int low = (int) v;
      int high = (int) (v >> 32);
      out[i] = (byte) low;
      out[n + i] = (byte) (low >> 8);
      out[2 * n + i] = (byte) (low >> 16);
      out[3 * n + i] = (byte) (low >> 24);
      out[4 * n + i] = (byte) high;
      out[5 * n + i] = (byte) (high >> 8);
      out[6 * n + i] = (byte) (high >> 16);
      out[7 * n + i] = (byte) (high >> 24);
    }
  }
}
