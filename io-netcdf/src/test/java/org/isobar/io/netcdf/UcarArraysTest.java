package org.isobar.io.netcdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.ShapeException;
import org.junit.jupiter.api.Test;
import ucar.ma2.Array;
import ucar.ma2.DataType;

class UcarArraysTest {
  private static final List<Dim> DIMS = List.of(new Dim("lat", 2), new Dim("lon", 3));

  @Test
  void floatsKeepShapeTypeAndMissingCells() {
    Array ucar = UcarArrays.toUcar(NdArray.ofFloats(DIMS, 1, 2, Float.NaN, 4, 5, 6));

    assertArrayEquals(new int[] {2, 3}, ucar.getShape());
    assertArrayEquals(new float[] {1, 2, Float.NaN, 4, 5, 6}, (float[]) ucar.copyTo1DJavaArray());
  }

  @Test
  void countsStayWholeNumbers() {
    NdArray counts = NdArray.allocate(List.of(new Dim("lat", 2)), DType.INT32);
    counts.set(1, 7);

    assertArrayEquals(new int[] {0, 7}, (int[]) UcarArrays.toUcar(counts).copyTo1DJavaArray());
  }

  @Test
  void longCountsStayWholeNumbers() {
    NdArray counts = NdArray.allocate(List.of(new Dim("lat", 1)), DType.INT64);
    counts.set(0, 1L << 40);

    assertArrayEquals(
        new long[] {1L << 40}, (long[]) UcarArrays.toUcar(counts).copyTo1DJavaArray());
  }

  @Test
  void anArrayThereAndBackIsTheSame() {
    NdArray doubles = NdArray.ofDoubles(DIMS, 1, 2, Double.NaN, 4, 5, 6e300);

    NdArray back = UcarArrays.fromUcar(UcarArrays.toUcar(doubles), List.of("lat", "lon"));

    assertEquals(DIMS, back.dims());
    assertArrayEquals(doubles.toDoubleArray(), back.toDoubleArray());
  }

  @Test
  void aTransposedViewIsReadInItsOwnOrder() {
    Array ucar = Array.factory(DataType.FLOAT, new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});

    NdArray array = UcarArrays.fromUcar(ucar.transpose(0, 1), List.of("lon", "lat"));

    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, array.toFloatArray());
  }

  @Test
  void unsignedBytesAreNotNegative() {
    Array ucar = Array.factory(DataType.BYTE, new int[] {2}, new byte[] {1, (byte) 200});
    ucar.setUnsigned(true);

    assertArrayEquals(new float[] {1, 200}, UcarArrays.fromUcar(ucar, List.of("x")).toFloatArray());
  }

  @Test
  void textIsRefused() {
    Array ucar = Array.factory(DataType.CHAR, new int[] {1}, new char[] {'a'});

    assertThrows(ShapeException.class, () -> UcarArrays.fromUcar(ucar, List.of("x")));
  }

  @Test
  void eachDimensionNeedsAName() {
    Array ucar = Array.factory(DataType.FLOAT, new int[] {1, 1}, new float[] {1});

    assertThrows(ShapeException.class, () -> UcarArrays.fromUcar(ucar, List.of("x")));
  }
}
