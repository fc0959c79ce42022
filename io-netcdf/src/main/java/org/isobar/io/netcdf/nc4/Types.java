package org.isobar.io.netcdf.nc4;

import org.isobar.data.DType;

/** Datatype messages, byte by byte as netCDF-C has HDF5 write them. */
final class Types {
  /** Bytes of a variable-length value: its length and where it lies in a heap. */
  static final int SEQUENCE_BYTES = 16;

  /** Bytes of an entry of a reference list. */
  static final int LIST_ENTRY_BYTES = 16;

  private static final int VERSION_1 = 0x10;
  private static final int VERSION_3 = 0x30;
  private static final int SIGNED = 0x08;

  private Types() {}

  /** A little-endian number. */
  static Bytes number(DType type) {
    return switch (type) {
      case FLOAT32 -> floating(4, 31, 23, 8, 127);
      case FLOAT64 -> floating(8, 63, 52, 11, 1023);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          integer(type.bytes(), type.signed());
    };
  }

  private static Bytes integer(int bytes, boolean signed) {
    return head(VERSION_1, 0, signed ? SIGNED : 0, 0, bytes).u16(0).u16(8 * bytes);
  }

  private static Bytes floating(int bytes, int sign, int mantissa, int exponent, int bias) {
    int impliedLeadingOne = 0x20;
    return head(VERSION_1, 1, impliedLeadingOne, sign, bytes)
        .u16(0)
        .u16(8 * bytes)
        .u8(mantissa)
        .u8(exponent)
        .u8(0)
        .u8(mantissa)
        .u32(bias);
  }

  /** What stands for the values of a dimension without a variable: big-endian, as in netCDF-C. */
  static Bytes placeholder() {
    return head(VERSION_1, 1, 0x21, 31, 4).u16(0).u16(32).u8(23).u8(8).u8(0).u8(23).u32(127);
  }

  /** A string of fixed length, padded with NULs. */
  static Bytes text(int bytes, boolean unicode) {
    return head(VERSION_1, 3, unicode ? 0x10 : 0, 0, bytes);
  }

  /** A string in a heap, in UTF-8. */
  static Bytes string() {
    return head(VERSION_1, 9, 1, 1, SEQUENCE_BYTES).raw(integer(1, false));
  }

  /** The address of an object. */
  static Bytes reference() {
    return head(VERSION_1, 7, 0, 0, 8);
  }

  /** References in a heap: the scales of a dimension. */
  static Bytes references() {
    return head(VERSION_1, 9, 0, 0, SEQUENCE_BYTES).raw(reference());
  }

  /** An entry of a scale's list of who uses it: object and number of its dimension. */
  static Bytes listEntry() {
    return head(VERSION_3, 6, 2, 0, LIST_ENTRY_BYTES)
        .utf8z("dataset")
        .u8(0)
        .raw(reference())
        .utf8z("dimension")
        .u8(8)
        .raw(integer(4, true));
  }

  private static Bytes head(int version, int kind, int bits0, int bits1, int bytes) {
    return new Bytes().u8(version | kind).u8(bits0).u8(bits1).u8(0).u32(bytes);
  }
}
