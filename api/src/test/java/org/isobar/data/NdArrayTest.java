package org.isobar.data;

import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.isobar.error.ShapeException;
import org.junit.jupiter.api.Test;

class NdArrayTest {
  private static final Dim T = new Dim("t", 2);
  private static final Dim X = new Dim("x", 3);

  @Test
  void valuesAreRowMajor() {
    NdArray a = NdArray.ofDoubles(List.of(T, X), 1, 2, 3, 4, 5, 6);
    double[] column = new double[3];
    a.read(Region.of(new long[] {0, 2}, new long[] {2, 1}), column, 1);
    assertArrayEquals(new double[] {0, 3, 6}, column);
    assertEquals(4, a.get(3));
  }

  @Test
  void regionsWithStridesAreReadAndWritten() {
    NdArray a = NdArray.allocate(List.of(T, new Dim("x", 5)), DType.FLOAT32);
    Region odd = Region.of(new long[] {0, 1}, new long[] {2, 2}, new long[] {1, 2});
    a.write(odd, new double[] {9, 1, 2, 3, 4}, 1);
    assertArrayEquals(new double[] {0, 1, 0, 2, 0, 0, 3, 0, 4, 0}, a.toDoubleArray());
    double[] back = new double[4];
    a.read(odd, back, 0);
    assertArrayEquals(new double[] {1, 2, 3, 4}, back);
  }

  @Test
  void scalarHasOneValue() {
    NdArray a = NdArray.scalar(7);
    double[] out = new double[1];
    a.read(Region.all(), out, 0);
    assertArrayEquals(new double[] {7}, out);
  }

  @Test
  void emptyRegionTouchesNothing() {
    NdArray a = NdArray.ofDoubles(List.of(T), 1, 2);
    a.read(Region.of(new long[] {1}, new long[] {0}), new double[0], 0);
    assertEquals(0, NdArray.allocate(List.of(new Dim("t", 0)), DType.INT64).size());
  }

  @Test
  void valuesAreRoundedToTheType() {
    NdArray floats = NdArray.allocate(List.of(T), DType.FLOAT32);
    floats.set(0, 0.1);
    assertEquals(0.1f, (float) floats.get(0));
    assertEquals((double) 0.1f, floats.get(0));
    NdArray ints = NdArray.allocate(List.of(T), DType.INT32);
    ints.set(1, 41);
    assertArrayEquals(new float[] {0, 41}, ints.toFloatArray());
    NdArray longs = NdArray.allocate(List.of(T), DType.INT64);
    longs.set(1, 1L << 40);
    assertEquals(1L << 40, longs.get(1));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    fails(
        ShapeException.class,
        () -> NdArray.ofDoubles(List.of(T), 1, 2, 3),
        "needs 2 values, got 3");
    fails(
        ShapeException.class,
        () -> NdArray.ofDoubles(List.of(T, T), 1, 2, 3, 4),
        "two dimensions of one name");
    fails(
        ShapeException.class,
        () -> NdArray.ofSegment(List.of(T), DType.INT16, MemorySegment.ofArray(new short[2])),
        "INT16");
    NdArray a = NdArray.ofDoubles(List.of(T), 1, 2);
    fails(
        ShapeException.class,
        () -> a.read(Region.all(3), new double[3], 0),
        "[0:3] leaves the array with dimensions [t=2]");
    fails(ShapeException.class, () -> a.read(Region.all(1, 2), new double[3], 0), "[t=2]");
  }

  @Test
  void segmentIsReadOnly() {
    NdArray a = NdArray.ofDoubles(List.of(T), 1, 2);
    assertTrue(a.segment().isReadOnly());
    assertThrows(
        IllegalArgumentException.class,
        () -> a.segment().set(java.lang.foreign.ValueLayout.JAVA_DOUBLE, 0, 3));
  }

  @Test
  void equalityIsOfDimensionsTypeAndBits() {
    NdArray a = NdArray.ofDoubles(List.of(T), 1, Double.NaN);
    assertEquals(a, NdArray.ofDoubles(List.of(T), 1, Double.NaN));
    assertEquals(a.hashCode(), NdArray.ofDoubles(List.of(T), 1, Double.NaN).hashCode());
    assertNotEquals(a, NdArray.ofDoubles(List.of(new Dim("x", 2)), 1, Double.NaN));
    assertNotEquals(NdArray.ofDoubles(List.of(T), 1, 2), NdArray.ofFloats(List.of(T), 1, 2));
    assertNotEquals(NdArray.ofDoubles(List.of(T), 0.0, 2), NdArray.ofDoubles(List.of(T), -0.0, 2));
  }

  @Test
  void hashTellsArraysApartThatBeginAlike() {
    double[] late = new double[100_000];
    List<Dim> dims = List.of(new Dim("n", late.length));
    int zeros = NdArray.ofDoubles(dims, new double[late.length]).hashCode();
    java.util.Arrays.fill(late, 50_000, late.length, 1);
    assertNotEquals(zeros, NdArray.ofDoubles(dims, late).hashCode());
  }

  @Test
  void indicesAndListsAreValues() {
    int[] mine = {3, 1};
    Indices i = Indices.of(mine);
    mine[0] = 9;
    assertEquals(Indices.of(3, 1), i);
    assertEquals("[3, 1]", i.toString());
    assertTrue(Indices.of(new int[9]).toString().contains("9 indices"));
    long[] shape = {2, 3};
    LongList l = LongList.of(shape);
    shape[0] = 7;
    assertEquals(LongList.of(2, 3), l);
    assertNotEquals(LongList.of(2), l);
  }

  @Test
  void dimensionsNeedANameAndASize() {
    fails(ShapeException.class, () -> new Dim("", 1), "name");
    fails(ShapeException.class, () -> new Dim("x", -1), "'x'", "-1");
    assertEquals("x=3", X.toString());
  }

  @Test
  void typesArePresentedAsTheDesignSays() {
    assertEquals(DType.FLOAT32, DType.INT16.unpacked());
    assertEquals(DType.FLOAT64, DType.INT32.unpacked());
    assertEquals(DType.FLOAT64, DType.promote(DType.FLOAT32, DType.INT64));
    assertEquals(DType.FLOAT32, DType.promote(DType.FLOAT32, DType.UINT8));
  }
}
