package org.isobar.engine.runtime;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;

/**
 * A result in memory: filled region by region, rounded to its type. Regions that do not overlap may
 * be written by several threads at once.
 */
final class MemoryResult {
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final List<Dim> dims;
  private final DType dtype;
  private final Object store;
  private final Region whole;

  MemoryResult(List<Dim> dims, DType dtype) {
    this.dims = dims;
    this.dtype = dtype;
    this.whole = Region.all(dims);
    long n = whole.size();
    this.store =
        n > MAX_ARRAY
            ? NdArray.allocate(dims, dtype)
            : switch (dtype) {
              case FLOAT32 -> new float[(int) n];
              case INT32 -> new int[(int) n];
              case INT64 -> new long[(int) n];
              case FLOAT64, INT8, UINT8, INT16, UINT16, UINT32, UINT64 -> new double[(int) n];
            };
  }

  void write(Region region, double[] values, int offset) {
    if (store instanceof NdArray array) {
      array.write(region, values, offset);
    } else if (region.size() > 0) {
      int[] step = View.denseStrides(whole);
      int at = 0;
      for (int d = 0; d < step.length; d++) {
        at += (int) region.start(d) * step[d];
      }
      rows(0, region, values, offset, at, step);
    }
  }

  /** Writes dimension {@code d} and those within; returns the position after the values read. */
  private int rows(int d, Region region, double[] values, int from, int at, int[] step) {
    int rank = region.rank();
    if (d >= rank - 1) {
      int n = rank == 0 ? 1 : (int) region.count(d);
      store(values, from, at, n);
      return from + n;
    }
    int next = from;
    for (int i = 0; i < region.count(d); i++) {
      next = rows(d + 1, region, values, next, at + i * step[d], step);
    }
    return next;
  }

  private void store(double[] values, int from, int at, int n) {
    switch (store) {
      case float[] f -> {
        for (int i = 0; i < n; i++) {
          f[at + i] = (float) values[from + i];
        }
      }
      case int[] k -> {
        for (int i = 0; i < n; i++) {
          k[at + i] = (int) values[from + i];
        }
      }
      case long[] k -> {
        for (int i = 0; i < n; i++) {
          k[at + i] = (long) values[from + i];
        }
      }
      case double[] x -> System.arraycopy(values, from, x, at, n);
      default -> throw new IllegalStateException("result of type " + dtype);
    }
  }

  NdArray toArray() {
    return switch (store) {
      case NdArray array -> array;
      case float[] f -> NdArray.ofSegment(dims, DType.FLOAT32, MemorySegment.ofArray(f));
      case int[] k -> NdArray.ofSegment(dims, DType.INT32, MemorySegment.ofArray(k));
      case long[] k -> NdArray.ofSegment(dims, DType.INT64, MemorySegment.ofArray(k));
      case double[] x -> NdArray.ofSegment(dims, DType.FLOAT64, MemorySegment.ofArray(x));
      default -> throw new IllegalStateException("result of type " + dtype);
    };
  }
}
