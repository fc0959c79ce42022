package org.isobar.io.netcdf.hdf5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Undoes the shuffle filter: planes of first bytes, second bytes, ... become whole values again.
 */
final class Unshuffle {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Unshuffle() {}

  /** Bytes beyond the last whole value stay where they are. */
  static void apply(byte[] in, int length, byte[] out, int elementBytes) {
    int n = length / elementBytes;
    switch (elementBytes) {
      case 1 -> System.arraycopy(in, 0, out, 0, n);
      case 2 -> two(in, n, out);
      case 4 -> four(in, n, out);
      case 8 -> eight(in, n, out);
      default -> any(in, n, out, elementBytes);
    }
    System.arraycopy(in, n * elementBytes, out, n * elementBytes, length - n * elementBytes);
  }

  private static void two(byte[] in, int n, byte[] out) {
    for (int i = 0; i < n; i++) {
      SHORT.set(out, 2 * i, (short) ((in[i] & 0xff) | in[n + i] << 8));
    }
  }

  private static void four(byte[] in, int n, byte[] out) {
    int b = n;
    int c = 2 * n;
    int d = 3 * n;
    for (int i = 0; i < n; i++) {
      int v =
          (in[i] & 0xff)
              | (in[b + i] & 0xff) << 8
              | (in[c + i] & 0xff) << 16
              | (in[d + i] & 0xff) << 24;
      INT.set(out, 4 * i, v);
    }
  }

  private static void eight(byte[] in, int n, byte[] out) {
    for (int i = 0; i < n; i++) {
      int low =
          (in[i] & 0xff)
              | (in[n + i] & 0xff) << 8
              | (in[2 * n + i] & 0xff) << 16
              | (in[3 * n + i] & 0xff) << 24;
      int high =
          (in[4 * n + i] & 0xff)
              | (in[5 * n + i] & 0xff) << 8
              | (in[6 * n + i] & 0xff) << 16
              | (in[7 * n + i] & 0xff) << 24;
      LONG.set(out, 8 * i, (low & 0xffffffffL) | (long) high << 32);
    }
  }

  private static void any(byte[] in, int n, byte[] out, int elementBytes) {
    for (int b = 0; b < elementBytes; b++) {
      for (int i = 0; i < n; i++) {
        out[i * elementBytes + b] = in[b * n + i];
      }
    }
  }
}
