package org.isobar.io.netcdf.nc4;

import java.util.Arrays;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/**
 * A variable and the dataset that it becomes.
 *
 * @param link name of the dataset
 * @param dims numbers of its dimensions in the schema
 * @param shape current extents
 * @param max largest extents, {@link Bytes#UNDEFINED} for unlimited ones
 * @param scale whether it is the coordinate of its first dimension
 * @param fill the stored value of cells not written; empty for strings
 * @param storage how its values are stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
record ModelVariable(
    VariableMetadata metadata,
    String link,
    int[] dims,
    long[] shape,
    long[] max,
    boolean scale,
    byte[] fill,
    StorageRule storage) {

  String name() {
    return metadata.path();
  }

  boolean strings() {
    return metadata.type() instanceof VariableType.Strings;
  }

  int valueBytes() {
    return bytes(metadata.type());
  }

  /** Bytes of a stored value. */
  static int bytes(VariableType type) {
    return switch (type) {
      case VariableType.Numeric n -> n.type().bytes();
      case VariableType.Chars c -> DType.INT8.bytes();
      case VariableType.Strings s -> Types.SEQUENCE_BYTES;
      case VariableType.Other o -> throw new IllegalStateException(o.description());
    };
  }

  Bytes type() {
    return switch (metadata.type()) {
      case VariableType.Numeric n -> Types.number(n.type());
      case VariableType.Chars c -> Types.text(1, false);
      case VariableType.Strings s -> Types.string();
      case VariableType.Other o -> throw new IllegalStateException(o.description());
    };
  }

  boolean chunked() {
    return storage.chunk().isPresent();
  }

  /** The chunks; all strings lie in one, since they are written at once. */
  ChunkGrid grid() {
    long[] chunk = storage.chunk().orElseThrow().toArray();
    return new ChunkGrid(
        shape, strings() ? Arrays.stream(shape).map(n -> Math.max(n, 1)).toArray() : chunk);
  }

  long cells() {
    return Region.all(shape).size();
  }
}
