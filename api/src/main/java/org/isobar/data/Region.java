package org.isobar.data;

import java.util.Arrays;
import java.util.List;
import org.isobar.error.ShapeException;

/**
 * A hyper-rectangle of an array's index space with a positive stride per dimension: along dimension
 * {@code d} the indices {@code start(d) + i * stride(d)} for {@code 0 <= i < count(d)}. Rank 0
 * denotes the single value of a scalar.
 */
public final class Region {
  private final long[] start;
  private final long[] count;
  private final long[] stride;

  private Region(long[] start, long[] count, long[] stride) {
    this.start = start;
    this.count = count;
    this.stride = stride;
  }

  /**
   * A region; arrays are copied. Throws {@link ShapeException} on unlike ranks, negative starts or
   * counts, strides below 1, ends beyond 2^63.
   */
  public static Region of(long[] start, long[] count, long[] stride) {
    if (start.length != count.length || start.length != stride.length) {
      throw new ShapeException(
          "region with ranks " + start.length + ", " + count.length + ", " + stride.length);
    }
    for (int d = 0; d < start.length; d++) {
      if (start[d] < 0 || count[d] < 0 || stride[d] < 1) {
        throw new ShapeException(
            "region dimension "
                + d
                + ": start "
                + start[d]
                + ", count "
                + count[d]
                + ", stride "
                + stride[d]);
      }
      checkEnd(start[d], count[d], stride[d]);
    }
    return new Region(start.clone(), count.clone(), stride.clone());
  }

  private static void checkEnd(long start, long count, long stride) {
    try {
      Math.addExact(start, Math.multiplyExact(Math.max(0, count - 1), stride) + 1);
    } catch (ArithmeticException e) {
      throw new ShapeException(
          "region with start " + start + ", count " + count + ", stride " + stride, e);
    }
  }

  /** A region of stride 1. */
  public static Region of(long[] start, long[] count) {
    long[] ones = new long[start.length];
    Arrays.fill(ones, 1);
    return of(start, count, ones);
  }

  /** The whole of an array of the given shape. */
  public static Region all(long... shape) {
    return of(new long[shape.length], shape);
  }

  /** The whole of an array with these dimensions. */
  public static Region all(List<Dim> dims) {
    return all(dims.stream().mapToLong(Dim::size).toArray());
  }

  public int rank() {
    return start.length;
  }

  public long start(int dim) {
    return start[dim];
  }

  public long count(int dim) {
    return count[dim];
  }

  public long stride(int dim) {
    return stride[dim];
  }

  /** One past the last index touched along a dimension; the start if the count is 0. */
  public long end(int dim) {
    return count[dim] == 0 ? start[dim] : start[dim] + (count[dim] - 1) * stride[dim] + 1;
  }

  /**
   * Number of values.
   *
   * @throws ShapeException if there are 2^63 or more
   */
  public long size() {
    for (long c : count) {
      if (c == 0) {
        return 0;
      }
    }
    long n = 1;
    for (long c : count) {
      try {
        n = Math.multiplyExact(n, c);
      } catch (ArithmeticException e) {
        throw new ShapeException("too many cells: " + Arrays.toString(count), e);
      }
    }
    return n;
  }

  public long[] counts() {
    return count.clone();
  }

  public long[] starts() {
    return start.clone();
  }

  /** The same region with another extent along one dimension. */
  public Region with(int dim, long newStart, long newCount, long newStride) {
    long[] s = start.clone();
    long[] c = count.clone();
    long[] t = stride.clone();
    s[dim] = newStart;
    c[dim] = newCount;
    t[dim] = newStride;
    return of(s, c, t);
  }

  /** The same region with other start and count along one dimension, its stride kept. */
  public Region with(int dim, long newStart, long newCount) {
    return with(dim, newStart, newCount, stride[dim]);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Region r
        && Arrays.equals(start, r.start)
        && Arrays.equals(count, r.count)
        && Arrays.equals(stride, r.stride);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(start) + Arrays.hashCode(count)) + Arrays.hashCode(stride);
  }

  /** Such as {@code [0:76, 0:96, 10:20:2]}: start, end (exclusive), stride where it is not 1. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("[");
    for (int d = 0; d < start.length; d++) {
      s.append(d == 0 ? "" : ", ").append(start[d]).append(':').append(end(d));
      if (stride[d] != 1) {
        s.append(':').append(stride[d]);
      }
    }
    return s.append(']').toString();
  }
}
