package org.isobar.io.netcdf.hdf5;

/** The checksums of the HDF5 file format. */
public final class Checksums {
  private Checksums() {}

  /** Jenkins' lookup3 ({@code hashlittle}, initial value 0), which guards metadata. */
  public static int lookup3(byte[] k, int from, int length) {
    int a = 0xdeadbeef + length;
    int b = a;
    int c = a;
    int p = from;
    int n = length;
    while (n > 12) {
      a += word(k, p, 4);
      b += word(k, p + 4, 4);
      c += word(k, p + 8, 4);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
      p += 12;
      n -= 12;
    }
    if (n == 0) {
      return c;
    }
    a += word(k, p, Math.min(n, 4));
    b += word(k, p + 4, Math.clamp(n - 4, 0, 4));
    c += word(k, p + 8, Math.clamp(n - 8, 0, 4));
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  private static int word(byte[] k, int p, int n) {
    int v = 0;
    for (int i = 0; i < n; i++) {
      v |= (k[p + i] & 0xff) << (8 * i);
    }
    return v;
  }

  /**
   * The checksum of the fletcher32 filter: big-endian 16-bit words, a last odd byte as the high
   * half of a word.
   */
  static int fletcher32(byte[] data, int from, int length) {
    int sum1 = 0;
    int sum2 = 0;
    int words = length / 2;
    int p = from;
    while (words > 0) {
      int n = Math.min(words, 360); // as many as cannot overflow 32 bits
      words -= n;
      for (int i = 0; i < n; i++) {
        sum1 += (data[p] & 0xff) << 8 | (data[p + 1] & 0xff);
        sum2 += sum1;
        p += 2;
      }
      sum1 = (sum1 & 0xffff) + (sum1 >>> 16);
      sum2 = (sum2 & 0xffff) + (sum2 >>> 16);
    }
    if ((length & 1) != 0) {
      sum1 += (data[p] & 0xff) << 8;
      sum2 += sum1;
      sum1 = (sum1 & 0xffff) + (sum1 >>> 16);
      sum2 = (sum2 & 0xffff) + (sum2 >>> 16);
    }
    sum1 = (sum1 & 0xffff) + (sum1 >>> 16);
    sum2 = (sum2 & 0xffff) + (sum2 >>> 16);
    return sum2 << 16 | sum1;
  }
}
