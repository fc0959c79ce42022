package org.isobar.io.netcdf.nc4;

import static org.isobar.io.netcdf.nc4.Files4.fixed;
import static org.isobar.io.netcdf.nc4.Files4.unlimited;
import static org.isobar.io.netcdf.nc4.Files4.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.error.ShapeException;
import org.isobar.io.netcdf.Regions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Netcdf4WriterTest {
  private static final Storage DEFLATED = Storage.PLAIN.deflate(1);
  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("out.nc");
  }

  private static FileSchema cube(Storage storage, long t, long y, long x) {
    return Files4.schema(
        storage,
        List.of(unlimited("t", t), fixed("y", y), fixed("x", x)),
        variable("v", DType.FLOAT32, "t", "y", "x"));
  }

  private void refuses(String word, FileSchema schema) {
    DatasetException e =
        assertThrows(DatasetException.class, () -> Netcdf4Writer.create(target(), schema));
    assertTrue(e.getMessage().contains(word), e.getMessage());
    assertTrue(e.getMessage().contains(target().toString()), e.getMessage());
    assertEquals(List.of(), Files4.in(folder));
  }

  /** Writes regions, on so many threads if there is more than one. */
  private static void write(
      BlockWriter writer, double[] all, long[] shape, List<Region> regions, int threads)
      throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> done = new ArrayList<>();
      for (Region region : regions) {
        double[] part = Regions.select(all, shape, region);
        done.add(pool.submit(() -> writer.write("v", region, part, 0)));
      }
      for (Future<?> f : done) {
        f.get();
      }
    }
  }

  @Test
  void nothingStandsUnderTheFinalNameBeforeTheCommit() throws IOException {
    Files.writeString(target(), "old");
    try (BlockWriter writer = Netcdf4Writer.create(target(), cube(DEFLATED, 2, 40, 40))) {
      writer.write("v", Region.all(2, 40, 40), Files4.counting(2, 40, 40), 0);
      assertEquals("old", Files.readString(target()));
      assertEquals(2, Files4.in(folder).size());
      writer.commit();
    }
    assertEquals(List.of(target()), Files4.in(folder));
    assertArrayEquals(
        Files4.counting(2, 40, 40), Files4.read(target(), "v", Region.all(2, 40, 40)));
  }

  @Test
  void withoutCommitTheOldFileStaysAndNothingElse() throws IOException {
    Files.writeString(target(), "old");
    long free = HeldMemory.free();
    try (BlockWriter writer = Netcdf4Writer.create(target(), cube(DEFLATED, 2, 40, 40))) {
      writer.write("v", Region.all(1, 40, 39), new double[40 * 39], 0);
    }
    assertEquals(List.of(target()), Files4.in(folder));
    assertEquals("old", Files.readString(target()));
    assertEquals(free, HeldMemory.free());
  }

  @Test
  void commitInsistsOnEveryValue() {
    try (BlockWriter writer = Netcdf4Writer.create(target(), cube(DEFLATED, 2, 40, 40))) {
      writer.write("v", Region.all(1, 40, 40), new double[1600], 0);
      writer.write(
          "v", Region.of(new long[] {1, 0, 0}, new long[] {1, 40, 39}), new double[1560], 0);
      DatasetException e = assertThrows(DatasetException.class, writer::commit);
      assertTrue(e.getMessage().contains("'v' 3160 of 3200"), e.getMessage());
      writer.write("v", Region.of(new long[] {1, 0, 39}, new long[] {1, 40, 1}), new double[40], 0);
      writer.commit();
    }
    assertEquals(List.of(target()), Files4.in(folder));
  }

  @Test
  void afterTheEndNothingIsWritten() {
    BlockWriter writer = Netcdf4Writer.create(target(), cube(DEFLATED, 1, 40, 40));
    writer.write("v", Region.all(1, 40, 40), new double[1600], 0);
    writer.commit();
    assertThrows(DatasetException.class, writer::commit);
    writer.close();
    writer.close();
    assertEquals(List.of(target()), Files4.in(folder));
  }

  @Test
  void cellsMayComeTwice() {
    try (BlockWriter writer = Netcdf4Writer.create(target(), cube(DEFLATED, 2, 40, 40))) {
      double[] all = Files4.counting(2, 40, 40);
      double[] first = Arrays.copyOf(all, 800);
      writer.write("v", Region.all(1, 20, 40), first, 0);
      writer.write("v", Region.all(1, 20, 40), first, 0);
      writer.write("v", Region.all(2, 40, 40), all, 0);
      writer.write("v", Region.all(2, 40, 40), all, 0);
      writer.write("v", Region.all(1, 20, 40), first, 0);
      writer.commit();
    }
    assertArrayEquals(
        Files4.counting(2, 40, 40), Files4.read(target(), "v", Region.all(2, 40, 40)));
  }

  @Test
  void theSameBytesWhateverTheThreadsAndTheirOrder() throws Exception {
    long[] shape = {60, 40, 50};
    double[] all = new Random(1).doubles(60 * 40 * 50).toArray();
    List<Region> slabs = new ArrayList<>();
    for (int t = 0; t < 60; t += 3) {
      slabs.add(Region.of(new long[] {t, 0, 0}, new long[] {3, 40, 50}));
    }
    List<Region> bands = new ArrayList<>();
    for (int y = 0; y < 40; y += 7) {
      bands.add(Region.of(new long[] {0, y, 0}, new long[] {60, Math.min(7, 40 - y), 50}));
    }
    List<Region> shuffled = new ArrayList<>(slabs);
    Collections.shuffle(shuffled, new Random(2));
    byte[] expected = bytes(all, shape, slabs, 1);
    assertArrayEquals(expected, bytes(all, shape, shuffled, 1));
    assertArrayEquals(expected, bytes(all, shape, shuffled, 4));
    assertArrayEquals(expected, bytes(all, shape, bands, 3));
  }

  private byte[] bytes(double[] all, long[] shape, List<Region> regions, int threads)
      throws Exception {
    try (BlockWriter writer =
        Netcdf4Writer.create(target(), cube(DEFLATED, shape[0], shape[1], shape[2]))) {
      write(writer, all, shape, regions, threads);
      writer.commit();
    }
    return Files.readAllBytes(target());
  }

  @Test
  void whatDoesNotFitTheMemoryWaitsInAFileThatHasNoName() throws Exception {
    // 96 MB of chunks that all are incomplete until the last column comes, and then all wait for
    // the first.
    long[] shape = {24, 1000, 1000};
    FileSchema schema = cube(DEFLATED, shape[0], shape[1], shape[2]);
    double[] column = new double[24 * 1000];
    Arrays.setAll(column, i -> i);
    double[] rest = new double[1000 * 999];
    long free = HeldMemory.free();
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      for (int t = 0; t < 24; t++) {
        Arrays.fill(rest, t);
        writer.write("v", Region.of(new long[] {t, 0, 0}, new long[] {1, 1000, 999}), rest, 0);
      }
      assertEquals(1, Files4.in(folder).size());
      assertTrue(HeldMemory.free() < free && HeldMemory.free() >= 0);
      for (int t = 23; t >= 0; t--) {
        writer.write(
            "v", Region.of(new long[] {t, 0, 999}, new long[] {1, 1000, 1}), column, t * 1000);
      }
      writer.commit();
    }
    assertEquals(free, HeldMemory.free());
    for (int t = 0; t < 24; t += 5) {
      double[] got =
          Files4.read(target(), "v", Region.of(new long[] {t, 0, 0}, new long[] {1, 1000, 1000}));
      assertEquals(t, got[0]);
      assertEquals(t, got[998_998]);
      assertEquals(t * 1000 + 7, got[7999]);
    }
    assertEquals(List.of(target()), Files4.in(folder));
  }

  @Test
  void chunksAtTheEdgesArePadded() {
    Storage storage = DEFLATED.chunk("t", 4).chunk("y", 16).chunk("x", 17);
    try (BlockWriter writer = Netcdf4Writer.create(target(), cube(storage, 5, 40, 40))) {
      writer.write("v", Region.all(5, 40, 40), Files4.counting(5, 40, 40), 0);
      writer.commit();
    }
    assertEquals(
        LongList.of(4, 16, 17),
        Files4.inspect(target()).variable("v").orElseThrow().chunk().orElseThrow());
    assertArrayEquals(
        Files4.counting(5, 40, 40), Files4.read(target(), "v", Region.all(5, 40, 40)));
  }

  @Test
  void manyChunksAreFound() {
    Storage storage = Storage.PLAIN.chunk("t", 1).chunk("y", 1).chunk("x", 1);
    for (long t : new long[] {1, 63, 64, 65, 4096, 4097}) {
      try (BlockWriter writer = Netcdf4Writer.create(target(), cube(storage, t, 3, 10))) {
        writer.write("v", Region.all(t, 3, 10), Files4.counting(t, 3, 10), 0);
        writer.commit();
      }
      assertArrayEquals(
          Files4.counting(t, 3, 10), Files4.read(target(), "v", Region.all(t, 3, 10)));
    }
  }

  @Test
  void variablesOfTheSameShapeAlternateInTheFile() throws IOException {
    FileSchema one =
        Files4.schema(
            DEFLATED,
            List.of(unlimited("t", 3), fixed("x", 2000)),
            variable("a", DType.FLOAT32, "t", "x"),
            variable("b", DType.FLOAT32, "t", "x"));
    try (BlockWriter writer = Netcdf4Writer.create(target(), one)) {
      for (int t = 2; t >= 0; t--) {
        Region record = Region.of(new long[] {t, 0}, new long[] {1, 2000});
        writer.write("b", record, Files4.counting(2000), 0);
        writer.write("a", record, Files4.counting(2000), 0);
      }
      writer.commit();
    }
    byte[] backwards = Files.readAllBytes(target());
    try (BlockWriter writer = Netcdf4Writer.create(target(), one)) {
      writer.write("a", Region.all(3, 2000), repeated(3), 0);
      writer.write("b", Region.all(3, 2000), repeated(3), 0);
      writer.commit();
    }
    assertArrayEquals(backwards, Files.readAllBytes(target()));
  }

  private static double[] repeated(int records) {
    double[] out = new double[2000 * records];
    Arrays.setAll(out, i -> i % 2000);
    return out;
  }

  @Test
  void attributesOfAllKindsComeBackInTheirOrder() {
    Attributes attributes =
        Attributes.NONE
            .with("zulu", "first")
            .with("ünïcødé ☃", "värde ☃")
            .with("empty", "")
            .with("list", new AttributeValue.Texts(List.of("a", "", "ß")))
            .with("no numbers", DType.INT16)
            .with("huge", new AttributeValue.Longs(DType.UINT64, List.of(-1L, 5L)))
            .with("long", "x".repeat(200_000) + "é");
    for (DType type : DType.values()) {
      if (type != DType.INT64 && type != DType.UINT64) {
        attributes = attributes.with("n" + type, type, 1, 2, 100);
      }
    }
    for (int i = 0; i < 300; i++) {
      attributes = attributes.with("many" + i, "value " + i);
    }
    FileSchema schema =
        new FileSchema(
            FileFormat.NC4,
            List.of(),
            List.of(
                VariableMetadata.of(
                    "v", List.of(), new VariableType.Numeric(DType.INT8), attributes)),
            attributes);
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      writer.write("v", Region.all(), new double[] {1}, 0);
      writer.commit();
    }
    FileMetadata m = Files4.inspect(target());
    requireSame(attributes, m.attributes());
    requireSame(attributes, m.variables().getFirst().attributes());
  }

  private static void requireSame(Attributes expected, Attributes got) {
    assertEquals(List.copyOf(expected.names()), List.copyOf(got.names()));
    expected
        .asMap()
        .forEach((name, value) -> assertEquals(value, got.get(name).orElseThrow(), name));
  }

  @Test
  void aFillValueTakesTheTypeOfItsVariable() {
    VariableMetadata v =
        VariableMetadata.of(
            "v",
            List.of("t"),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE.with("_FillValue", DType.FLOAT64, 1e20));
    try (BlockWriter writer =
        Netcdf4Writer.create(target(), Files4.schema(DEFLATED, List.of(unlimited("t", 2)), v))) {
      writer.write("v", Region.all(2), new double[] {Double.NaN, 3}, 0);
      writer.commit();
    }
    assertEquals(
        Attributes.NONE.with("_FillValue", DType.FLOAT32, 1e20f),
        Files4.inspect(target()).variables().getFirst().attributes());
    assertArrayEquals(new double[] {Double.NaN, 3}, Files4.read(target(), "v", Region.all(2)));
  }

  @Test
  void theClassicModelTurnsAttributesIntoItsTypes() {
    Attributes attributes =
        Attributes.NONE
            .with("list", new AttributeValue.Texts(List.of("a", "b")))
            .with("large", new AttributeValue.Longs(DType.UINT64, List.of(-1L)))
            .with("bytes", DType.UINT8, 200);
    try (BlockWriter writer =
        Netcdf4Writer.create(
            target(), new FileSchema(FileFormat.NC4C, List.of(), List.of(), attributes))) {
      writer.commit();
    }
    FileMetadata m = Files4.inspect(target());
    assertEquals(FileFormat.NC4C, m.format());
    assertEquals(
        Attributes.NONE
            .with("list", "a\nb")
            .with("large", DType.FLOAT64, 0x1p64)
            .with("bytes", DType.INT32, 200),
        m.attributes());
  }

  @Test
  void stringsOfAnyLengthComeBack() {
    List<String> values = List.of("", "a", "grüße ☃", "x".repeat(100_000), "", "end");
    FileSchema schema =
        Files4.schema(
            DEFLATED,
            List.of(unlimited("t", 3), fixed("x", 2), fixed("y", 6)),
            Files4.text("fixed", new VariableType.Strings(), "y"),
            Files4.text("growing", new VariableType.Strings(), "t", "x"),
            Files4.text("one", new VariableType.Strings()));
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      writer.writeText("fixed", values);
      writer.writeText("growing", values);
      writer.writeText("one", List.of("alone"));
      writer.commit();
    }
    assertEquals(values, Files4.readText(target(), "fixed"));
    assertEquals(values, Files4.readText(target(), "growing"));
    assertEquals(List.of("alone"), Files4.readText(target(), "one"));
  }

  @Test
  void moreStringsThanAHeapNumbersComeBack() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 150_000; i++) {
      values.add("s" + i);
    }
    FileSchema schema =
        Files4.schema(
            Storage.PLAIN,
            List.of(fixed("x", values.size())),
            Files4.text("s", new VariableType.Strings(), "x"));
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      writer.writeText("s", values);
      writer.commit();
    }
    assertEquals(values, Files4.readText(target(), "s"));
  }

  @Test
  void aDimensionWithoutRecordsStaysUnlimited() {
    try (BlockWriter writer = Netcdf4Writer.create(target(), cube(DEFLATED, 0, 4, 5))) {
      writer.commit();
    }
    assertEquals(
        List.of(unlimited("t", 0), fixed("y", 4), fixed("x", 5)), Files4.inspect(target()).dims());
  }

  @Test
  void aVariableNamedAsADimensionItDoesNotHaveKeepsItsName() {
    FileSchema schema =
        Files4.schema(
            Storage.PLAIN,
            List.of(fixed("x", 2), fixed("y", 3)),
            variable("x", DType.INT32, "y"),
            variable("y", DType.INT32, "y", "x"));
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      writer.write("x", Region.all(3), new double[] {1, 2, 3}, 0);
      writer.write("y", Region.all(3, 2), Files4.counting(3, 2), 0);
      writer.commit();
    }
    FileMetadata m = Files4.inspect(target());
    assertEquals(schema.dims(), m.dims());
    assertEquals(List.of("y"), m.variable("x").orElseThrow().dims());
    assertEquals(List.of("y", "x"), m.variable("y").orElseThrow().dims());
    assertArrayEquals(new double[] {1, 2, 3}, Files4.read(target(), "x", Region.all(3)));
  }

  @Test
  void aValueThatDoesNotFitNamesVariableAndFile() {
    FileSchema schema =
        Files4.schema(DEFLATED, List.of(unlimited("t", 1)), variable("v", DType.INT16, "t"));
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      DatasetException e =
          assertThrows(
              DatasetException.class,
              () -> writer.write("v", Region.all(1), new double[] {1e6}, 0));
      assertTrue(e.getMessage().contains("'v' of " + target()), e.getMessage());
    }
  }

  @Test
  void refusesRequestsThatDoNotFit() {
    FileSchema schema =
        Files4.schema(
            DEFLATED,
            List.of(fixed("x", 3)),
            variable("v", DType.INT32, "x"),
            Files4.text("c", new VariableType.Chars(), "x"),
            Files4.text("s", new VariableType.Strings(), "x"));
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      Region strided = Region.of(new long[] {0}, new long[] {2}, new long[] {2});
      Region all = Region.all(3);
      assertThrows(ShapeException.class, () -> writer.write("v", strided, new double[2], 0));
      assertThrows(ShapeException.class, () -> writer.write("v", Region.all(4), new double[4], 0));
      assertThrows(ShapeException.class, () -> writer.write("v", all, new double[3], 1));
      assertThrows(DatasetException.class, () -> writer.write("w", all, new double[3], 0));
      assertThrows(DatasetException.class, () -> writer.write("c", all, new double[3], 0));
      assertThrows(DatasetException.class, () -> writer.writeText("v", List.of("a")));
      assertThrows(DatasetException.class, () -> writer.writeText("c", List.of("abcd")));
      assertThrows(ShapeException.class, () -> writer.writeText("c", List.of("a", "b")));
      assertThrows(ShapeException.class, () -> writer.writeText("s", List.of("a", "b")));
    }
  }

  @Test
  void refusesSchemasThatTheFormatCannotHold() {
    FileDim x = fixed("x", 3);
    List<FileDim> dims = List.of(x);
    VariableMetadata v = variable("v", DType.INT8);
    refuses("'x'", Files4.schema(DEFLATED, List.of(fixed("x", 0))));
    refuses("unknown dimension", Files4.schema(DEFLATED, dims, variable("v", DType.INT8, "y")));
    refuses("two variables", Files4.schema(DEFLATED, dims, v, v));
    refuses("two dimensions", Files4.schema(DEFLATED, List.of(x, x)));
    refuses("groups", Files4.schema(DEFLATED, dims, variable("g/v", DType.INT8)));
    refuses("257 bytes", Files4.schema(DEFLATED, dims, variable("n".repeat(257), DType.INT8)));
    refuses(
        "compound",
        Files4.schema(DEFLATED, dims, Files4.text("v", new VariableType.Other("compound"), "x")));
    refuses(
        "'CLASS' of variable 'v'",
        Files4.schema(
            DEFLATED,
            dims,
            VariableMetadata.of(
                "v",
                List.of("x"),
                new VariableType.Numeric(DType.INT8),
                Attributes.NONE.with("CLASS", "mine"))));
    refuses(
        "2^63",
        Files4.schema(DEFLATED, List.of(fixed("x", 1L << 62)), variable("v", DType.INT32, "x")));
    refuses(
        "larger ones",
        Files4.schema(
            DEFLATED.chunk("x", 1), List.of(fixed("x", 1L << 40)), variable("v", DType.INT8, "x")));
    refuses(
        "smaller ones",
        Files4.schema(
            DEFLATED.chunk("x", 1L << 31),
            List.of(fixed("x", 1L << 40)),
            variable("v", DType.INT8, "x")));
  }

  @Test
  void refusesWhatTheClassicModelDoesNotHave() {
    List<FileDim> dims = List.of(unlimited("t", 1), fixed("x", 2));
    refuses("nc4", classic(List.of(unlimited("t", 1), unlimited("u", 1))));
    refuses("not its first", classic(dims, variable("v", DType.INT8, "x", "t")));
    refuses("needs nc4", classic(dims, variable("v", DType.INT64, "x")));
    refuses("needs nc4", classic(dims, Files4.text("v", new VariableType.Strings(), "x")));
  }

  private static FileSchema classic(List<FileDim> dims, VariableMetadata... variables) {
    return new FileSchema(FileFormat.NC4C, dims, List.of(variables), Attributes.NONE);
  }

  @Test
  void anAttributeThatIsTooLargeIsNamed() {
    double[] many = new double[9000];
    FileSchema schema =
        new FileSchema(
            FileFormat.NC4,
            List.of(),
            List.of(),
            Attributes.NONE.with("table", DType.FLOAT64, many));
    try (BlockWriter writer = Netcdf4Writer.create(target(), schema)) {
      DatasetException e = assertThrows(DatasetException.class, writer::commit);
      assertTrue(e.getMessage().contains("'table' has 72000 bytes"), e.getMessage());
    }
    assertEquals(List.of(), Files4.in(folder));
  }
}
