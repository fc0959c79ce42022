package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.io.netcdf.storage.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of regions out of boxes, from memory and from files, against a plain walk over indices. */
class RowsTest {
  @TempDir Path folder;

  private static StoredVariable variable(long[] shape, int elementBytes) {
    Datatype type =
        new Datatype(
            Datatype.Kind.OPAQUE, elementBytes, false, Optional.<DType>empty(), null, false);
    return new StoredVariable(
        "v",
        shape,
        shape,
        shape,
        type,
        new Layout.Contiguous(0, -1),
        FilterPipeline.NONE,
        new byte[0]);
  }

  private static byte[] expected(byte[] data, long[] shape, Region region, int size) {
    byte[] out = new byte[(int) region.size() * size];
    double[] numbers = Fixtures.expected(shape, region, i -> i);
    for (int n = 0; n < numbers.length; n++) {
      System.arraycopy(data, ((int) numbers[n]) * size, out, n * size, size);
    }
    return out;
  }

  private static long[] shape(Random random, int most) {
    long[] shape = new long[random.nextInt(5)];
    long left = most;
    for (int d = 0; d < shape.length; d++) {
      shape[d] = 1 + random.nextLong(Math.max(1, Math.min(left, random.nextBoolean() ? 8 : most)));
      left /= shape[d];
    }
    return shape;
  }

  private static Region region(Random random, long[] shape) {
    long[] start = new long[shape.length];
    long[] count = new long[shape.length];
    long[] stride = new long[shape.length];
    for (int d = 0; d < shape.length; d++) {
      boolean whole = random.nextBoolean();
      start[d] = whole ? 0 : random.nextLong(shape[d]);
      stride[d] = whole || random.nextBoolean() ? 1 : 1 + random.nextLong(shape[d]);
      long most = (shape[d] - 1 - start[d]) / stride[d] + 1;
      count[d] = whole ? most : 1 + random.nextLong(most);
    }
    return Region.of(start, count, stride);
  }

  @Test
  void memoryAndFileYieldTheSameCells() throws IOException {
    Random random = new Random(17);
    for (int n = 0; n < 150; n++) {
      long[] shape = shape(random, n % 10 == 0 ? 400_000 : 3000);
      int size = new int[] {1, 2, 4, 8, 8, 4, 3, 16}[random.nextInt(8)];
      byte[] data = new byte[(int) Region.all(shape).size() * size];
      random.nextBytes(data);
      Path path = folder.resolve("rows" + n);
      byte[] file = new byte[data.length + 100];
      System.arraycopy(data, 0, file, 100, data.length);
      Files.write(path, file);
      StoredVariable v = variable(shape, size);
      try (H5Source source = new H5Source(SourceFile.of(path.toString()))) {
        for (int k = 0; k < 8; k++) {
          Region region = region(random, shape);
          Overlap overlap = new Overlap(region, new long[shape.length], shape, shape);
          byte[] expected = expected(data, shape, region, size);
          byte[] fromMemory = new byte[expected.length];
          new MemoryRows(v, new ByteSink(fromMemory, v)).over(data, overlap);
          assertArrayEquals(expected, fromMemory, region::toString);
          byte[] fromFile = new byte[expected.length];
          new FileRows(source, v, new ByteSink(fromFile, v)).over(100, overlap);
          assertArrayEquals(expected, fromFile, region::toString);
        }
      }
    }
  }
}
