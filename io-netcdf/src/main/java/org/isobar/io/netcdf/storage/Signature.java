package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** What the first bytes of a file say about its layout. */
public enum Signature {
  /** CDF-1, CDF-2 or CDF-5. */
  CLASSIC,
  /** HDF5, possibly behind a user block. */
  HDF5,
  UNKNOWN;

  private static final byte[] HDF5_MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final long FIRST_USER_BLOCK = 512;

  /**
   * Looks at the first bytes.
   *
   * @throws IOException if the file cannot be read
   */
  public static Signature of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] head = bytes(in, 0);
      if (head[0] == 'C' && head[1] == 'D' && head[2] == 'F') {
        return head[3] == 1 || head[3] == 2 || head[3] == 5 ? CLASSIC : UNKNOWN;
      }
      if (Arrays.equals(head, HDF5_MAGIC)) {
        return HDF5;
      }
      long last = in.length() - HDF5_MAGIC.length;
      // The size of a user block is a power of two: few places even in the largest file.
      for (long at = FIRST_USER_BLOCK; at > 0 && at <= last; at *= 2) {
        if (Arrays.equals(bytes(in, at), HDF5_MAGIC)) {
          return HDF5;
        }
      }
      return UNKNOWN;
    }
  }

  /** Eight bytes; zeros beyond the end. */
  private static byte[] bytes(RandomAccessFile in, long position) throws IOException {
    byte[] out = new byte[HDF5_MAGIC.length];
    in.seek(position);
    int n = 0;
    for (int got = 0; got >= 0 && n < out.length; n += Math.max(got, 0)) {
      got = in.read(out, n, out.length - n);
    }
    return out;
  }
}
