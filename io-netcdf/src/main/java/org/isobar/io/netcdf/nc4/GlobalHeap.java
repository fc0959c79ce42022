package org.isobar.io.netcdf.nc4;

import java.util.ArrayList;
import java.util.List;

/**
 * A heap for values of variable length, from a known address on. Numbers of objects have 16 bits
 * and 0 is none; so there are as many collections as are needed.
 */
final class GlobalHeap {
  private static final int MOST_OBJECTS = 60_000;
  private static final int SMALLEST = 4096;
  private static final int LARGE = 1 << 20;
  private static final int HEAD = 16;

  private final long address;
  private final Bytes all = new Bytes();
  private final List<Bytes> objects = new ArrayList<>();
  private long open = HEAD;

  GlobalHeap(long address) {
    this.address = address;
  }

  /** Stores an object; the value of variable length that refers to it. */
  Bytes add(byte[] data, long elements) {
    int needed = HEAD + Math.ceilDiv(data.length, 8) * 8;
    if (objects.size() == MOST_OBJECTS || (!objects.isEmpty() && open + needed > LARGE)) {
      close();
    }
    int number = objects.size() + 1;
    objects.add(new Bytes().u16(number).u16(1).u32(0).u64(data.length).raw(data).align(8));
    open += needed;
    return new Bytes().u32(elements).u64(address + all.size()).u32(number);
  }

  private void close() {
    if (objects.isEmpty()) {
      return;
    }
    // What is left over is an object without a number; it needs room for its own head.
    long size = Math.max(SMALLEST, open + HEAD);
    all.ascii("GCOL").u8(1).zeros(3).u64(size);
    objects.forEach(all::raw);
    long left = size - open;
    all.u16(0).u16(0).u32(0).u64(left).zeros((int) left - HEAD);
    objects.clear();
    open = HEAD;
  }

  /** All collections, one after another. */
  Bytes bytes() {
    close();
    return all;
  }
}
