package org.isobar.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.isobar.error.ShapeException;

/**
 * A dense array in memory with named dimensions, row-major, of {@code float}, {@code double},
 * {@code int} or {@code long}. Missing cells are NaN (integers have none). Immutable by convention:
 * whoever fills it hands it over.
 *
 * <p>Ok: {@code NdArray.ofDoubles(List.of(new Dim("lat", 2)), new double[] {1, 2})}. Not ok: three
 * values for {@code lat=2} ({@link ShapeException}).
 */
public final class NdArray {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final List<Dim> dims;
  private final DType dtype;
  private final long size;
  private final MemorySegment data;

  private NdArray(List<Dim> dims, DType dtype, MemorySegment data) {
    this.dims = List.copyOf(dims);
    if (dims.stream().map(Dim::name).distinct().count() < dims.size()) {
      throw new ShapeException("two dimensions of one name: " + dims);
    }
    this.dtype = dtype;
    this.size = Region.all(dims).size();
    this.data = data;
    switch (dtype) {
      case FLOAT32, FLOAT64, INT32, INT64 -> {}
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64 ->
          throw new ShapeException("arrays in memory are not of type " + dtype);
    }
    if (data.byteSize() != size * dtype.bytes()) {
      throw new ShapeException(
          "array with dimensions "
              + dims
              + " needs "
              + size
              + " values, got "
              + data.byteSize() / dtype.bytes());
    }
  }

  public static NdArray ofDoubles(List<Dim> dims, double... values) {
    return new NdArray(dims, DType.FLOAT64, MemorySegment.ofArray(values));
  }

  public static NdArray ofFloats(List<Dim> dims, float... values) {
    return new NdArray(dims, DType.FLOAT32, MemorySegment.ofArray(values));
  }

  /** An array over a memory segment in native byte order. */
  public static NdArray ofSegment(List<Dim> dims, DType dtype, MemorySegment values) {
    return new NdArray(dims, dtype, values);
  }

  /** A scalar. */
  public static NdArray scalar(double value) {
    return ofDoubles(List.of(), value);
  }

  /**
   * A zeroed array to be filled with {@link #set}: on the heap if it fits an array, else in native
   * memory freed by the collector.
   */
  public static NdArray allocate(List<Dim> dims, DType dtype) {
    long n = Region.all(dims).size();
    if (n > MAX_ARRAY) {
      return new NdArray(
          dims, dtype, Arena.ofAuto().allocate(Math.multiplyExact(n, dtype.bytes()), 64));
    }
    MemorySegment heap =
        switch (dtype) {
          case FLOAT32 -> MemorySegment.ofArray(new float[(int) n]);
          case INT32 -> MemorySegment.ofArray(new int[(int) n]);
          case INT64 -> MemorySegment.ofArray(new long[(int) n]);
          case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT64 ->
              MemorySegment.ofArray(new double[(int) n]);
        };
    return new NdArray(dims, dtype, heap);
  }

  public List<Dim> dims() {
    return dims;
  }

  public DType dtype() {
    return dtype;
  }

  /** Number of values. */
  public long size() {
    return size;
  }

  /** The values in native byte order, row-major. */
  public MemorySegment segment() {
    return data.asReadOnly();
  }

  /** The value at a row-major position. */
  public double get(long index) {
    return switch (dtype) {
      case FLOAT32 -> data.getAtIndex(F32, index);
      case INT32 -> data.getAtIndex(I32, index);
      case INT64 -> data.getAtIndex(I64, index);
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT64 -> data.getAtIndex(F64, index);
    };
  }

  /**
   * Stores a value at a row-major position, rounded to the array's type. For whoever fills a new
   * array.
   */
  public void set(long index, double value) {
    switch (dtype) {
      case FLOAT32 -> data.setAtIndex(F32, index, (float) value);
      case INT32 -> data.setAtIndex(I32, index, (int) value);
      case INT64 -> data.setAtIndex(I64, index, (long) value);
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT64 ->
          data.setAtIndex(F64, index, value);
    }
  }

  /**
   * All values as doubles, row-major.
   *
   * @throws ShapeException if there are more than a Java array holds
   */
  public double[] toDoubleArray() {
    double[] out = new double[arraySize()];
    for (int i = 0; i < out.length; i++) {
      out[i] = get(i);
    }
    return out;
  }

  /**
   * All values as floats, row-major.
   *
   * @throws ShapeException if there are more than a Java array holds
   */
  public float[] toFloatArray() {
    float[] out = new float[arraySize()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) get(i);
    }
    return out;
  }

  private int arraySize() {
    if (size > MAX_ARRAY) {
      throw new ShapeException(
          "array with dimensions "
              + dims
              + " has "
              + size
              + " values, more than a Java array holds; use segment()");
    }
    return (int) size;
  }

  /** Copies a region to doubles, row-major. */
  public void read(Region region, double[] target, int offset) {
    transfer(region, target, offset, false);
  }

  /**
   * Stores a region from doubles, row-major, rounded to the array's type. For whoever fills a new
   * array.
   */
  public void write(Region region, double[] source, int offset) {
    transfer(region, source, offset, true);
  }

  private void transfer(Region region, double[] values, int offset, boolean write) {
    int rank = dims.size();
    if (region.rank() != rank) {
      throw new ShapeException("region " + region + " of an array with dimensions " + dims);
    }
    for (int d = 0; d < rank; d++) {
      if (region.end(d) > dims.get(d).size()) {
        throw new ShapeException("region " + region + " leaves the array with dimensions " + dims);
      }
    }
    if (region.size() == 0) {
      return;
    }
    long[] step = new long[rank];
    long s = 1;
    for (int d = rank - 1; d >= 0; d--) {
      step[d] = s;
      s *= dims.get(d).size();
    }
    long[] at = new long[rank];
    int row = rank == 0 ? 1 : (int) region.count(rank - 1);
    int out = offset;
    while (true) {
      long base = 0;
      for (int d = 0; d < rank; d++) {
        base += (region.start(d) + at[d] * region.stride(d)) * step[d];
      }
      long inner = rank == 0 ? 1 : region.stride(rank - 1);
      for (int i = 0; i < row; i++) {
        if (write) {
          set(base + i * inner, values[out++]);
        } else {
          values[out++] = get(base + i * inner);
        }
      }
      int d = rank - 2;
      while (d >= 0 && ++at[d] == region.count(d)) {
        at[d--] = 0;
      }
      if (d < 0) {
        return;
      }
    }
  }

  /** Equal dimensions, type and bits. */
  @Override
  public boolean equals(Object o) {
    return o == this
        || (o instanceof NdArray a
            && dtype == a.dtype
            && dims.equals(a.dims)
            && data.mismatch(a.data) == -1);
  }

  /** Of at most 64 values spread over the array: cheap, however large it is. */
  @Override
  public int hashCode() {
    int h = 31 * dims.hashCode() + dtype.hashCode();
    long step = Math.max(1, size / 64);
    for (long i = 0; i < size; i += step) {
      h = 31 * h + Double.hashCode(get(i));
    }
    return h;
  }

  @Override
  public String toString() {
    return dtype + " array " + dims;
  }
}
