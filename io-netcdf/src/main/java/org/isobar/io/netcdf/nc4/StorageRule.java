package org.isobar.io.netcdf.nc4;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.LongList;
import org.isobar.dataset.FileDim;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/**
 * How the values of a variable are stored. Variables along an unlimited dimension and deflated ones
 * are chunked, others lie in one piece.
 *
 * <p>A chunk is one field: the last two dimensions whole, one index of each other. One above 4 MiB
 * is cut along its outer dimension into even parts. One below 4 KiB is extended outwards, so that
 * series at a point do not make a chunk of each value. A series along an unlimited dimension has
 * chunks of 4 KiB, as in netCDF-C. Chunks given for a variable or for a dimension go before.
 *
 * <p>Deflated are numbers, where asked for, if there are at least 4 KiB of them and they are not
 * coordinates.
 *
 * @param chunk extents of a chunk; empty for storage in one piece
 * @param deflate level, 0 for none
 */
record StorageRule(Optional<LongList> chunk, int deflate) {
  private static final long LARGEST = 4 << 20;
  private static final long SMALLEST = 4 << 10;

  static StorageRule of(FileSchema schema, VariableMetadata v, List<FileDim> dims, int valueBytes) {
    boolean growing = dims.stream().anyMatch(FileDim::unlimited);
    int level = deflated(v, dims, valueBytes) ? schema.storage().deflate() : 0;
    boolean given = v.chunk().isPresent();
    if (dims.isEmpty() || !(growing || level > 0 || given)) {
      return new StorageRule(Optional.empty(), 0);
    }
    long[] chunk = v.chunk().map(LongList::toArray).orElseGet(() -> usual(dims, valueBytes));
    Map<String, Long> wanted = schema.storage().chunks();
    for (int d = 0; d < chunk.length; d++) {
      FileDim dim = dims.get(d);
      long most = dim.unlimited() ? Long.MAX_VALUE : dim.size();
      chunk[d] = Math.clamp(given ? chunk[d] : wanted.getOrDefault(dim.name(), chunk[d]), 1, most);
    }
    return new StorageRule(Optional.of(LongList.of(chunk)), level);
  }

  private static boolean deflated(VariableMetadata v, List<FileDim> dims, int valueBytes) {
    boolean coordinate = dims.size() == 1 && dims.getFirst().name().equals(v.path());
    double bytes = valueBytes;
    for (FileDim dim : dims) {
      bytes *= dim.size();
    }
    return v.type() instanceof VariableType.Numeric && !coordinate && bytes >= SMALLEST;
  }

  private static long[] usual(List<FileDim> dims, int valueBytes) {
    int rank = dims.size();
    long[] chunk = new long[rank];
    Arrays.fill(chunk, 1);
    for (int d = Math.max(0, rank - 2); d < rank; d++) {
      chunk[d] = dims.get(d).unlimited() ? 1 : dims.get(d).size();
    }
    for (int d = 0; d < rank; d++) {
      long bytes = bytes(chunk, valueBytes);
      if (bytes > LARGEST) {
        chunk[d] = Math.ceilDiv(chunk[d], Math.min(chunk[d], Math.ceilDiv(bytes, LARGEST)));
      }
    }
    for (int d = rank - 1; d >= 0; d--) {
      long times = SMALLEST / bytes(chunk, valueBytes);
      boolean whole = !dims.get(d).unlimited() && chunk[d] == dims.get(d).size();
      if (times > 1 && !whole) {
        boolean series = rank == 1 && dims.getFirst().unlimited();
        chunk[d] = Math.min(chunk[d] * times, series ? times : Math.max(1, dims.get(d).size()));
      }
    }
    return chunk;
  }

  private static long bytes(long[] chunk, int valueBytes) {
    long n = valueBytes;
    for (long c : chunk) {
      n = c > Long.MAX_VALUE / n ? Long.MAX_VALUE : n * c;
    }
    return n;
  }
}
