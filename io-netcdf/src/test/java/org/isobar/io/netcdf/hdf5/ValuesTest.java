package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  /** The whole variable, then random regions with strides, against closed-form values. */
  private static void check(String file, String variable, LongToDoubleFunction f) {
    FileMetadata metadata = Fixtures.inspect(file);
    long[] shape = Fixtures.shape(metadata, variable);
    Random random = new Random(variable.hashCode());
    try (BlockReader reader = Fixtures.open(file)) {
      Region all = Region.all(shape);
      for (int n = 0; n < 60; n++) {
        Region region = n == 0 ? all : random(shape, random);
        double[] target = new double[(int) region.size() + 5];
        Arrays.fill(target, 77);
        double[] expected = Fixtures.expected(shape, region, f);
        boolean missing = reader.read(variable, region, target, 3);
        double[] found = Arrays.copyOfRange(target, 3, 3 + expected.length);
        assertArrayEquals(expected, found, () -> file + " " + variable + " " + region);
        assertTrue(missing || Arrays.stream(expected).noneMatch(Double::isNaN), "missing flag");
        assertEquals(77, target[2]);
        assertEquals(77, target[3 + expected.length]);
      }
    }
  }

  private static Region random(long[] shape, Random random) {
    int rank = shape.length;
    long[] start = new long[rank];
    long[] count = new long[rank];
    long[] stride = new long[rank];
    for (int d = 0; d < rank; d++) {
      start[d] = random.nextLong(shape[d]);
      stride[d] = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
      count[d] = 1 + random.nextLong((shape[d] - 1 - start[d]) / stride[d] + 1);
    }
    return Region.of(start, count, stride);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deflate_shuffle",
        "deflate",
        "shuffle2",
        "shuffle4",
        "shuffle8",
        "fletcher",
        "fletcher_only",
        "plain_chunks",
        "contiguous",
        "big",
        "big_contiguous"
      })
  void readsEveryStorage(String variable) {
    check("storage.nc", variable, Fixtures::value);
  }

  @Test
  void readsBytesAndUnsignedNumbers() {
    check("storage.nc", "i1", Fixtures::small);
    check("storage.nc", "u1", Fixtures::smallUnsigned);
    check("storage.nc", "u2", Fixtures::unsigned);
    check("storage.nc", "u4", Fixtures::unsigned);
    check("storage.nc", "u8", Fixtures::unsigned);
  }

  @Test
  void unpacksAndMasks() {
    check(
        "storage.nc",
        "packed",
        i -> Fixtures.value(i) == -200 ? Double.NaN : Fixtures.value(i) * 0.5 + 10);
  }

  @Test
  void readsScalars() {
    try (BlockReader reader = Fixtures.open("storage.nc")) {
      double[] one = new double[1];
      assertFalse(reader.read("scalar", Region.all(), one, 0));
      assertEquals(42.5, one[0]);
    }
  }

  @Test
  void fillsVariablesShorterThanTheirUnlimitedDimension() {
    check("unlimited.nc", "a", Fixtures::value);
    check("unlimited.nc", "b", i -> i < 6 ? Fixtures.value(i) : Double.NaN);
    check("unlimited.nc", "c", i -> i < 1 ? Fixtures.value(i) : Double.NaN);
    check("unlimited.nc", "never", i -> Double.NaN);
  }

  @Test
  void fillsChunksNeverWritten() {
    LongToDoubleFunction sparse =
        i -> {
          long y = i / 9;
          long x = i % 9;
          boolean written = (y / 3 == 1 && x / 3 == 1) || i == 72;
          return written ? Fixtures.value(i) : Double.NaN;
        };
    check("sparse.nc", "own_fill", sparse);
    check("sparse.nc", "default_fill", sparse);
    check("sparse.nc", "plain", sparse);
    check("sparse.nc", "bytes", i -> i == 0 ? 5 : -127);
    check("sparse.nc", "nothing", i -> Double.NaN);
  }

  @Test
  void fillsPlainHdf5WithItsOwnFillValue() {
    check("sparse.h5", "fill7", i -> i / 4 == 2 || i / 4 == 3 ? Fixtures.value(i) : 7);
    check("sparse.h5", "zero", i -> 0);
    check("sparse.h5", "late", i -> 2.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "shuffle_only", "compact"})
  void readsSuperblock0(String variable) {
    check("old.h5", variable, Fixtures::value);
  }

  @Test
  void readsThroughLinks() {
    check("old.h5", "soft", i -> Fixtures.value(i) + 3);
    check("old.h5", "deep/hard", i -> Fixtures.value(i) + 4);
    check("old.h5", "deep/er/d19", i -> Fixtures.value(i) + 19);
    check("old.h5", "bool", i -> i == 1 ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single",
        "single_filtered",
        "implicit",
        "fixed",
        "fixed_filtered",
        "fixed_max",
        "extensible",
        "extensible_filtered",
        "extensible_inner",
        "tree",
        "tree_filtered"
      })
  void readsSuperblock3(String variable) {
    check("recent.h5", variable, Fixtures::value);
  }

  @Test
  void readsLongChunkArrays() {
    check("recent.h5", "fixed_paged", i -> i < 50 || i >= 55 * 60 ? Fixtures.small(i) : 3);
    check("recent.h5", "extensible_long", Fixtures::small);
    check(
        "recent.h5",
        "extensible_paged",
        i -> i >= 159990 || i / 10 == 13500 || i / 10 == 15000 ? Fixtures.small(i) : 3);
    check("recent.h5", "dense/d29", i -> Fixtures.value(i) + 29);
  }

  @Test
  void readsUnfilteredEdgeChunks() {
    check("edges.h5", "v", Fixtures::value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v", "only_deflate_left_out", "levels", "fixed_codes"})
  void obeysFilterMasks(String variable) {
    check("masks.h5", variable, Fixtures::value);
  }

  @Test
  void readsVariablesOfGroups() {
    for (String v : new String[] {"v", "g/v", "h/v", "h/w", "h/x", "h/k/v"}) {
      check("groups.nc", v, Fixtures::value);
    }
  }

  @Test
  void readsEnumerationsAsTheirNumbers() {
    try (BlockReader reader = Fixtures.open("types.nc")) {
      double[] clouds = new double[3];
      reader.read("clouds", Region.all(3), clouds, 0);
      assertArrayEquals(new double[] {0, 300, Double.NaN}, clouds);
    }
  }

  @Test
  void readsAnEmptyRegion() {
    try (BlockReader reader = Fixtures.open("storage.nc")) {
      double[] none = {5};
      Region region = Region.of(new long[] {0, 0, 0}, new long[] {0, 5, 6});
      assertFalse(reader.read("big", region, none, 0));
      assertEquals(5, none[0]);
    }
  }
}
