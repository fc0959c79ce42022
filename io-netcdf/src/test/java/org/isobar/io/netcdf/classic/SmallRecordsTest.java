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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times, bounds and other small values, a few bytes in each of many long records. */
class SmallRecordsTest {
  private static final int RECORDS = 400;
  private static final int CELLS = 500;

  @TempDir private Path folder;

  private final double[] time = new Random(1).doubles(RECORDS).toArray();
  private final double[] bounds = new Random(2).doubles(2 * RECORDS).toArray();
  private final double[] field = new Random(3).doubles((long) RECORDS * CELLS).toArray();
  private final double[] flag = new Random(4).ints(RECORDS, -9, 9).asDoubleStream().toArray();

  private Path write(boolean withField) {
    VariableType doubles = new VariableType.Numeric(DType.FLOAT64);
    VariableType bytes = new VariableType.Numeric(DType.INT8);
    List<VariableMetadata> variables =
        List.of(
            VariableMetadata.of("time", List.of("t"), doubles, Attributes.NONE),
            VariableMetadata.of("bounds", List.of("t", "two"), doubles, Attributes.NONE),
            VariableMetadata.of("field", List.of("t", "x"), doubles, Attributes.NONE),
            VariableMetadata.of("flag", List.of("t"), bytes, Attributes.NONE));
    FileSchema schema =
        new FileSchema(
            FileFormat.NC2,
            List.of(
                new FileDim("t", RECORDS, true),
                new FileDim("two", 2, false),
                new FileDim("x", CELLS, false)),
            variables.stream().filter(v -> withField || !v.path().equals("field")).toList(),
            Attributes.NONE);
    Path file = folder.resolve("records.nc");
    try (BlockWriter writer = ClassicWriter.create(file, schema)) {
      // Later records first: regions come in any order.
      for (int half = 1; half >= 0; half--) {
        int from = half * RECORDS / 2;
        writer.write("time", Region.of(new long[] {from}, new long[] {RECORDS / 2}), time, from);
        writer.write(
            "bounds",
            Region.of(new long[] {from, 0}, new long[] {RECORDS / 2, 2}),
            bounds,
            2 * from);
        writer.write("flag", Region.of(new long[] {from}, new long[] {RECORDS / 2}), flag, from);
      }
      if (withField) {
        writer.write("field", Region.all(RECORDS, CELLS), field, 0);
      }
      writer.commit();
    }
    return file;
  }

  private static double[] read(BlockReader reader, String variable, Region region) {
    double[] out = new double[(int) region.size()];
    reader.read(variable, region, out, 0);
    return out;
  }

  @Test
  void neighboursAreReadAsTheyWereWritten() {
    try (BlockReader reader = TestFiles.open(write(true))) {
      for (int again = 0; again < 2; again++) {
        assertArrayEquals(time, read(reader, "time", Region.all(RECORDS)));
        assertArrayEquals(bounds, read(reader, "bounds", Region.all(RECORDS, 2)));
        assertArrayEquals(flag, read(reader, "flag", Region.all(RECORDS)));
      }
    }
  }

  @Test
  void partsAndStridesAreReadAsTheyWereWritten() {
    try (BlockReader reader = TestFiles.open(write(true))) {
      for (int from = 0; from + 50 <= RECORDS; from += 37) {
        Region some = Region.of(new long[] {from}, new long[] {50});
        Region uppers = Region.of(new long[] {from + 1, 1}, new long[] {49, 1});
        double[] t = read(reader, "time", some);
        double[] u = read(reader, "bounds", uppers);
        for (int i = 0; i < 50; i++) {
          assertEquals(time[from + i], t[i]);
        }
        for (int i = 0; i < 49; i++) {
          assertEquals(bounds[2 * (from + 1 + i) + 1], u[i]);
        }
      }
      Region thirds = Region.of(new long[] {1}, new long[] {100}, new long[] {3});
      assertEquals(time[1 + 3 * 99], read(reader, "time", thirds)[99]);
    }
  }

  @Test
  void shortRecordsAreHeldUntilAllAreThere() {
    try (BlockReader reader = TestFiles.open(write(false))) {
      assertArrayEquals(time, read(reader, "time", Region.all(RECORDS)));
      assertArrayEquals(bounds, read(reader, "bounds", Region.all(RECORDS, 2)));
      assertArrayEquals(flag, read(reader, "flag", Region.all(RECORDS)));
    }
  }
}
