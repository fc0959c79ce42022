package org.isobar.io.netcdf.hdf5;

/** The index of chunked datasets without an unlimited dimension (HDF5 1.10 and later). */
final class FixedArray extends ChunkArray {

  FixedArray(H5Structure in, int rawBytes) {
    super(in, rawBytes);
  }

  void read(long address, Visitor visitor) {
    Cursor c = in.at(address, 12L + in.lengthBytes() + in.offsetBytes(), "fixed array");
    c.signature("FAHD");
    c.version(0, 0);
    elements(c.u8(), c.u8());
    int pageBits = c.u8();
    long count = c.size();
    long block = c.offset();
    c.checksum();
    if (pageBits > 30 || count > in.source().length()) {
      throw in.damaged("a fixed array of " + count + " elements in pages of 2^" + pageBits);
    }
    if (block != H5Structure.UNDEFINED) {
      block(block, count, 1L << pageBits, visitor);
    }
  }

  private void block(long address, long count, long pageElements, Visitor visitor) {
    int head = 6 + in.offsetBytes();
    boolean paged = count > pageElements;
    long bitmap = paged ? Math.ceilDiv(Math.ceilDiv(count, pageElements), 8) : 0;
    long body = paged ? bitmap : count * elementBytes();
    Cursor c = in.at(address, head + body + 4, "fixed array");
    c.signature("FADB");
    c.version(0, 0);
    c.skip(1 + in.offsetBytes());
    if (paged) {
      byte[] written = c.bytes(bitmap);
      c.checksum();
      pages(address + head + bitmap + 4, count, pageElements, written, 0, 0, visitor);
    } else {
      read(c, count, 0, visitor);
      c.checksum();
    }
  }
}
