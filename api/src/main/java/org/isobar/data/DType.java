package org.isobar.data;

/** Numeric storage types of NetCDF variables and of results. */
public enum DType {
  INT8(1, true, false),
  UINT8(1, false, false),
  INT16(2, true, false),
  UINT16(2, false, false),
  INT32(4, true, false),
  UINT32(4, false, false),
  INT64(8, true, false),
  UINT64(8, false, false),
  FLOAT32(4, true, true),
  FLOAT64(8, true, true);

  private final int bytes;
  private final boolean signed;
  private final boolean floating;

  DType(int bytes, boolean signed, boolean floating) {
    this.bytes = bytes;
    this.signed = signed;
    this.floating = floating;
  }

  /** Size of one value in bytes. */
  public int bytes() {
    return bytes;
  }

  public boolean signed() {
    return signed;
  }

  public boolean floating() {
    return floating;
  }

  /**
   * The type in which unpacked values of this storage type are presented: floats stay, 8- and
   * 16-bit integers become {@link #FLOAT32}, wider integers {@link #FLOAT64}.
   */
  public DType unpacked() {
    return switch (this) {
      case INT8, UINT8, INT16, UINT16, FLOAT32 -> FLOAT32;
      case INT32, UINT32, INT64, UINT64, FLOAT64 -> FLOAT64;
    };
  }

  /**
   * The floating type that holds both: {@link #FLOAT64} if either operand is presented as double.
   */
  public static DType promote(DType a, DType b) {
    return a.unpacked() == FLOAT64 || b.unpacked() == FLOAT64 ? FLOAT64 : FLOAT32;
  }
}
