package org.isobar.io.netcdf.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.error.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassicWriterTest {
  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("out.nc");
  }

  private static VariableMetadata variable(String name, DType type, String... dims) {
    return VariableMetadata.of(
        name, List.of(dims), new VariableType.Numeric(type), Attributes.NONE);
  }

  private static FileSchema schema(
      FileFormat format, List<FileDim> dims, VariableMetadata... variables) {
    return new FileSchema(format, dims, List.of(variables), Attributes.NONE);
  }

  private static FileSchema line(FileFormat format, DType type, long size) {
    return schema(format, List.of(new FileDim("x", size, false)), variable("v", type, "x"));
  }

  private void refuses(String word, FileSchema schema) {
    DatasetException e =
        assertThrows(DatasetException.class, () -> ClassicWriter.create(target(), schema));
    assertTrue(e.getMessage().contains(word), e.getMessage());
    assertTrue(e.getMessage().contains(target().toString()), e.getMessage());
    assertEquals(List.of(), files());
  }

  private List<Path> files() {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingStandsUnderTheFinalNameBeforeTheCommit() throws IOException {
    Files.writeString(target(), "old");
    try (BlockWriter writer =
        ClassicWriter.create(target(), line(FileFormat.NC1, DType.INT32, 2))) {
      writer.write("v", Region.all(2), new double[] {1, 2}, 0);
      assertEquals("old", Files.readString(target()));
      assertEquals(2, files().size());
      writer.commit();
    }
    assertEquals(List.of(target()), files());
    assertArrayEquals(new double[] {1, 2}, TestFiles.read(target(), "v"));
  }

  @Test
  void withoutCommitTheOldFileStaysAndThePartGoes() throws IOException {
    Files.writeString(target(), "old");
    try (BlockWriter writer =
        ClassicWriter.create(target(), line(FileFormat.NC1, DType.INT32, 2))) {
      writer.write("v", Region.all(2), new double[] {1, 2}, 0);
    }
    assertEquals(List.of(target()), files());
    assertEquals("old", Files.readString(target()));
  }

  @Test
  void commitInsistsOnEveryValue() {
    try (BlockWriter writer =
        ClassicWriter.create(target(), line(FileFormat.NC1, DType.INT32, 3))) {
      writer.write("v", Region.of(new long[] {1}, new long[] {2}), new double[] {1, 2}, 0);
      DatasetException e = assertThrows(DatasetException.class, writer::commit);
      assertTrue(e.getMessage().contains("'v' 2 of 3"), e.getMessage());
      writer.write("v", Region.all(1), new double[] {0}, 0);
      writer.commit();
    }
    assertArrayEquals(new double[] {0, 1, 2}, TestFiles.read(target(), "v"));
  }

  @Test
  void afterTheEndNothingIsWritten() {
    BlockWriter writer = ClassicWriter.create(target(), line(FileFormat.NC1, DType.INT32, 1));
    writer.write("v", Region.all(1), new double[] {1}, 0);
    writer.commit();
    assertThrows(
        DatasetException.class, () -> writer.write("v", Region.all(1), new double[] {2}, 0));
    assertThrows(DatasetException.class, writer::commit);
    writer.close();
    writer.close();
    assertArrayEquals(new double[] {1}, TestFiles.read(target(), "v"));
  }

  @Test
  void aValueThatDoesNotFitNamesVariableAndFile() {
    try (BlockWriter writer =
        ClassicWriter.create(target(), line(FileFormat.NC1, DType.INT16, 1))) {
      DatasetException e =
          assertThrows(
              DatasetException.class,
              () -> writer.write("v", Region.all(1), new double[] {1e6}, 0));
      assertTrue(e.getMessage().contains("'v' of " + target()), e.getMessage());
      assertTrue(e.getMessage().contains("1000000.0"), e.getMessage());
    }
  }

  @Test
  void refusesRequestsThatDoNotFit() {
    FileSchema schema =
        schema(
            FileFormat.NC1,
            List.of(new FileDim("x", 3, false)),
            variable("v", DType.INT32, "x"),
            VariableMetadata.of("s", List.of("x"), new VariableType.Chars(), Attributes.NONE));
    try (BlockWriter writer = ClassicWriter.create(target(), schema)) {
      Region strided = Region.of(new long[] {0}, new long[] {2}, new long[] {2});
      assertThrows(ShapeException.class, () -> writer.write("v", strided, new double[2], 0));
      assertThrows(ShapeException.class, () -> writer.write("v", Region.all(4), new double[4], 0));
      assertThrows(ShapeException.class, () -> writer.write("v", Region.all(3), new double[3], 1));
      assertThrows(
          DatasetException.class, () -> writer.write("w", Region.all(3), new double[3], 0));
      assertThrows(
          DatasetException.class, () -> writer.write("s", Region.all(3), new double[3], 0));
      assertThrows(DatasetException.class, () -> writer.writeText("v", List.of("a")));
      assertThrows(DatasetException.class, () -> writer.writeText("s", List.of("abcd")));
      assertThrows(ShapeException.class, () -> writer.writeText("s", List.of("a", "b")));
    }
  }

  @Test
  void threadsWriteInterleavedRecordsAtOnce() throws Exception {
    int records = 200;
    int width = 999;
    FileSchema schema =
        schema(
            FileFormat.NC2,
            List.of(new FileDim("t", records, true), new FileDim("x", width, false)),
            variable("a", DType.INT16, "t", "x"),
            variable("b", DType.FLOAT64, "t", "x"));
    try (BlockWriter writer = ClassicWriter.create(target(), schema);
        ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> jobs = new ArrayList<>();
      for (int t = 0; t < records; t++) {
        double[] values = new double[width];
        Arrays.fill(values, t);
        Region record = Region.of(new long[] {t, 0}, new long[] {1, width});
        for (String name : List.of("a", "b")) {
          jobs.add(
              () -> {
                // As a cancelled task would find it: the thread is interrupted, the file stays
                // open.
                Thread.currentThread().interrupt();
                writer.write(name, record, values, 0);
                return null;
              });
        }
      }
      List<Future<Void>> done = new ArrayList<>();
      jobs.forEach(job -> done.add(pool.submit(job)));
      for (Future<Void> f : done) {
        f.get();
      }
      writer.commit();
    }
    for (String name : List.of("a", "b")) {
      double[] all = TestFiles.read(target(), name);
      for (int i = 0; i < all.length; i++) {
        assertEquals(Math.floorDiv(i, width), all[i]);
      }
    }
  }

  @Test
  void keepsThePermissionsOfTheFileItReplaces() throws IOException {
    Files.writeString(target(), "old");
    Files.setPosixFilePermissions(target(), PosixFilePermissions.fromString("rw-r-----"));
    writeOne(target());
    assertEquals(
        "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(target())));
  }

  @Test
  void writesThroughASymbolicLink() throws IOException {
    Path link = folder.resolve("link.nc");
    Files.createSymbolicLink(link, Path.of("out.nc"));
    writeOne(link);
    assertTrue(Files.isSymbolicLink(link));
    assertFalse(Files.isSymbolicLink(target()));
    assertArrayEquals(new double[] {1}, TestFiles.read(target(), "v"));
  }

  private static void writeOne(Path target) {
    try (BlockWriter writer = ClassicWriter.create(target, line(FileFormat.NC1, DType.INT32, 1))) {
      writer.write("v", Region.all(1), new double[] {1}, 0);
      writer.commit();
    }
  }

  @Test
  void namesTheFolderThatIsMissing() {
    Path lost = folder.resolve("no/out.nc");
    DatasetException e =
        assertThrows(
            DatasetException.class,
            () -> ClassicWriter.create(lost, line(FileFormat.NC1, DType.INT32, 1)));
    assertTrue(e.getMessage().contains(folder.resolve("no").toString()), e.getMessage());
  }

  @Test
  void doesNotReplaceAFolder() {
    DatasetException e =
        assertThrows(
            DatasetException.class,
            () -> ClassicWriter.create(folder, line(FileFormat.NC1, DType.INT32, 1)));
    assertTrue(e.getMessage().contains("not a regular file"), e.getMessage());
  }

  @Test
  void aFileThatCannotFitTheDiskIsRefusedAtOnce() {
    refuses("no space", line(FileFormat.NC5, DType.FLOAT64, 1L << 56));
  }

  @Test
  void limitsOfTheFormatsNameTheOneToChoose() {
    List<FileDim> dims = List.of(new FileDim("x", 1 << 30, false), new FileDim("t", 1, true));
    VariableMetadata large = variable("large", DType.FLOAT32, "x");
    VariableMetadata last = variable("last", DType.FLOAT32);
    refuses("nc2", schema(FileFormat.NC1, dims, large, last));
    refuses("nc5", schema(FileFormat.NC2, dims, large, last));
    refuses("nc5", schema(FileFormat.NC2, dims, large, variable("r", DType.FLOAT32, "t")));
    refuses(
        "nc2",
        schema(
            FileFormat.NC1,
            List.of(new FileDim("x", 1 << 29, false)),
            variable("a", DType.FLOAT32, "x"),
            variable("b", DType.FLOAT32, "x")));
    refuses("nc5", line(FileFormat.NC2, DType.UINT16, 1));
    refuses("nc5", line(FileFormat.NC2, DType.INT8, 1L << 33));
    refuses("2^63", line(FileFormat.NC5, DType.FLOAT64, 1L << 62));
  }

  @Test
  void onlyTheLastVariableMayBeLargerThanItsSizeInTheHeaderSays() throws IOException {
    FileSchema schema =
        schema(
            FileFormat.NC1,
            List.of(new FileDim("x", 1 << 30, false)),
            variable("first", DType.FLOAT32),
            variable("large", DType.FLOAT32, "x"));
    try (BlockWriter writer = ClassicWriter.create(target(), schema)) {
      Region end = Region.of(new long[] {(1 << 30) - 1}, new long[] {1});
      writer.write("large", end, new double[] {7}, 0);
      Path part = files().getFirst();
      assertArrayEquals(new double[] {7}, TestFiles.read(part, "large", end));
    }
  }

  @Test
  void refusesSchemasThatTheFormatCannotHold() {
    FileDim x = new FileDim("x", 3, false);
    refuses(
        "one unlimited",
        schema(FileFormat.NC5, List.of(new FileDim("t", 1, true), new FileDim("u", 1, true))));
    refuses(
        "not its first",
        schema(
            FileFormat.NC5,
            List.of(new FileDim("t", 1, true), x),
            variable("v", DType.INT8, "x", "t")));
    refuses("'x'", schema(FileFormat.NC5, List.of(new FileDim("x", 0, false))));
    refuses("unknown dimension", schema(FileFormat.NC5, List.of(), variable("v", DType.INT8, "x")));
    refuses(
        "two variables",
        schema(FileFormat.NC5, List.of(x), variable("v", DType.INT8), variable("v", DType.INT8)));
    refuses("groups", schema(FileFormat.NC5, List.of(x), variable("g/v", DType.INT8)));
    refuses(
        "strings",
        schema(
            FileFormat.NC5,
            List.of(x),
            VariableMetadata.of("s", List.of("x"), new VariableType.Strings(), Attributes.NONE)));
  }

  @Test
  void attributesOfNetcdf4BecomeWhatTheFormatHas() {
    Attributes attributes =
        Attributes.NONE
            .with("list", new AttributeValue.Texts(List.of("a", "b")))
            .with("small", new AttributeValue.Longs(DType.INT64, List.of(5L)))
            .with("large", new AttributeValue.Longs(DType.UINT64, List.of(-1L)))
            .with("bytes", DType.UINT8, 200)
            .with("empty", DType.INT16)
            .with("nothing", "");
    VariableMetadata v =
        VariableMetadata.of(
            "v",
            List.of(),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE.with("_FillValue", DType.FLOAT64, 1e20));
    FileSchema schema = new FileSchema(FileFormat.NC2, List.of(), List.of(v), attributes);
    try (BlockWriter writer = ClassicWriter.create(target(), schema)) {
      writer.write("v", Region.all(), new double[] {Double.NaN}, 0);
      writer.commit();
    }
    FileMetadata m = TestFiles.inspect(target());
    Attributes expected =
        Attributes.NONE
            .with("list", "a\nb")
            .with("small", DType.INT32, 5)
            .with("large", DType.FLOAT64, 0x1p64)
            .with("bytes", DType.INT32, 200)
            .with("empty", DType.INT16)
            .with("nothing", "");
    assertEquals(expected, m.attributes());
    assertEquals(
        Attributes.NONE.with("_FillValue", DType.FLOAT32, 1e20f),
        m.variables().getFirst().attributes());
    assertArrayEquals(new double[] {Double.NaN}, TestFiles.read(target(), "v"));
  }
}
