package org.isobar.io.netcdf.hdf5;

import java.util.function.Consumer;

/** Walks the records of a version 2 B-tree in their order. */
final class BTree2 {
  private static final int NODE_OVERHEAD = 10; // signature, version, type, checksum
  private static final int MAX_DEPTH = 32;

  private final H5Structure in;
  private final int type;
  private final int nodeBytes;
  private final int recordBytes;
  private final int depth;
  private final long root;
  private final int rootRecords;
  private final int countBytes;
  private final int[] totalBytes;

  private BTree2(
      H5Structure in, int type, int nodeBytes, int recordBytes, int depth, long root, int records) {
    this.in = in;
    this.type = type;
    this.nodeBytes = nodeBytes;
    this.recordBytes = recordBytes;
    this.depth = depth;
    this.root = root;
    this.rootRecords = records;
    this.totalBytes = new int[depth + 1];
    long inLeaf = ((long) nodeBytes - NODE_OVERHEAD) / recordBytes;
    this.countBytes = bytesFor(inLeaf);
    long total = inLeaf;
    for (int d = 1; d <= depth; d++) {
      int pointer = in.offsetBytes() + countBytes + totalBytes[d - 1];
      long inNode = ((long) nodeBytes - NODE_OVERHEAD - pointer) / (recordBytes + pointer);
      total = Math.min((inNode + 1) * total + inNode, Long.MAX_VALUE >> 32);
      totalBytes[d] = bytesFor(total);
    }
  }

  /** Reads the header of a tree. */
  static BTree2 open(H5Structure in, long address) {
    long size = 22L + in.offsetBytes() + in.lengthBytes();
    Cursor c = in.at(address, size, "version 2 B-tree");
    c.signature("BTHD");
    c.version(0, 0);
    int type = c.u8();
    long nodeBytes = c.u32();
    int recordBytes = c.u16();
    int depth = c.u16();
    c.skip(2);
    long root = c.offset();
    int records = c.u16();
    c.skip(in.lengthBytes());
    c.checksum();
    if (nodeBytes < 64 || nodeBytes > 1 << 24 || recordBytes == 0 || depth > MAX_DEPTH) {
      throw in.damaged(
          "a B-tree with nodes of "
              + nodeBytes
              + " bytes, records of "
              + recordBytes
              + " and depth "
              + depth);
    }
    return new BTree2(in, type, (int) nodeBytes, recordBytes, depth, root, records);
  }

  int recordBytes() {
    return recordBytes;
  }

  private static int bytesFor(long limit) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, limit))) / 8 + 1;
  }

  /** Calls the visitor with a cursor at each record. */
  void forEach(Consumer<Cursor> visitor) {
    if (root != H5Structure.UNDEFINED) {
      walk(root, rootRecords, depth, visitor);
    }
  }

  private void walk(long address, int records, int level, Consumer<Cursor> visitor) {
    int pointer = level == 0 ? 0 : in.offsetBytes() + countBytes + totalBytes[level - 1];
    long size = NODE_OVERHEAD + (long) records * recordBytes + (records + 1L) * pointer;
    if (size > nodeBytes) {
      throw in.damaged("a B-tree node of " + nodeBytes + " bytes with " + records + " records");
    }
    Cursor c = in.at(address, size, "B-tree node");
    c.signature(level == 0 ? "BTLF" : "BTIN");
    c.version(0, 0);
    if (c.u8() != type) {
      throw in.damaged("a B-tree node at address " + address + " of another type than its tree");
    }
    Cursor body = c.slice(size - NODE_OVERHEAD, "B-tree records");
    c.checksum();
    Cursor pointers = body.restarted();
    pointers.skip((long) records * recordBytes);
    for (int i = 0; i <= records; i++) {
      if (level > 0) {
        long child = pointers.offset();
        int n = (int) Math.min(pointers.uint(countBytes), Integer.MAX_VALUE);
        pointers.skip(totalBytes[level - 1]);
        walk(child, n, level - 1, visitor);
      }
      if (i < records) {
        visitor.accept(body.slice(recordBytes, "B-tree record"));
      }
    }
  }
}
