package org.isobar.io.netcdf.hdf5;

/** How a dataset's values lie in the file. */
sealed interface Layout {
  /** In the header itself. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never modified
  record Compact(byte[] data) implements Layout {}

  /** In one piece; the address is undefined until something is written. */
  record Contiguous(long address, long size) implements Layout {}

  /**
   * In chunks.
   *
   * @param chunk shape of a chunk
   * @param elementBytes bytes of a value
   * @param index how chunks are found
   * @param address of the index, undefined until something is written
   * @param plainEdges whether chunks that reach over the edge are left unfiltered
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never modified
  record Chunked(long[] chunk, long elementBytes, Index index, long address, boolean plainEdges)
      implements Layout {}

  /** Pieced together from other datasets. */
  record Virtual() implements Layout {}

  /** The kinds of chunk index. */
  sealed interface Index {
    /** Version 1 B-tree, of all files before HDF5 1.10 and of NetCDF-C. */
    record Tree1() implements Index {}

    /** There is only one chunk. */
    record Single(long size, int filterMask) implements Index {}

    /** All chunks lie one after another, unfiltered. */
    record Implicit() implements Index {}

    /** Fixed array: no unlimited dimension. */
    record Fixed() implements Index {}

    /** Extensible array: one unlimited dimension. */
    record Extensible() implements Index {}

    /** Version 2 B-tree: several unlimited dimensions. */
    record Tree2() implements Index {}
  }

  static Layout parse(Cursor c) {
    int version = c.version(1, 4);
    return version < 3 ? old(c) : recent(c, version);
  }

  private static Layout old(Cursor c) {
    int rank = c.u8();
    int kind = c.u8();
    c.skip(5);
    long address = kind == 0 ? H5Structure.UNDEFINED : c.offset();
    long[] dims = dims(c, kind == 2 ? rank - 1 : rank, 4);
    return switch (kind) {
      case 0 -> new Compact(c.bytes(c.u32()));
      case 1 -> new Contiguous(address, -1);
      case 2 -> new Chunked(dims, c.u32(), new Index.Tree1(), address, false);
      default -> throw c.structure().damaged("a storage layout of class " + kind);
    };
  }

  private static Layout recent(Cursor c, int version) {
    int kind = c.u8();
    return switch (kind) {
      case 0 -> new Compact(c.bytes(c.u16()));
      case 1 -> new Contiguous(c.offset(), c.size());
      case 2 -> version == 3 ? chunked3(c) : chunked4(c);
      case 3 -> new Virtual();
      default -> throw c.structure().damaged("a storage layout of class " + kind);
    };
  }

  private static Layout chunked3(Cursor c) {
    int rank = c.u8();
    long address = c.offset();
    long[] chunk = dims(c, rank - 1, 4);
    return new Chunked(chunk, c.u32(), new Index.Tree1(), address, false);
  }

  private static Layout chunked4(Cursor c) {
    int flags = c.u8();
    int rank = c.u8();
    int width = c.u8();
    long[] chunk = dims(c, rank - 1, width);
    long elementBytes = c.uint(width);
    int kind = c.u8();
    Index index =
        switch (kind) {
          case 1 ->
              (flags & 2) != 0 ? new Index.Single(c.size(), c.i32()) : new Index.Single(-1, 0);
          case 2 -> new Index.Implicit();
          case 3 -> {
            c.skip(1);
            yield new Index.Fixed();
          }
          case 4 -> {
            c.skip(5);
            yield new Index.Extensible();
          }
          case 5 -> {
            c.skip(6);
            yield new Index.Tree2();
          }
          default -> throw c.structure().damaged("a chunk index of type " + kind);
        };
    return new Chunked(chunk, elementBytes, index, c.offset(), (flags & 1) != 0);
  }

  private static long[] dims(Cursor c, int rank, int width) {
    if (rank < 0 || rank > 32) {
      throw c.structure().damaged("a storage layout of rank " + rank);
    }
    long[] dims = new long[rank];
    for (int d = 0; d < rank; d++) {
      dims[d] = c.uint(width);
    }
    return dims;
  }
}
