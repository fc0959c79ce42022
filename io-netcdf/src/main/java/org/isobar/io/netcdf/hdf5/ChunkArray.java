package org.isobar.io.netcdf.hdf5;

/** What fixed and extensible arrays of chunks have in common: their elements. */
abstract class ChunkArray {
  /** Receives the elements that are set. */
  interface Visitor {
    void chunk(long element, long address, long size, int mask);
  }

  final H5Structure in;
  private final int rawBytes;
  private boolean filtered;
  private int elementBytes;

  ChunkArray(H5Structure in, int rawBytes) {
    this.in = in;
    this.rawBytes = rawBytes;
  }

  /** Takes the kind and the size of elements from the array's header. */
  final void elements(int client, int bytes) {
    int least = in.offsetBytes() + (client == 1 ? 5 : 0);
    if (client > 1 || bytes < least || bytes > least + 8) {
      throw in.damaged(
          "a chunk array with elements of type " + client + " and " + bytes + " bytes");
    }
    filtered = client == 1;
    elementBytes = bytes;
  }

  final int elementBytes() {
    return elementBytes;
  }

  /** Reads {@code count} elements at the cursor. */
  final void read(Cursor c, long count, long first, Visitor visitor) {
    for (long i = 0; i < count; i++) {
      long address = c.offset();
      long size = filtered ? c.uint(elementBytes - in.offsetBytes() - 4) : rawBytes;
      int mask = filtered ? c.i32() : 0;
      if (address != H5Structure.UNDEFINED) {
        visitor.chunk(first + i, address, size, mask);
      }
    }
  }

  /**
   * Reads elements that lie in pages, each with a checksum; pages whose bit is not set were never
   * written.
   */
  final void pages(
      long address, long count, long pageElements, byte[] written, int bit, long first, Visitor v) {
    long pageBytes = pageElements * elementBytes + 4;
    long pages = Math.ceilDiv(count, pageElements);
    for (long p = 0; p < pages; p++) {
      long b = bit + p;
      if ((written[(int) (b / 8)] & 0x80 >> b % 8) != 0) {
        long n = Math.min(pageElements, count - p * pageElements);
        Cursor c = in.at(address + p * pageBytes, n * elementBytes + 4, "page of a chunk array");
        read(c, n, first + p * pageElements, v);
        c.checksum();
      }
    }
  }
}
