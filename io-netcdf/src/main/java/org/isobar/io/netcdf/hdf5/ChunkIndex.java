package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where each chunk of a variable lies: immutable, 12 to 24 bytes a chunk. Chunks are numbered in
 * row-major order of the chunk grid; those never written are absent.
 */
final class ChunkIndex {
  private final long @Nullable [] keys; // null: chunk k stands at k
  private final long[] positions;
  private final int[] sizes;
  private final int @Nullable [] masks; // null: all zero

  private ChunkIndex(
      long @Nullable [] keys, long[] positions, int[] sizes, int @Nullable [] masks) {
    this.keys = keys;
    this.positions = positions;
    this.sizes = sizes;
    this.masks = masks;
  }

  /** The entry of a chunk by its number in the grid, or -1 if it was never written. */
  int find(long number) {
    if (keys == null) {
      return number < positions.length ? (int) number : -1;
    }
    int i = Arrays.binarySearch(keys, number);
    return i < 0 ? -1 : i;
  }

  int entries() {
    return positions.length;
  }

  /** Absolute position of a chunk's first byte. */
  long position(int entry) {
    return positions[entry];
  }

  /** Bytes that a chunk takes in the file. */
  int size(int entry) {
    return sizes[entry];
  }

  /** Bit k is set where the k-th filter was left out. */
  int mask(int entry) {
    return masks == null ? 0 : masks[entry];
  }

  /** Approximate memory. */
  long bytes() {
    return positions.length * (12L + (keys == null ? 0 : 8) + (masks == null ? 0 : 4));
  }

  /** Collects entries in any order. */
  static final class Builder {
    private long[] keys = new long[64];
    private long[] positions = new long[64];
    private int[] sizes = new int[64];
    private int[] masks = new int[64];
    private int n;
    private boolean sorted = true;
    private boolean masked;

    void add(long key, long position, int size, int mask) {
      if (n == keys.length) {
        int more = n + (n >> 1);
        keys = Arrays.copyOf(keys, more);
        positions = Arrays.copyOf(positions, more);
        sizes = Arrays.copyOf(sizes, more);
        masks = Arrays.copyOf(masks, more);
      }
      sorted &= n == 0 || keys[n - 1] < key;
      masked |= mask != 0;
      keys[n] = key;
      positions[n] = position;
      sizes[n] = size;
      masks[n++] = mask;
    }

    /** The finished index; a chunk that stands in it twice is damage. */
    ChunkIndex build(H5Structure in) {
      if (!sorted) {
        sort();
      }
      boolean dense = true;
      for (int i = 0; i < n; i++) {
        dense &= keys[i] == i;
        if (i > 0 && keys[i] == keys[i - 1]) {
          throw in.damaged("chunk " + keys[i] + " is stored twice");
        }
      }
      return new ChunkIndex(
          dense ? null : Arrays.copyOf(keys, n),
          Arrays.copyOf(positions, n),
          Arrays.copyOf(sizes, n),
          masked ? Arrays.copyOf(masks, n) : null);
    }

    private void sort() {
      long[] k = keys;
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted((a, b) -> Long.compare(k[a], k[b]))
              .mapToInt(Integer::intValue)
              .toArray();
      keys = Arrays.stream(order).mapToLong(i -> k[i]).toArray();
      long[] p = positions;
      positions = Arrays.stream(order).mapToLong(i -> p[i]).toArray();
      int[] s = sizes;
      sizes = Arrays.stream(order).map(i -> s[i]).toArray();
      int[] m = masks;
      masks = Arrays.stream(order).map(i -> m[i]).toArray();
    }
  }
}
