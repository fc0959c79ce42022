package org.isobar.io.netcdf.nc4;

import org.isobar.io.netcdf.storage.PartFile;

/**
 * The index of a variable's chunks: a B-tree of version 1 with full nodes, the root first. It takes
 * some 50 bytes a chunk; its size is known before the chunks are.
 */
final class ChunkTree {
  private static final int CHILDREN = 64;
  private static final int BUFFER = 1 << 18;

  private final ChunkGrid grid;
  private final ChunkPlaces places;
  private final int keyBytes;
  private final int nodeBytes;

  /** Number of nodes of each level, leaves first. */
  private final long[] nodes;

  ChunkTree(ChunkGrid grid, ChunkPlaces places) {
    this.grid = grid;
    this.places = places;
    this.keyBytes = 8 + 8 * (grid.rank() + 1);
    this.nodeBytes = 24 + CHILDREN * 8 + (CHILDREN + 1) * keyBytes;
    int levels = 1;
    for (long n = Math.ceilDiv(grid.count(), CHILDREN); n > 1; n = Math.ceilDiv(n, CHILDREN)) {
      levels++;
    }
    this.nodes = new long[levels];
    long n = grid.count();
    for (int level = 0; level < levels; level++) {
      n = Math.ceilDiv(n, CHILDREN);
      nodes[level] = n;
    }
  }

  /** Bytes of the whole index. */
  long bytes() {
    long all = 0;
    for (long n : nodes) {
      all += n;
    }
    return Math.multiplyExact(all, nodeBytes);
  }

  /** Where the nodes of a level begin, the index beginning at 0. */
  private long begin(int level) {
    long at = 0;
    for (int above = nodes.length - 1; above > level; above--) {
      at += nodes[above] * nodeBytes;
    }
    return at;
  }

  /** Writes the index, if there are chunks; the root lies at the given address. */
  void write(PartFile file, long address) {
    Bytes buffer = new Bytes();
    long at = address;
    for (int level = nodes.length - 1; level >= 0; level--) {
      for (long node = 0; node < nodes[level]; node++) {
        node(buffer, level, node, address);
        if (buffer.size() > BUFFER) {
          at = flush(file, buffer, at);
          buffer = new Bytes();
        }
      }
    }
    if (buffer.size() > 0) {
      flush(file, buffer, at);
    }
  }

  private static long flush(PartFile file, Bytes buffer, long at) {
    file.write(buffer.toArray(), 0, buffer.size(), at);
    return at + buffer.size();
  }

  private void node(Bytes out, int level, long node, long address) {
    long first = node * CHILDREN;
    long below = level == 0 ? grid.count() : nodes[level - 1];
    int children = (int) Math.min(CHILDREN, below - first);
    long begin = address + begin(level);
    int start = out.size();
    out.ascii("TREE").u8(1).u8(level).u16(children);
    out.u64(node == 0 ? Bytes.UNDEFINED : begin + (node - 1) * nodeBytes);
    out.u64(node == nodes[level] - 1 ? Bytes.UNDEFINED : begin + (node + 1) * nodeBytes);
    long span = 1;
    for (int l = 0; l < level; l++) {
      span *= CHILDREN;
    }
    for (int i = 0; i < children; i++) {
      key(out, (first + i) * span);
      out.u64(
          level == 0
              ? places.position(first + i)
              : address + begin(level - 1) + (first + i) * nodeBytes);
    }
    key(out, (first + children) * span);
    out.zeros(nodeBytes - (out.size() - start));
  }

  /** The key of a chunk; behind the last one, something larger than all. */
  private void key(Bytes out, long chunk) {
    boolean end = chunk >= grid.count();
    long[] at = grid.origin(end ? grid.count() - 1 : chunk);
    out.u32(end ? 0 : places.bytes(chunk)).u32(0);
    for (int d = 0; d < at.length; d++) {
      out.u64(end ? at[d] + grid.chunk(d) : at[d]);
    }
    out.u64(0);
  }
}
