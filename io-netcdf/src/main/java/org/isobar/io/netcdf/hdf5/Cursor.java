package org.isobar.io.netcdf.hdf5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads little-endian fields one after another from a piece of metadata; reading past its end is
 * damage.
 */
final class Cursor {
  private static final VarHandle I16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle I64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final H5Structure in;
  private final byte[] bytes;
  private final int start;
  private final int end;
  private final long address;
  private final String what;
  private int pos;

  Cursor(H5Structure in, byte[] bytes, int start, int end, long address, String what) {
    this.in = in;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.address = address;
    this.what = what;
    this.pos = start;
  }

  /** The same piece from its start. */
  Cursor restarted() {
    return new Cursor(in, bytes, start, end, address, what);
  }

  H5Structure structure() {
    return in;
  }

  /** Bytes consumed since the start. */
  int consumed() {
    return pos - start;
  }

  int remaining() {
    return end - pos;
  }

  private int take(int n) {
    if (n < 0 || n > end - pos) {
      throw in.damaged(
          what + " at address " + address + " ends after " + (end - start) + " bytes, too early");
    }
    int at = pos;
    pos += n;
    return at;
  }

  int u8() {
    return bytes[take(1)] & 0xff;
  }

  int u16() {
    return (short) I16.get(bytes, take(2)) & 0xffff;
  }

  int i32() {
    return (int) I32.get(bytes, take(4));
  }

  long u32() {
    return i32() & 0xffffffffL;
  }

  long i64() {
    return (long) I64.get(bytes, take(8));
  }

  /** An unsigned number of 0 to 8 bytes; more than a positive long holds is damage. */
  long uint(int n) {
    int at = take(n);
    if (n > 8) {
      throw in.damaged("a number of " + n + " bytes in " + what + " at address " + address);
    }
    long v = 0;
    for (int i = n - 1; i >= 0; i--) {
      v = v << 8 | (bytes[at + i] & 0xff);
    }
    if (v < 0) {
      throw in.damaged(
          "the number " + Long.toUnsignedString(v) + " in " + what + " at address " + address);
    }
    return v;
  }

  /** An address, or {@link H5Structure#UNDEFINED} where all bits are set. */
  long offset() {
    int n = in.offsetBytes();
    int at = take(n);
    boolean undefined = true;
    for (int i = 0; i < n; i++) {
      undefined &= bytes[at + i] == -1;
    }
    if (undefined) {
      return H5Structure.UNDEFINED;
    }
    pos = at;
    return uint(n);
  }

  /** A size. */
  long size() {
    return uint(in.lengthBytes());
  }

  /** A size, or -1 where all bits are set: an unlimited dimension. */
  long sizeOrUnlimited() {
    int n = in.lengthBytes();
    int at = take(n);
    boolean unlimited = true;
    for (int i = 0; i < n; i++) {
      unlimited &= bytes[at + i] == -1;
    }
    if (unlimited) {
      return -1;
    }
    pos = at;
    return uint(n);
  }

  void skip(long n) {
    take(n > Integer.MAX_VALUE ? -1 : (int) n);
  }

  byte[] bytes(long n) {
    int at = take(n > Integer.MAX_VALUE ? -1 : (int) n);
    return Arrays.copyOfRange(bytes, at, at + (int) n);
  }

  /** The next bytes as a cursor of their own. */
  Cursor slice(long n, String name) {
    int at = take(n > Integer.MAX_VALUE ? -1 : (int) n);
    return new Cursor(in, bytes, at, at + (int) n, address + at - start, name);
  }

  /** Text of a fixed number of bytes, up to the first NUL. */
  String text(long n) {
    return text(bytes(n));
  }

  /** Text that ends with a NUL, which is consumed. */
  String nulTerminated() {
    int at = pos;
    int last;
    do {
      last = u8();
    } while (last != 0);
    return text(bytes, at, pos - 1 - at);
  }

  /** Text up to the first NUL: UTF-8, or Latin-1 where it is not (older programs wrote it). */
  static String text(byte[] b) {
    return text(b, 0, b.length);
  }

  /** As {@link #text(byte[])} for a part of an array. */
  static String text(byte[] b, int from, int count) {
    int n = 0;
    while (n < count && b[from + n] != 0) {
      n++;
    }
    byte or = 0;
    for (int i = from; i < from + n; i++) {
      or |= b[i];
    }
    if (or >= 0) {
      return n == 0 ? "" : new String(b, from, n, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b, from, n)).toString();
    } catch (CharacterCodingException e) {
      return new String(b, from, n, StandardCharsets.ISO_8859_1);
    }
  }

  /** Consumes a four-letter signature. */
  void signature(String expected) {
    String found = new String(bytes(4), StandardCharsets.ISO_8859_1);
    if (!found.equals(expected)) {
      throw in.damaged(
          "no " + expected + " but another signature at address " + address + " (" + what + ")");
    }
  }

  /** Consumes the version byte, which must lie in a range. */
  int version(int least, int most) {
    int v = u8();
    if (v > most) {
      throw in.unsupported(
          "its "
              + what
              + " has version "
              + v
              + ", versions up to "
              + most
              + " are known; if the file is not damaged, rewrite it with h5repack --high=1");
    }
    if (v < least) {
      throw in.damaged(
          what + " at address " + address + " has version " + v + ", not " + least + " to " + most);
    }
    return v;
  }

  /** Consumes the checksum of everything before it and verifies it. */
  void checksum() {
    int expected = Checksums.lookup3(bytes, start, pos - start);
    int found = i32();
    if (expected != found) {
      throw in.damaged("the checksum of " + what + " at address " + address + " does not match");
    }
  }
}
