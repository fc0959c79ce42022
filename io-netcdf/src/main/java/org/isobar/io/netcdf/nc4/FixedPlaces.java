package org.isobar.io.netcdf.nc4;

/**
 * Where variables begin that are not deflated: it follows from the schema.
 *
 * @param begins address of each variable, by number; of those without a fixed place, of the next
 * @param end behind the last one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
record FixedPlaces(long[] begins, long end) {
  static FixedPlaces of(FileModel model) {
    int n = model.variables().size();
    long[] begins = new long[n];
    long at = Metadata.SUPERBLOCK_BYTES;
    for (int v = 0; v < n; v++) {
      begins[v] = at;
      at = Math.ceilDiv(Math.addExact(at, bytes(model.variables().get(v))), 8) * 8;
    }
    return new FixedPlaces(begins, at);
  }

  private static long bytes(ModelVariable v) {
    if (v.strings() || v.storage().deflate() > 0) {
      return 0;
    }
    long cells =
        v.chunked() ? Math.multiplyExact(v.grid().count(), v.grid().chunkCells()) : v.cells();
    return Math.multiplyExact(cells, v.valueBytes());
  }

  /** The places of a variable's chunks. */
  ChunkPlaces.Regular chunks(int number, ModelVariable v) {
    return new ChunkPlaces.Regular(begins[number], v.grid().chunkCells() * v.valueBytes());
  }
}
