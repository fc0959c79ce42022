package org.isobar.io.netcdf.hdf5;

/** The index of chunked datasets with one unlimited dimension (HDF5 1.10 and later). */
final class ExtensibleArray extends ChunkArray {
  private int arrayOffsetBytes;
  private int superBlocks;
  private int inIndexBlock;
  private long leastInBlock;
  private int leastPointers;
  private long pageElements;
  private long used;

  ExtensibleArray(H5Structure in, int rawBytes) {
    super(in, rawBytes);
  }

  void read(long address, Visitor visitor) {
    Cursor c = in.at(address, 16L + 6L * in.lengthBytes() + in.offsetBytes(), "extensible array");
    c.signature("EAHD");
    c.version(0, 0);
    elements(c.u8(), c.u8());
    int maxBits = c.u8();
    inIndexBlock = c.u8();
    leastInBlock = c.u8();
    leastPointers = c.u8();
    int pageBits = c.u8();
    c.skip(4L * in.lengthBytes());
    used = c.size(); // one past the highest element ever set
    c.skip(in.lengthBytes());
    long block = c.offset();
    c.checksum();
    if (maxBits > 64
        || pageBits > 30
        || Long.bitCount(leastInBlock) != 1
        || Integer.bitCount(leastPointers) != 1) {
      throw in.damaged("an extensible array with impossible parameters");
    }
    arrayOffsetBytes = (maxBits + 7) / 8;
    superBlocks = 1 + Math.max(0, maxBits - log2(leastInBlock));
    pageElements = 1L << pageBits;
    if (block != H5Structure.UNDEFINED) {
      indexBlock(block, visitor);
    }
  }

  private static int log2(long v) {
    return 63 - Long.numberOfLeadingZeros(v);
  }

  private static long blocksIn(int superBlock) {
    return 1L << (superBlock / 2);
  }

  private long elementsIn(int superBlock) {
    return leastInBlock << ((superBlock + 1) / 2);
  }

  private void indexBlock(long address, Visitor visitor) {
    int direct = 2 * log2(leastPointers); // super blocks whose data blocks the index block lists
    int blocks = 2 * (leastPointers - 1);
    int indirect = Math.max(0, superBlocks - direct);
    int head = 6 + in.offsetBytes();
    long size =
        head
            + (long) inIndexBlock * elementBytes()
            + (long) (blocks + indirect) * in.offsetBytes()
            + 4;
    Cursor c = in.at(address, size, "extensible array");
    c.signature("EAIB");
    c.version(0, 0);
    c.skip(1 + in.offsetBytes());
    read(c, inIndexBlock, 0, visitor);
    long first = inIndexBlock;
    for (int s = 0; s < direct; s++) {
      for (long b = 0; b < blocksIn(s); b++) {
        dataBlock(c.offset(), elementsIn(s), first, new byte[0], 0, visitor);
        first += elementsIn(s);
      }
    }
    for (int s = direct; s < superBlocks && first < used; s++) {
      superBlock(c.offset(), s, first, visitor);
      first += blocksIn(s) * elementsIn(s);
    }
    c.skip(c.remaining() - 4);
    c.checksum();
  }

  private void superBlock(long address, int number, long first, Visitor visitor) {
    if (address == H5Structure.UNDEFINED) {
      return;
    }
    long blocks = blocksIn(number);
    long pages = elementsIn(number) > pageElements ? elementsIn(number) / pageElements : 0;
    long bitmap = Math.ceilDiv(pages, 8);
    int head = 6 + in.offsetBytes() + arrayOffsetBytes;
    Cursor c = in.at(address, head + blocks * (bitmap + in.offsetBytes()) + 4, "extensible array");
    c.signature("EASB");
    c.version(0, 0);
    c.skip(1 + in.offsetBytes() + arrayOffsetBytes);
    byte[] written = c.bytes(blocks * bitmap); // the blocks' bits follow each other without a gap
    for (long b = 0; b < blocks; b++) {
      long at = first + b * elementsIn(number);
      dataBlock(c.offset(), elementsIn(number), at, written, (int) (b * pages), visitor);
    }
    c.checksum();
  }

  private void dataBlock(
      long address, long count, long first, byte[] written, int bit, Visitor visitor) {
    if (address == H5Structure.UNDEFINED) {
      return;
    }
    int head = 6 + in.offsetBytes() + arrayOffsetBytes;
    boolean paged = written.length > 0;
    Cursor c = in.at(address, head + (paged ? 0 : count * elementBytes()) + 4, "extensible array");
    c.signature("EADB");
    c.version(0, 0);
    c.skip(1 + in.offsetBytes() + arrayOffsetBytes);
    if (paged) {
      c.checksum();
      pages(address + head + 4, count, pageElements, written, bit, first, visitor);
    } else {
      read(c, count, first, visitor);
      c.checksum();
    }
  }
}
