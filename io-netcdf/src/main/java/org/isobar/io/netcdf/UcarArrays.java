package org.isobar.io.netcdf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.ShapeException;
import ucar.ma2.Array;
import ucar.ma2.DataType;

/**
 * Arrays of Netcdf-Java from results, and the other way round. Isobar itself does not need
 * Netcdf-Java: whoever calls this has {@code edu.ucar:cdm} on the class path already.
 */
public final class UcarArrays {
  private UcarArrays() {}

  /**
   * A copy of an array with the same shape, type and values; missing cells are NaN in both.
   *
   * @throws ShapeException if it holds more values than a Java array
   */
  public static Array toUcar(NdArray array) {
    int[] shape = array.dims().stream().mapToInt(d -> Math.toIntExact(d.size())).toArray();
    return Array.factory(typeOf(array.dtype()), shape, values(array));
  }

  private static DataType typeOf(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.FLOAT;
      case INT32 -> DataType.INT;
      case INT64 -> DataType.LONG;
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT64 -> DataType.DOUBLE;
    };
  }

  private static Object values(NdArray array) {
    return switch (array.dtype()) {
      case FLOAT32 -> array.toFloatArray();
      case INT32 -> copy(array, new int[length(array)]);
      case INT64 -> copy(array, new long[length(array)]);
      case INT8, UINT8, INT16, UINT16, UINT32, UINT64, FLOAT64 -> array.toDoubleArray();
    };
  }

  private static int length(NdArray array) {
    if (array.size() > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "array with dimensions "
              + array.dims()
              + " has "
              + array.size()
              + " values, more than an array of Netcdf-Java holds");
    }
    return (int) array.size();
  }

  private static int[] copy(NdArray array, int[] to) {
    MemorySegment.ofArray(to).copyFrom(array.segment());
    return to;
  }

  private static long[] copy(NdArray array, long[] to) {
    MemorySegment.ofArray(to).copyFrom(array.segment());
    return to;
  }

  /**
   * A copy of an array of Netcdf-Java. Bytes, shorts and their unsigned kin become float, as when
   * read from a file; no value is taken for missing but NaN.
   *
   * @param names one for each dimension
   * @throws ShapeException if the number of names is not the number of dimensions, or the array
   *     holds no numbers
   */
  public static NdArray fromUcar(Array array, List<String> names) {
    if (names.size() != array.getRank()) {
      throw new ShapeException(
          "array of Netcdf-Java has "
              + array.getRank()
              + " dimensions, got names for "
              + names.size()
              + ": "
              + names);
    }
    List<Dim> dims = new ArrayList<>();
    for (int d = 0; d < names.size(); d++) {
      dims.add(new Dim(names.get(d), array.getShape()[d]));
    }
    NdArray result = NdArray.allocate(dims, typeFor(array));
    boolean unsigned = array.isUnsigned();
    var values = array.getIndexIterator();
    for (long i = 0; values.hasNext(); i++) {
      result.set(i, unsigned(values.getDoubleNext(), array, unsigned));
    }
    return result;
  }

  private static DType typeFor(Array array) {
    return switch (DataType.getType(array.getElementType())) {
      case FLOAT, BYTE, SHORT -> DType.FLOAT32;
      case INT, LONG, DOUBLE -> DType.FLOAT64;
      default ->
          throw new ShapeException(
              "array of Netcdf-Java holds " + array.getElementType().getName() + ", not numbers");
    };
  }

  private static double unsigned(double value, Array array, boolean unsigned) {
    return unsigned && value < 0 ? value + Math.scalb(1.0, 8 * bytes(array)) : value;
  }

  private static int bytes(Array array) {
    return DataType.getType(array.getElementType()).getSize();
  }
}
