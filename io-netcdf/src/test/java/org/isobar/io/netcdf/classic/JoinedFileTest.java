package org.isobar.io.netcdf.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileFormat;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.NetcdfProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file written by two who know of each other by its place alone. */
class JoinedFileTest {
  private static final int ROWS = 6;
  private static final int CELLS = 3000;
  private static final FileSchema SCHEMA =
      new FileSchema(
          FileFormat.NC2,
          List.of(new FileDim("t", ROWS, true), new FileDim("x", CELLS, false)),
          List.of(
              VariableMetadata.of(
                  "v",
                  List.of("t", "x"),
                  new VariableType.Numeric(DType.FLOAT32),
                  Attributes.NONE)),
          Attributes.NONE);

  @TempDir private Path folder;
  private final NetcdfProvider provider = new NetcdfProvider();

  private static Region rows(int from, int count) {
    return Region.of(new long[] {from, 0}, new long[] {count, CELLS});
  }

  private static double[] values() {
    double[] values = new double[ROWS * CELLS];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 1024;
    }
    return values;
  }

  @Test
  void whatBothWriteIsInTheFile() {
    Path target = folder.resolve("out.nc");
    try (BlockWriter owner = provider.create(target, SCHEMA)) {
      try (JoinedWriter other = provider.join(owner.shared().orElseThrow(), SCHEMA).orElseThrow()) {
        assertEquals(Optional.of(StoredRegion.IN_PLACE), other.write("v", rows(0, 4), values(), 0));
      }
      owner.write("v", rows(4, 2), values(), 4 * CELLS);
      owner.wroteElsewhere("v", rows(0, 4), StoredRegion.IN_PLACE);
      owner.commit();
    }
    double[] read = new double[ROWS * CELLS];
    try (BlockReader reader = TestFiles.open(target)) {
      reader.read("v", rows(0, ROWS), read, 0);
    }
    assertArrayEquals(values(), read);
  }

  @Test
  void whatNobodySaysWasWrittenIsMissed() {
    try (BlockWriter owner = provider.create(folder.resolve("out.nc"), SCHEMA)) {
      try (JoinedWriter other = provider.join(owner.shared().orElseThrow(), SCHEMA).orElseThrow()) {
        other.write("v", rows(0, ROWS), values(), 0);
      }
      owner.wroteElsewhere("v", rows(0, 5), StoredRegion.IN_PLACE);
      assertThrows(DatasetException.class, owner::commit);
    }
    assertFalse(Files.exists(folder.resolve("out.nc")));
  }

  @Test
  void anotherFileAtThePlaceIsNotJoined() throws Exception {
    try (BlockWriter owner = provider.create(folder.resolve("out.nc"), SCHEMA)) {
      SharedPart part = owner.shared().orElseThrow();
      SharedPart elsewhere = new SharedPart(part.location(), "another machine");
      assertEquals(Optional.empty(), provider.join(elsewhere, SCHEMA));
      Path other = Files.writeString(folder.resolve("other"), "a file of somebody");
      SharedPart moved = new SharedPart(other.toString(), part.identity());
      assertEquals(Optional.empty(), provider.join(moved, SCHEMA));
      SharedPart none = new SharedPart(folder.resolve("none").toString(), part.identity());
      assertEquals(Optional.empty(), provider.join(none, SCHEMA));
      assertEquals("a file of somebody", Files.readString(other));
    }
  }

  @Test
  void whoJoinedRemovesNothing() {
    Path target = folder.resolve("out.nc");
    try (BlockWriter owner = provider.create(target, SCHEMA)) {
      provider.join(owner.shared().orElseThrow(), SCHEMA).orElseThrow().close();
      owner.write("v", rows(0, ROWS), values(), 0);
      owner.commit();
    }
    assertTrue(Files.exists(target));
  }
}
