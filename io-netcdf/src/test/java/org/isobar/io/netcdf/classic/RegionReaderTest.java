package org.isobar.io.netcdf.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.Regions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions larger than the buffer, with gaps on both sides of the limit. */
class RegionReaderTest {
  private static final long[] SHAPE = {6, 90, 700};

  @TempDir private Path folder;

  private static VariableMetadata variable(String name, List<String> dims, DType type) {
    return VariableMetadata.of(name, dims, new VariableType.Numeric(type), Attributes.NONE);
  }

  private Path write(double[] a, double[] b) {
    List<String> dims = List.of("t", "y", "x");
    FileSchema schema =
        new FileSchema(
            FileFormat.NC5,
            List.of(
                new FileDim("t", 6, true),
                new FileDim("y", 90, false),
                new FileDim("x", 700, false)),
            List.of(variable("a", dims, DType.FLOAT64), variable("b", dims, DType.INT8)),
            Attributes.NONE);
    Path file = folder.resolve("large.nc");
    try (BlockWriter writer = ClassicWriter.create(file, schema)) {
      writer.write("a", Region.all(SHAPE), a, 0);
      writer.write("b", Region.all(SHAPE), b, 0);
      writer.commit();
    }
    return file;
  }

  @Test
  void readsRandomRegionsOfLargeVariables() {
    Random random = new Random(5);
    int n = (int) Region.all(SHAPE).size();
    double[] a = random.doubles(n).toArray();
    double[] b = random.ints(n, -128, 128).asDoubleStream().toArray();
    Path file = write(a, b);
    try (BlockReader reader = TestFiles.open(file)) {
      for (int i = 0; i < 150; i++) {
        Region region = i == 0 ? Region.all(SHAPE) : region(random);
        requireSame(reader, "a", region, Regions.select(a, SHAPE, region));
        requireSame(reader, "b", region, Regions.select(b, SHAPE, region));
      }
    }
  }

  private static Region region(Random random) {
    Region region = Region.all(SHAPE);
    for (int d = 0; d < SHAPE.length; d++) {
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> region = region.with(d, random.nextLong(SHAPE[d]), 1, 1);
        default -> {
          long stride = 1L + random.nextInt(random.nextBoolean() ? 2 : (int) SHAPE[d]);
          long start = random.nextLong(SHAPE[d]);
          long most = Math.ceilDiv(SHAPE[d] - start, stride);
          region = region.with(d, start, 1 + random.nextLong(most), stride);
        }
      }
    }
    return region;
  }

  private static void requireSame(
      BlockReader reader, String name, Region region, double[] expected) {
    double[] got = new double[expected.length];
    reader.read(name, region, got, 0);
    assertArrayEquals(expected, got, () -> name + region);
  }

  @Test
  void joinsWhatLiesTogether() {
    long[] steps = {4000, 40, 4};
    Runs whole = Runs.of(100, Region.all(7, 100, 10), steps, 4);
    assertEquals(0, whole.loops());
    assertEquals(7 * 4000, whole.runBytes());
    Runs rows = Runs.of(100, Region.of(new long[] {1, 2, 3}, new long[] {2, 5, 4}), steps, 4);
    assertEquals(100 + 4000 + 80 + 12, rows.begin());
    assertEquals(2, rows.loops());
    assertEquals(16, rows.runBytes());
    assertEquals(rows.begin() + 4000 + 4 * 40 + 16, rows.end());
    assertEquals(0, rows.outermostWithGapsUpTo(4096));
    assertEquals(1, rows.outermostWithGapsUpTo(1000));
    assertEquals(2, rows.outermostWithGapsUpTo(20));
  }
}
