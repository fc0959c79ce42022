package org.isobar.io.netcdf.hdf5;

/**
 * What cells hold that were never written: bytes of one value in the file's byte order; none means
 * zeros.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never modified
record FillValue(byte[] bytes) {
  static final FillValue ZERO = new FillValue(new byte[0]);

  static FillValue parse(Cursor c) {
    int version = c.version(1, 3);
    if (version == 3) {
      int flags = c.u8();
      return (flags & 0x20) != 0 ? sized(c) : ZERO;
    }
    c.skip(2);
    boolean defined = c.u8() != 0;
    return version == 1 || defined ? sized(c) : ZERO;
  }

  /** The message of HDF5 before 1.6. */
  static FillValue parseOld(Cursor c) {
    return sized(c);
  }

  private static FillValue sized(Cursor c) {
    long size = c.u32();
    return size > c.remaining() ? ZERO : new FillValue(c.bytes(size));
  }
}
