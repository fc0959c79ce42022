package org.isobar.io.netcdf.nc4;

import static org.isobar.io.netcdf.nc4.Files4.fixed;
import static org.isobar.io.netcdf.nc4.Files4.unlimited;
import static org.isobar.io.netcdf.nc4.Files4.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.Storage;
import org.isobar.dataset.StoredRegion;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.NetcdfProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NetCDF-4 files that several processes write: they are those that one process writes. */
class JoinedFile4Test {
  private static final int STEPS = 20;
  private static final int ROWS = 30;
  private static final int CELLS = 50;
  private static final String[] CUBES = {"a", "b"};

  @TempDir private Path folder;
  private final NetcdfProvider provider = new NetcdfProvider();

  /** Two cubes in chunks of two steps by 16 rows, which reach over the edge, and one field. */
  private static FileSchema schema(int deflate) {
    return Files4.schema(
        Storage.PLAIN.deflate(deflate).chunk("t", 2).chunk("y", 16),
        List.of(unlimited("t", STEPS), fixed("y", ROWS), fixed("x", CELLS)),
        variable("a", DType.FLOAT32, "t", "y", "x"),
        variable("b", DType.FLOAT64, "t", "y", "x"),
        variable("field", DType.INT16, "x"));
  }

  private static Region steps(int from, int count) {
    return Region.of(new long[] {from, 0, 0}, new long[] {count, ROWS, CELLS});
  }

  private static double[] values(int from, int count) {
    double[] values = new double[count * ROWS * CELLS];
    for (int i = 0; i < values.length; i++) {
      int cell = from * ROWS * CELLS + i;
      values[i] = cell % 777 == 0 ? Double.NaN : (cell * 31L) % 4099 / 8.0;
    }
    return values;
  }

  private static double[] row() {
    double[] row = new double[CELLS];
    for (int i = 0; i < row.length; i++) {
      row[i] = i - 20;
    }
    return row;
  }

  private Path alone(FileSchema schema) {
    Path target = folder.resolve("alone.nc");
    try (BlockWriter writer = provider.create(target, schema)) {
      for (String v : CUBES) {
        writer.write(v, steps(0, STEPS), values(0, STEPS), 0);
      }
      writer.write("field", Region.all(CELLS), row(), 0);
      writer.commit();
    }
    return target;
  }

  /** Something to write. */
  private record Block(String variable, int from) {}

  /** Three processes, one of which began the file, take blocks in any order, some twice. */
  private Path together(FileSchema schema, long seed) {
    Random random = new Random(seed);
    List<Block> blocks = new ArrayList<>();
    for (String v : CUBES) {
      for (int t = 0; t < STEPS; t += 4) {
        blocks.add(new Block(v, t));
      }
    }
    blocks.add(blocks.get(3));
    Collections.shuffle(blocks, random);
    Path target = folder.resolve("together.nc");
    try (BlockWriter owner = provider.create(target, schema);
        JoinedWriter one = provider.join(owner.shared().orElseThrow(), schema).orElseThrow();
        JoinedWriter two = provider.join(owner.shared().orElseThrow(), schema).orElseThrow()) {
      for (Block b : blocks) {
        int who = random.nextInt(3);
        if (who == 2) {
          owner.write(b.variable(), steps(b.from(), 4), values(b.from(), 4), 0);
        } else {
          JoinedWriter other = who == 0 ? one : two;
          // What is stored and not told of, of a process that died, changes nothing.
          other.write(b.variable(), steps(b.from(), 4), values(b.from() + 1, 4), 0);
          StoredRegion stored =
              other.write(b.variable(), steps(b.from(), 4), values(b.from(), 4), 0).orElseThrow();
          owner.wroteElsewhere(b.variable(), steps(b.from(), 4), stored);
        }
      }
      StoredRegion field = one.write("field", Region.all(CELLS), row(), 0).orElseThrow();
      assertEquals(StoredRegion.IN_PLACE, field);
      owner.wroteElsewhere("field", Region.all(CELLS), field);
      owner.commit();
    }
    return target;
  }

  private List<String> left() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.contains(".part")).toList();
    }
  }

  @Test
  void deflatedFilesAreThoseOfOneProcessByteForByte() throws Exception {
    Path alone = alone(schema(1));
    for (long seed = 1; seed <= 5; seed++) {
      assertEquals(-1, Files.mismatch(alone, together(schema(1), seed)), "seed " + seed);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void soArePlainOnes() throws Exception {
    Path alone = alone(schema(0));
    assertEquals(-1, Files.mismatch(alone, together(schema(0), 6)));
    assertEquals(List.of(), left());
  }

  @Test
  void partsOfChunksAreLeftToWhoBegan() {
    for (int deflate : new int[] {0, 1}) {
      FileSchema schema = schema(deflate);
      try (BlockWriter owner = provider.create(folder.resolve("out.nc"), schema);
          JoinedWriter other = provider.join(owner.shared().orElseThrow(), schema).orElseThrow()) {
        assertEquals(Optional.empty(), other.write("a", steps(0, 3), values(0, 3), 0));
        assertEquals(Optional.empty(), other.write("a", steps(1, 2), values(1, 2), 0));
        assertTrue(other.write("a", steps(2, 2), values(2, 2), 0).isPresent());
        StoredRegion said =
            deflate == 0
                ? StoredRegion.IN_PLACE
                : other.write("a", steps(2, 2), values(2, 2), 0).orElseThrow();
        assertThrows(DatasetException.class, () -> owner.wroteElsewhere("a", steps(1, 2), said));
      }
    }
  }

  @Test
  void whatNobodyTellsOfIsMissedAndNothingStays() throws Exception {
    FileSchema schema = schema(1);
    try (BlockWriter owner = provider.create(folder.resolve("out.nc"), schema)) {
      JoinedWriter other = provider.join(owner.shared().orElseThrow(), schema).orElseThrow();
      for (String v : CUBES) {
        StoredRegion all = other.write(v, steps(0, STEPS), values(0, STEPS), 0).orElseThrow();
        if (v.equals("a")) {
          owner.wroteElsewhere(v, steps(0, STEPS), all);
        }
      }
      owner.write("field", Region.all(CELLS), row(), 0);
      assertThrows(DatasetException.class, owner::commit);
      // The other process is killed: it closes nothing.
    }
    assertFalse(Files.exists(folder.resolve("out.nc")));
    assertEquals(List.of(), left());
  }

  @Test
  void whoComesTooLateLeavesNothing() throws Exception {
    FileSchema schema = schema(1);
    JoinedWriter late;
    try (BlockWriter owner = provider.create(folder.resolve("out.nc"), schema)) {
      late = provider.join(owner.shared().orElseThrow(), schema).orElseThrow();
    }
    late.write("a", steps(0, 2), values(0, 2), 0);
    late.close();
    assertEquals(List.of(), left());
  }

  private boolean joins(SharedPart part, FileSchema schema) {
    Optional<JoinedWriter> joined = provider.join(part, schema);
    joined.ifPresent(JoinedWriter::close);
    return joined.isPresent();
  }

  /** Makes the output another user's, or the folder one in which this user creates no files. */
  private void estrange(Path part) throws Exception {
    try {
      Files.setOwner(
          part,
          part.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    } catch (IOException notRoot) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
      assumeFalse(Files.isWritable(folder), "this user may do anything but give files away");
    }
  }

  /** Files beside the output might not be readable for who began it, or not be possible at all. */
  @Test
  void anotherUserWritesOnlyWhatGoesToItsPlace() throws Exception {
    for (int deflate : new int[] {0, 1}) {
      FileSchema schema = schema(deflate);
      try (BlockWriter owner = provider.create(folder.resolve("out.nc"), schema)) {
        SharedPart part = owner.shared().orElseThrow();
        assertTrue(joins(part, schema));
        try {
          estrange(Path.of(part.location()));
          assertEquals(deflate == 0, joins(part, schema), "deflate " + deflate);
        } finally {
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  @Test
  void onlyFilesBesideTheOutputAreBelieved() throws Exception {
    FileSchema schema = schema(1);
    Path secret = Files.writeString(folder.resolve("secret"), "x".repeat(100_000));
    try (BlockWriter owner = provider.create(folder.resolve("out.nc"), schema)) {
      SharedPart part = owner.shared().orElseThrow();
      List<Integer> two = List.of(50, 50);
      Region region = steps(0, 2);
      StoredRegion elsewhere = new StoredRegion(secret.toString(), 0, two);
      assertThrows(DatasetException.class, () -> owner.wroteElsewhere("a", region, elsewhere));
      StoredRegion itself = new StoredRegion(part.location() + "./../../secret", 0, two);
      assertThrows(DatasetException.class, () -> owner.wroteElsewhere("a", region, itself));
      StoredRegion few = new StoredRegion(part.location() + ".1.part", 0, List.of(50));
      assertThrows(DatasetException.class, () -> owner.wroteElsewhere("b", region, few));
      assertThrows(
          DatasetException.class, () -> owner.wroteElsewhere("b", region, StoredRegion.IN_PLACE));
    }
  }
}
