package org.isobar.io.netcdf.classic;

import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.dataset.VariableType;

/** The external types of the classic formats, with the codes that stand in headers. */
enum NcType {
  BYTE(1, DType.INT8),
  /** Characters: bytes of text. */
  CHAR(2, DType.INT8),
  SHORT(3, DType.INT16),
  INT(4, DType.INT32),
  FLOAT(5, DType.FLOAT32),
  DOUBLE(6, DType.FLOAT64),
  UBYTE(7, DType.UINT8),
  USHORT(8, DType.UINT16),
  UINT(9, DType.UINT32),
  INT64(10, DType.INT64),
  UINT64(11, DType.UINT64);

  private static final int LAST_OF_CDF2 = 6;

  private final int code;
  private final DType dtype;

  NcType(int code, DType dtype) {
    this.code = code;
    this.dtype = dtype;
  }

  int code() {
    return code;
  }

  /** The type of the stored values; single bytes for {@link #CHAR}. */
  DType dtype() {
    return dtype;
  }

  int bytes() {
    return dtype.bytes();
  }

  VariableType variableType() {
    return this == CHAR ? new VariableType.Chars() : new VariableType.Numeric(dtype);
  }

  /** Whether files of a version (1, 2 or 5) may hold the type. */
  boolean allowedIn(int version) {
    return version == 5 || code <= LAST_OF_CDF2;
  }

  static Optional<NcType> ofCode(int code) {
    return code >= 1 && code <= values().length
        ? Optional.of(values()[code - 1])
        : Optional.empty();
  }

  static NcType of(DType type) {
    return switch (type) {
      case INT8 -> BYTE;
      case UINT8 -> UBYTE;
      case INT16 -> SHORT;
      case UINT16 -> USHORT;
      case INT32 -> INT;
      case UINT32 -> UINT;
      case INT64 -> INT64;
      case UINT64 -> UINT64;
      case FLOAT32 -> FLOAT;
      case FLOAT64 -> DOUBLE;
    };
  }
}
