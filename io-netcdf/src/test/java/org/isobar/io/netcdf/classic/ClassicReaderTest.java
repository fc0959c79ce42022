package org.isobar.io.netcdf.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassicReaderTest {
  private static final int DIMENSION = 10;
  private static final int VARIABLE = 11;
  private static final int ATTRIBUTE = 12;
  private static final int CHAR = 2;
  private static final int SHORT = 3;
  private static final int FLOAT = 5;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("f.nc");
  }

  /**
   * Two dimensions, a text attribute, a float variable: as in the examples of the specification.
   */
  private static CdfBytes fixed() {
    CdfBytes f = CdfBytes.version(1).ints(0);
    f.ints(DIMENSION, 2).name("y").ints(2).name("x").ints(3);
    f.ints(ATTRIBUTE, 1).name("title").ints(CHAR, 5).padded("hello");
    f.ints(VARIABLE, 1).name("tas").ints(2, 0, 1);
    f.ints(ATTRIBUTE, 1).name("k").ints(SHORT, 1).shorts(-5, 0);
    f.ints(FLOAT, 24);
    return f.ints(f.size() + 4).floats(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsAFileAssembledByHand() {
    Path file = fixed().save(file());
    FileMetadata m = TestFiles.inspect(file);
    assertEquals(FileFormat.NC1, m.format());
    assertEquals(List.of(new FileDim("y", 2, false), new FileDim("x", 3, false)), m.dims());
    assertEquals(Optional.of("hello"), m.attributes().text("title"));
    VariableMetadata v = m.variable("tas").orElseThrow();
    assertEquals(new VariableType.Numeric(DType.FLOAT32), v.type());
    assertEquals(Optional.empty(), v.chunk());
    assertEquals(
        new AttributeValue.Numbers(DType.INT16, List.of(-5.0)), v.attributes().asMap().get("k"));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, TestFiles.read(file, "tas"));
    assertArrayEquals(
        new double[] {4, 6},
        TestFiles.read(
            file, "tas", Region.of(new long[] {1, 0}, new long[] {1, 2}, new long[] {1, 2})));
  }

  /** Records of a short (padded) and a float variable; numrecs as given. */
  private static CdfBytes records(int numrecs) {
    CdfBytes f = CdfBytes.version(1).ints(numrecs);
    f.ints(DIMENSION, 2).name("station").ints(0).name("x").ints(3);
    f.ints(0, 0);
    f.ints(VARIABLE, 2);
    f.name("s").ints(2, 0, 1).ints(0, 0).ints(SHORT, 8);
    int first = f.size() + 4 + 8 + 4 + 4 + 8 + 4 + 4 + 4;
    f.ints(first);
    f.name("f").ints(1, 0).ints(0, 0).ints(FLOAT, 4).ints(first + 8);
    assertEquals(first, f.size());
    return f.shorts(1, 2, 3, -1).floats(10).shorts(4, 5, 6, -1).floats(20);
  }

  @Test
  void readsInterleavedRecordsOfAnyUnlimitedDimension() {
    Path file = records(2).save(file());
    FileMetadata m = TestFiles.inspect(file);
    assertEquals(new FileDim("station", 2, true), m.dims().getFirst());
    assertEquals(Optional.of(LongList.of(1, 3)), m.variable("s").orElseThrow().chunk());
    assertEquals(Optional.of(LongList.of(1)), m.variable("f").orElseThrow().chunk());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, TestFiles.read(file, "s"));
    assertArrayEquals(new double[] {10, 20}, TestFiles.read(file, "f"));
  }

  @Test
  void countsTheRecordsOfAStreamedFile() {
    Path file = records(-1).save(file());
    assertEquals(2, TestFiles.inspect(file).dims().getFirst().size());
    assertArrayEquals(new double[] {10, 20}, TestFiles.read(file, "f"));
  }

  @Test
  void refusesMoreRecordsThanTheFileHolds() {
    Path file = records(5).save(file());
    DatasetException e = assertThrows(DatasetException.class, () -> TestFiles.inspect(file));
    assertTrue(e.getMessage().contains("5 records"), e.getMessage());
    assertTrue(e.getMessage().contains("holds 2"), e.getMessage());
  }

  @Test
  void aSingleRecordVariableIsNotPadded() {
    CdfBytes f = CdfBytes.version(2).ints(3);
    f.ints(DIMENSION, 1).name("t").ints(0);
    f.ints(0, 0);
    f.ints(VARIABLE, 1).name("s").ints(1, 0).ints(0, 0).ints(SHORT, 4);
    Path file = f.longs(f.size() + 8).shorts(7, 8, 9).save(file());
    assertArrayEquals(new double[] {7, 8, 9}, TestFiles.read(file, "s"));
  }

  @Test
  void theLastRecordMayLackItsPadding() throws Exception {
    CdfBytes f = CdfBytes.version(1).ints(1);
    f.ints(DIMENSION, 1).name("t").ints(0);
    f.ints(0, 0);
    f.ints(VARIABLE, 2);
    int first = f.size() + 2 * (8 + 8 + 8 + 12);
    f.name("a").ints(1, 0).ints(0, 0).ints(SHORT, 4, first);
    f.name("b").ints(1, 0).ints(0, 0).ints(SHORT, 4, first + 4);
    Path file = f.shorts(1, 0, 2).save(file());
    assertArrayEquals(new double[] {2}, TestFiles.read(file, "b"));
  }

  @Test
  void readsCdf5() {
    CdfBytes f = CdfBytes.version(5).longs(0);
    f.ints(DIMENSION).longs(1).longs(1).padded("x").longs(2);
    f.ints(ATTRIBUTE).longs(1).longs(1).padded("a").ints(11).longs(1).longs(-1L);
    f.ints(VARIABLE).longs(1).longs(1).padded("v").longs(1, 0).ints(0).longs(0).ints(11).longs(16);
    Path file = f.longs(f.size() + 8).longs(5, Long.MIN_VALUE).save(file());
    FileMetadata m = TestFiles.inspect(file);
    assertEquals(FileFormat.NC5, m.format());
    assertEquals(
        new AttributeValue.Longs(DType.UINT64, List.of(-1L)), m.attributes().asMap().get("a"));
    assertArrayEquals(new double[] {5, 0x1p63}, TestFiles.read(file, "v"));
  }

  @Test
  void readsText() {
    CdfBytes f = CdfBytes.version(1).ints(0);
    f.ints(DIMENSION, 2).name("n").ints(2).name("len").ints(4);
    f.ints(ATTRIBUTE, 1).name("u").ints(CHAR, 2).padded("\u00b0C");
    f.ints(VARIABLE, 1).name("id").ints(2, 0, 1).ints(0, 0).ints(CHAR, 8);
    Path file = f.ints(f.size() + 4).padded("ab\0\0c d ").save(file());
    // One byte of Latin-1, as older programs wrote it.
    assertEquals(Optional.of("\u00b0C"), TestFiles.inspect(file).attributes().text("u"));
    try (BlockReader reader = TestFiles.open(file)) {
      assertEquals(List.of("ab", "c d "), reader.readText("id"));
      assertThrows(
          DatasetException.class, () -> reader.read("id", Region.all(2, 4), new double[8], 0));
    }
  }

  @Test
  void namesWhatIsWrongWithARequest() {
    Path file = fixed().save(file());
    try (BlockReader reader = TestFiles.open(file)) {
      DatasetException unknown =
          assertThrows(
              DatasetException.class, () -> reader.read("pr", Region.all(2), new double[2], 0));
      assertTrue(unknown.getMessage().contains("[tas]"), unknown.getMessage());
      assertThrows(DatasetException.class, () -> reader.readText("tas"));
      DatasetException outside =
          assertThrows(
              DatasetException.class, () -> reader.read("tas", Region.all(2, 4), new double[8], 0));
      assertTrue(outside.getMessage().contains("[2, 3]"), outside.getMessage());
      assertFalse(reader.read("tas", Region.all(0, 3), new double[0], 0));
    }
  }

  @Test
  void aTruncatedVariableIsListedAndItsReadRefused() throws Exception {
    Path file = fixed().save(file());
    int size = fixed().size();
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(size - 5);
    }
    assertTrue(
        TestFiles.inspect(file)
            .variable("tas")
            .orElseThrow()
            .unreadable()
            .orElseThrow()
            .contains("truncated"));
    try (BlockReader reader = TestFiles.open(file)) {
      double[] out = new double[6];
      reader.read("tas", Region.of(new long[] {0, 0}, new long[] {1, 3}), out, 0);
      assertArrayEquals(new double[] {1, 2, 3, 0, 0, 0}, out);
      DatasetException e =
          assertThrows(DatasetException.class, () -> reader.read("tas", Region.all(2, 3), out, 0));
      for (String part : List.of("'tas'", "[0:2, 0:3]", "byte " + size, "at " + (size - 5))) {
        assertTrue(e.getMessage().contains(part), e.getMessage());
      }
    }
  }

  @Test
  void aFileThatShrinksWhileItIsOpenIsAnError() throws Exception {
    Path file = fixed().save(file());
    try (BlockReader reader = TestFiles.open(file)) {
      Files.write(file, new byte[10]);
      assertThrows(
          DatasetException.class, () -> reader.read("tas", Region.all(2, 3), new double[6], 0));
    }
  }

  @Test
  void anInterruptDoesNotBreakTheReader() {
    Path file = fixed().save(file());
    try (BlockReader reader = TestFiles.open(file)) {
      double[] out = new double[6];
      Thread.currentThread().interrupt();
      reader.read("tas", Region.all(2, 3), out, 0);
      assertTrue(Thread.interrupted());
      reader.read("tas", Region.all(2, 3), out, 0);
      assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, out);
    }
  }

  @Test
  void refusesAnUnlimitedDimensionThatIsNotFirst() {
    CdfBytes f = CdfBytes.version(1).ints(0);
    f.ints(DIMENSION, 2).name("t").ints(0).name("x").ints(3);
    f.ints(0, 0);
    f.ints(VARIABLE, 1).name("v").ints(2, 1, 0).ints(0, 0).ints(FLOAT, 12).ints(200);
    Path file = f.save(file());
    assertThrows(DatasetException.class, () -> TestFiles.inspect(file));
  }

  @Test
  void refusesVariablesThatOverlap() {
    byte[] bytes = fixed().toArray();
    // The position of the data is the last number of the header; now it lies in the header.
    bytes[bytes.length - 25] = (byte) (bytes[bytes.length - 25] - 8);
    DatasetException e =
        assertThrows(DatasetException.class, () -> TestFiles.inspect(Files.write(file(), bytes)));
    assertTrue(e.getMessage().contains("the header"), e.getMessage());
  }

  @Test
  void readsBeyondFourGibibytesOfASparseFile() throws Exception {
    long begin = (5L << 30) + 4;
    CdfBytes f = CdfBytes.version(2).ints(3);
    f.ints(DIMENSION, 2).name("t").ints(0).name("x").ints(1 << 20);
    f.ints(0, 0);
    f.ints(VARIABLE, 1).name("v").ints(2, 0, 1).ints(0, 0).ints(FLOAT, 1 << 22);
    Path file = f.longs(begin).save(file());
    long record = 1L << 22;
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(begin + 3 * record);
      out.seek(begin + 2 * record + 4 * 1000);
      out.writeFloat(42);
      out.seek(begin + 3 * record - 4);
      out.writeFloat(43);
    }
    assertArrayEquals(
        new double[] {0, 42},
        TestFiles.read(file, "v", Region.of(new long[] {1, 1000}, new long[] {2, 1})));
    assertArrayEquals(
        new double[] {43},
        TestFiles.read(file, "v", Region.of(new long[] {2, (1 << 20) - 1}, new long[] {1, 1})));
  }
}
