package org.isobar.io.netcdf.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;

/**
 * Single values as they are stored, widened to a long: integers by their sign (signed types) or
 * with zeros (unsigned types), floats and doubles as their IEEE bits.
 */
final class StoredBits {
  private static final double TWO_63 = 0x1p63;

  private StoredBits() {}

  /** The value that NetCDF gives to cells never written. */
  static long defaultFill(DType type) {
    return switch (type) {
      case INT8 -> -127;
      case UINT8 -> 255;
      case INT16 -> -32767;
      case UINT16 -> 65535;
      case INT32 -> -2147483647;
      case UINT32 -> 4294967295L;
      case INT64 -> -9223372036854775806L;
      case UINT64 -> -2;
      case FLOAT32 -> Float.floatToRawIntBits(9.96921e+36f);
      case FLOAT64 -> Double.doubleToRawLongBits(9.9692099683868690e+36);
    };
  }

  /**
   * The numbers of an attribute that the type can hold, each once; real ones rounded to a floating
   * type. Text has none.
   */
  static List<Long> of(AttributeValue attribute, DType type) {
    List<Long> out = new ArrayList<>();
    switch (attribute) {
      case AttributeValue.Numbers n ->
          n.values().forEach(v -> ofDouble(v, type).ifPresent(out::add));
      case AttributeValue.Longs l ->
          l.values().forEach(v -> ofLong(v, l.type() == DType.UINT64, type).ifPresent(out::add));
      case AttributeValue.Text t -> {}
      case AttributeValue.Texts t -> {}
    }
    return out.stream().distinct().toList();
  }

  /**
   * Empty if the type is an integer that cannot hold the value. An unsigned type takes a signed
   * value of its width as bits.
   */
  static OptionalLong ofDouble(double v, DType type) {
    if (type == DType.FLOAT32) {
      return OptionalLong.of(Float.floatToRawIntBits((float) v));
    }
    if (type == DType.FLOAT64) {
      return OptionalLong.of(Double.doubleToRawLongBits(v));
    }
    if (v != Math.rint(v) || v < -TWO_63 || v >= 2 * TWO_63) {
      return OptionalLong.empty();
    }
    return v < TWO_63
        ? ofLong((long) v, false, type)
        : ofLong((long) (v - TWO_63) ^ Long.MIN_VALUE, true, type);
  }

  private static OptionalLong ofLong(long v, boolean unsigned, DType type) {
    boolean huge = unsigned && v < 0;
    if (type.floating()) {
      return ofDouble(unsigned ? unsignedToDouble(v) : v, type);
    }
    if (type == DType.UINT64) {
      return OptionalLong.of(v);
    }
    if (huge) {
      return OptionalLong.empty();
    }
    int bits = 8 * type.bytes();
    long half = 1L << (bits - 1);
    if (type.signed()) {
      return v >= -half && v <= half - 1 ? OptionalLong.of(v) : OptionalLong.empty();
    }
    return v >= -half && v < 2 * half ? OptionalLong.of(v & (2 * half - 1)) : OptionalLong.empty();
  }

  /** The stored value as a number, rounded to double for 64-bit integers. */
  static double toDouble(long bits, DType type) {
    return switch (type) {
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64 -> bits;
      case UINT64 -> unsignedToDouble(bits);
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
    };
  }

  /** Rounded to nearest, as a signed conversion would be. */
  static double unsignedToDouble(long v) {
    // The lowest bit is kept as a sticky bit so that halving does not round twice.
    return v >= 0 ? v : 2.0 * ((v >>> 1) | (v & 1));
  }
}
