package org.isobar.io.netcdf.nc4;

import java.util.function.LongConsumer;
import org.isobar.data.Region;

/** An array cut into chunks, numbered row-major. */
final class ChunkGrid {
  private final long[] shape;
  private final long[] chunk;
  private final long[] along;
  private final long count;

  /** Throws {@link ArithmeticException} if there are 2^63 chunks. */
  ChunkGrid(long[] shape, long[] chunk) {
    this.shape = shape.clone();
    this.chunk = chunk.clone();
    this.along = new long[shape.length];
    long n = 1;
    for (int d = 0; d < shape.length; d++) {
      along[d] = Math.ceilDiv(shape[d], chunk[d]);
      n = Math.multiplyExact(n, along[d]);
    }
    this.count = n;
  }

  int rank() {
    return shape.length;
  }

  long[] shape() {
    return shape.clone();
  }

  long[] chunk() {
    return chunk.clone();
  }

  long chunk(int d) {
    return chunk[d];
  }

  /** Number of chunks. */
  long count() {
    return count;
  }

  /** Number of cells of a chunk. */
  long chunkCells() {
    return Region.all(chunk).size();
  }

  /** The indices of a chunk's first cell. */
  long[] origin(long number) {
    long[] at = new long[shape.length];
    long rest = number;
    for (int d = shape.length - 1; d >= 0; d--) {
      at[d] = rest % along[d] * chunk[d];
      rest /= along[d];
    }
    return at;
  }

  /** The cells of the array in a chunk: fewer than a chunk has at the far edges. */
  Region cells(long number) {
    long[] start = origin(number);
    long[] n = new long[start.length];
    for (int d = 0; d < n.length; d++) {
      n[d] = Math.min(chunk[d], shape[d] - start[d]);
    }
    return Region.of(start, n);
  }

  /** Calls with the number of each chunk that a region, not an empty one, touches. */
  void forEach(Region region, LongConsumer action) {
    int rank = shape.length;
    long[] first = new long[rank];
    long[] last = new long[rank];
    for (int d = 0; d < rank; d++) {
      first[d] = region.start(d) / chunk[d];
      last[d] = (region.end(d) - 1) / chunk[d];
    }
    long[] at = first.clone();
    for (int d = 0; d >= 0; ) {
      action.accept(number(at));
      d = rank - 1;
      while (d >= 0 && at[d] == last[d]) {
        at[d] = first[d];
        d--;
      }
      if (d >= 0) {
        at[d]++;
      }
    }
  }

  private long number(long[] at) {
    long n = 0;
    for (int d = 0; d < at.length; d++) {
      n = n * along[d] + at[d];
    }
    return n;
  }
}
