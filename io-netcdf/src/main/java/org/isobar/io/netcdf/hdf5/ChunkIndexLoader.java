package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;

/** Reads the chunk index of a variable, whichever of HDF5's six kinds it is. */
final class ChunkIndexLoader {
  private final H5Structure in;
  private final StoredVariable variable;
  private final Layout.Chunked layout;
  private final ChunkGrid grid;
  private final int rawBytes;
  private final ChunkIndex.Builder builder = new ChunkIndex.Builder();
  private long[] before = {};

  private ChunkIndexLoader(H5Structure in, StoredVariable variable, Layout.Chunked layout) {
    this.in = in;
    this.variable = variable;
    this.layout = layout;
    this.grid = ChunkGrid.of(in, variable.stored(), layout.chunk());
    this.rawBytes = rawBytes(in, layout);
  }

  static ChunkIndex load(H5Structure in, StoredVariable variable, Layout.Chunked layout) {
    ChunkIndexLoader loader = new ChunkIndexLoader(in, variable, layout);
    if (layout.address() != H5Structure.UNDEFINED) {
      loader.load();
    }
    return loader.builder.build(in);
  }

  /** Bytes of an unpacked chunk. */
  static int rawBytes(H5Structure in, Layout.Chunked layout) {
    long n = layout.elementBytes();
    for (long c : layout.chunk()) {
      if (c < 1 || n < 1 || c > (Integer.MAX_VALUE - 128) / n) {
        throw in.unsupported(
            "its chunks of shape "
                + Arrays.toString(layout.chunk())
                + " take 2 GiB or more each; rewrite it with smaller chunks (nccopy -c)");
      }
      n *= c;
    }
    return (int) n;
  }

  private void load() {
    switch (layout.index()) {
      case Layout.Index.Tree1 t -> tree1(layout.address(), -1);
      case Layout.Index.Single s ->
          add(
              new long[variable.rank()],
              layout.address(),
              s.size() < 0 ? rawBytes : s.size(),
              s.filterMask());
      case Layout.Index.Implicit i -> implicit();
      case Layout.Index.Fixed f -> fixed();
      case Layout.Index.Extensible e -> extensible();
      case Layout.Index.Tree2 t -> tree2();
    }
  }

  private void add(long[] at, long address, long size, int mask) {
    long number = grid.number(at);
    if (number < 0 || address == H5Structure.UNDEFINED) {
      return; // beyond the present extent, left from before the array shrank; or never written
    }
    long position = in.position(address);
    if (size < 1 || size > in.source().length() - position || size > Integer.MAX_VALUE - 128) {
      throw in.damaged(
          "chunk "
              + Arrays.toString(at)
              + " of '"
              + variable.path()
              + "' has "
              + size
              + " bytes at "
              + position
              + " in a file of "
              + in.source().length());
    }
    builder.add(number, position, (int) size, layout.plainEdges() && edge(at) ? -1 : mask);
  }

  private boolean edge(long[] at) {
    for (int d = 0; d < at.length; d++) {
      if ((at[d] + 1) * layout.chunk()[d] > variable.stored()[d]) {
        return true;
      }
    }
    return false;
  }

  private void tree1(long address, int level) {
    int rank = variable.rank();
    int head = 8 + 2 * in.offsetBytes();
    Cursor c = in.at(address, head, "chunk tree");
    c.signature("TREE");
    int type = c.u8();
    int found = c.u8();
    int n = c.u16();
    if (type != 1 || (level >= 0 && found != level)) {
      throw in.damaged("a chunk tree node of type " + type + " and level " + found);
    }
    int key = 8 + 8 * (rank + 1);
    Cursor e = in.at(address + head, (long) n * (key + in.offsetBytes()), "chunk tree");
    long[] at = new long[rank];
    for (int i = 0; i < n; i++) {
      long size = e.u32();
      int mask = e.i32();
      for (int d = 0; d < rank; d++) {
        long start = e.uint(8);
        at[d] = start / layout.chunk()[d];
        if (found == 0 && start % layout.chunk()[d] != 0) {
          throw in.damaged(
              "a chunk of '" + variable.path() + "' starts at " + start + " in dimension " + d);
        }
      }
      e.skip(8);
      long child = e.offset();
      if (found == 0) {
        inOrder(at);
        add(at, child, size, mask);
      } else {
        tree1(child, found - 1);
      }
    }
  }

  /** These trees have no checksum, but their keys ascend. */
  private void inOrder(long[] at) {
    if (before.length > 0 && Arrays.compare(before, at) >= 0) {
      throw in.damaged(
          "chunk "
              + Arrays.toString(at)
              + " of '"
              + variable.path()
              + "' after chunk "
              + Arrays.toString(before));
    }
    before = at.clone();
  }

  private void tree2() {
    BTree2 tree = BTree2.open(in, layout.address());
    int rank = variable.rank();
    boolean filtered = !variable.filters().filters().isEmpty();
    int sizeBytes = filtered ? tree.recordBytes() - in.offsetBytes() - 4 - 8 * rank : 0;
    long[] at = new long[rank];
    tree.forEach(
        c -> {
          long address = c.offset();
          long size = filtered ? c.uint(sizeBytes) : rawBytes;
          int mask = filtered ? c.i32() : 0;
          for (int d = 0; d < rank; d++) {
            at[d] = c.uint(8);
          }
          add(at, address, size, mask);
        });
  }

  private void implicit() {
    new Order(-1).each((at, i) -> add(at, layout.address() + i * rawBytes, rawBytes, 0));
  }

  private void fixed() {
    Order order = new Order(-1);
    new FixedArray(in, rawBytes)
        .read(layout.address(), (i, address, size, mask) -> add(order.at(i), address, size, mask));
  }

  private void extensible() {
    int unlimited = 0;
    while (unlimited < variable.rank() - 1 && variable.max()[unlimited] >= 0) {
      unlimited++;
    }
    Order order = new Order(unlimited);
    new ExtensibleArray(in, rawBytes)
        .read(layout.address(), (i, address, size, mask) -> add(order.at(i), address, size, mask));
  }

  /**
   * The order of chunks in array indexes: row-major over the largest extents, an unlimited
   * dimension outermost.
   */
  private final class Order {
    private final int first;
    private final long[] counts;

    Order(int first) {
      this.first = first;
      this.counts = new long[variable.rank()];
      for (int d = 0; d < counts.length; d++) {
        long max = variable.max()[d] < 0 ? variable.stored()[d] : variable.max()[d];
        counts[d] = Math.max(1, Math.ceilDiv(max, layout.chunk()[d]));
      }
    }

    long[] at(long element) {
      long[] at = new long[counts.length];
      long rest = element;
      for (int d = counts.length - 1; d >= 0; d--) {
        if (d != first) {
          at[d] = rest % counts[d];
          rest /= counts[d];
        }
      }
      if (first >= 0) {
        at[first] = rest;
      } else if (rest != 0) {
        at[0] = Long.MAX_VALUE; // outside
      }
      return at;
    }

    void each(Visitor visitor) {
      long total = 1;
      for (long c : counts) {
        if (c > in.source().length() / total) {
          throw in.damaged("more chunks of '" + variable.path() + "' than the file can hold");
        }
        total *= c;
      }
      for (long i = 0; i < total; i++) {
        visitor.chunk(at(i), i);
      }
    }
  }

  private interface Visitor {
    void chunk(long[] at, long element);
  }
}
