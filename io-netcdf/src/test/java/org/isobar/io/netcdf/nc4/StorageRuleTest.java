package org.isobar.io.netcdf.nc4;

import static org.isobar.io.netcdf.nc4.Files4.fixed;
import static org.isobar.io.netcdf.nc4.Files4.unlimited;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.LongList;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.junit.jupiter.api.Test;

class StorageRuleTest {
  private static final Storage DEFLATED = Storage.PLAIN.deflate(1);

  private static StorageRule rule(Storage storage, VariableMetadata v, FileDim... dims) {
    FileSchema schema = Files4.schema(storage, List.of(dims), v);
    int bytes = ModelVariable.bytes(v.type());
    return StorageRule.of(schema, v, List.of(dims), bytes);
  }

  private static StorageRule floats(Storage storage, FileDim... dims) {
    String[] names = List.of(dims).stream().map(FileDim::name).toArray(String[]::new);
    return rule(storage, Files4.variable("v", DType.FLOAT32, names), dims);
  }

  private static void requireChunk(StorageRule rule, long... chunk) {
    assertArrayEquals(chunk, rule.chunk().orElseThrow().toArray());
  }

  @Test
  void aFieldIsAChunk() {
    requireChunk(
        floats(DEFLATED, unlimited("t", 900), fixed("y", 96), fixed("x", 192)), 1, 96, 192);
    requireChunk(
        floats(DEFLATED, unlimited("t", 9), fixed("z", 8), fixed("y", 96), fixed("x", 192)),
        1,
        1,
        96,
        192);
    requireChunk(floats(DEFLATED, unlimited("t", 9), fixed("cell", 20480)), 1, 20480);
  }

  @Test
  void aLargeFieldIsCutAlongItsRows() {
    StorageRule rule = floats(DEFLATED, unlimited("t", 9), fixed("y", 3600), fixed("x", 7200));
    requireChunk(rule, 1, 144, 7200);
  }

  @Test
  void aVeryLongRowIsCutToo() {
    StorageRule rule = floats(DEFLATED, fixed("y", 2), fixed("x", 3_000_000));
    requireChunk(rule, 1, 1_000_000);
  }

  @Test
  void seriesOfPointsAreNotAChunkForEachValue() {
    requireChunk(
        floats(DEFLATED, unlimited("t", 438_000), fixed("y", 1), fixed("x", 1)), 1024, 1, 1);
    requireChunk(floats(DEFLATED, unlimited("t", 12), fixed("y", 1), fixed("x", 1)), 12, 1, 1);
    requireChunk(floats(DEFLATED, unlimited("t", 500), fixed("bnds", 2)), 500, 2);
    requireChunk(
        floats(DEFLATED, unlimited("t", 500), fixed("z", 8), fixed("y", 1), fixed("x", 1)),
        128,
        8,
        1,
        1);
  }

  @Test
  void aSeriesMayGrowAndHasChunksAsInNetcdfC() {
    requireChunk(rule(DEFLATED, Files4.variable("t", DType.FLOAT64, "t"), unlimited("t", 1)), 512);
    requireChunk(rule(DEFLATED, Files4.variable("t", DType.FLOAT64, "t"), unlimited("t", 0)), 512);
  }

  @Test
  void withoutRecordsAChunkStillHasACell() {
    requireChunk(floats(Storage.PLAIN, unlimited("t", 0), fixed("y", 2)), 1, 2);
  }

  @Test
  void whatNeitherGrowsNorIsDeflatedLiesInOnePiece() {
    assertTrue(floats(Storage.PLAIN, fixed("y", 96), fixed("x", 192)).chunk().isEmpty());
    assertTrue(floats(DEFLATED).chunk().isEmpty());
  }

  @Test
  void numbersAreDeflatedFromFourKilobytesOn() {
    assertEquals(0, floats(DEFLATED, fixed("x", 1023)).deflate());
    assertEquals(1, floats(DEFLATED, fixed("x", 1024)).deflate());
    assertEquals(0, floats(Storage.PLAIN, unlimited("x", 1024)).deflate());
  }

  @Test
  void coordinatesAndTextAreNotDeflated() {
    FileDim x = fixed("x", 9999);
    assertEquals(0, rule(DEFLATED, Files4.variable("x", DType.FLOAT64, "x"), x).deflate());
    VariableMetadata text = Files4.text("c", new VariableType.Chars(), "x");
    assertEquals(0, rule(DEFLATED, text, x).deflate());
  }

  @Test
  void chunksMayBeGivenForDimensions() {
    Storage storage = DEFLATED.chunk("t", 24).chunk("x", 1_000_000).chunk("elsewhere", 3);
    StorageRule rule = floats(storage, unlimited("t", 9), fixed("y", 96), fixed("x", 192));
    requireChunk(rule, 24, 96, 192);
  }

  @Test
  void chunksOfAVariableGoBeforeThose() {
    VariableMetadata v =
        new VariableMetadata(
            "v",
            List.of("y", "x"),
            new VariableType.Numeric(DType.FLOAT32),
            Attributes.NONE,
            Optional.of(LongList.of(7, 999)),
            false,
            Optional.empty());
    StorageRule rule = rule(Storage.PLAIN.chunk("y", 3), v, fixed("y", 96), fixed("x", 192));
    requireChunk(rule, 7, 192);
  }
}
