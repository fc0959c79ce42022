package org.isobar.io.netcdf.nc4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.isobar.io.netcdf.hdf5.Checksums;

/** A growing array of bytes in HDF5's order, little-endian. */
final class Bytes {
  /** The address and the size that mean none. */
  static final long UNDEFINED = -1;

  private byte[] data = new byte[64];
  private int size;

  Bytes u8(int v) {
    return uint(v, 1);
  }

  Bytes u16(int v) {
    return uint(v, 2);
  }

  Bytes u32(long v) {
    return uint(v, 4);
  }

  Bytes u64(long v) {
    return uint(v, 8);
  }

  Bytes uint(long v, int bytes) {
    room(bytes);
    for (int i = 0; i < bytes; i++) {
      data[size++] = (byte) (v >>> (8 * i));
    }
    return this;
  }

  Bytes raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, data, size, more.length);
    size += more.length;
    return this;
  }

  Bytes raw(Bytes more) {
    return raw(more.toArray());
  }

  Bytes ascii(String text) {
    return raw(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The text and a NUL. */
  Bytes utf8z(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8)).u8(0);
  }

  Bytes zeros(int count) {
    room(count);
    size += count;
    return this;
  }

  /** Zeros up to a multiple of so many bytes. */
  Bytes align(int bytes) {
    return zeros(Math.floorMod(-size, bytes));
  }

  /** The checksum of all bytes so far. */
  Bytes checksum() {
    return u32(Checksums.lookup3(data, 0, size));
  }

  private void room(int more) {
    int needed = Math.addExact(size, more);
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, (int) Math.min(2L * needed, 1 << 30)));
    }
  }

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(data, size);
  }
}
