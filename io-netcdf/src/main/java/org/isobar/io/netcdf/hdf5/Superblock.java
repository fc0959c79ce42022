package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;

/**
 * The start of an HDF5 file, versions 0 to 3.
 *
 * @param base absolute position that addresses count from (a user block may precede it)
 * @param root address of the root group's object header
 */
record Superblock(int version, long base, int offsetBytes, int lengthBytes, long root) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /**
   * Position of the signature in the file, or -1: at 0 or at 512, 1024, 2048, ... after a user
   * block.
   */
  static long find(H5Source source) {
    byte[] head = new byte[SIGNATURE.length];
    for (long at = 0; at >= 0 && at <= source.length() - head.length; at = at == 0 ? 512 : 2 * at) {
      source.read(at, head, 0, head.length);
      if (Arrays.equals(head, SIGNATURE)) {
        return at;
      }
    }
    return -1;
  }

  /** Reads and checks the superblock; a file shorter than it says is refused as truncated. */
  static Superblock read(H5Source source) {
    long start = find(source);
    if (start < 0) {
      throw source.damaged("no HDF5 signature");
    }
    int present = (int) Math.min(128, source.length() - start);
    H5Structure probe = new H5Structure(source, start, 8, 8);
    Cursor c = probe.at(0, present, "superblock");
    c.skip(SIGNATURE.length);
    int version = c.version(0, 3);
    return version < 2 ? old(source, start, version, c) : recent(source, start, version, c);
  }

  private static Superblock old(H5Source source, long start, int version, Cursor c) {
    c.skip(4); // versions of parts that never changed, reserved
    int offsetBytes = width(source, c.u8());
    int lengthBytes = width(source, c.u8());
    c.skip(1 + 2 + 2 + 4 + (version == 1 ? 4 : 0)); // tree constants, flags
    c = sized(source, start, c, offsetBytes, lengthBytes);
    long base = c.offset();
    c.offset(); // free space
    long end = c.offset();
    c.offset(); // driver information
    c.offset(); // root link's name
    long root = c.offset();
    checkLength(source, start, base, end);
    return new Superblock(version, start, offsetBytes, lengthBytes, root);
  }

  private static Superblock recent(H5Source source, long start, int version, Cursor c) {
    int offsetBytes = width(source, c.u8());
    int lengthBytes = width(source, c.u8());
    c.skip(1);
    c = sized(source, start, c, offsetBytes, lengthBytes);
    long base = c.offset();
    c.offset(); // extension: tree constants and free space, not needed to read
    long end = c.offset();
    long root = c.offset();
    c.checksum();
    checkLength(source, start, base, end);
    return new Superblock(version, start, offsetBytes, lengthBytes, root);
  }

  /** The same position in a view that knows the width of addresses. */
  private static Cursor sized(H5Source source, long start, Cursor c, int offsets, int lengths) {
    int consumed = c.consumed();
    Cursor again =
        new H5Structure(source, start, offsets, lengths)
            .at(0, consumed + c.remaining(), "superblock");
    again.skip(consumed);
    return again;
  }

  private static int width(H5Source source, int bytes) {
    if (bytes != 2 && bytes != 4 && bytes != 8) {
      throw source.damaged("addresses or sizes of " + bytes + " bytes");
    }
    return bytes;
  }

  /** The end counts from the start of the file, save where a user block was put before it later. */
  private static void checkLength(H5Source source, long start, long base, long end) {
    long missing = base == start ? 0 : start;
    if (end == H5Structure.UNDEFINED || end > source.length() - missing) {
      throw source.damaged(
          "it has "
              + source.length()
              + " bytes, its superblock says "
              + Long.toUnsignedString(end + missing)
              + ": it was cut off, copy it again");
    }
  }

  H5Structure structure(H5Source source) {
    return new H5Structure(source, base, offsetBytes, lengthBytes);
  }
}
