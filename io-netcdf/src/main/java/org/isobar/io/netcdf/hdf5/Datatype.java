package org.isobar.io.netcdf.hdf5;

import java.util.Locale;
import java.util.Optional;
import org.isobar.data.DType;
import org.jspecify.annotations.Nullable;

/**
 * A datatype message.
 *
 * @param kind HDF5's type class
 * @param size bytes of one value
 * @param bigEndian byte order of numbers
 * @param number the numeric type this is stored as, absent for other kinds and for numbers of
 *     unusual layout
 * @param base element type of enumerations, arrays and sequences
 * @param text whether a variable-length sequence is a string
 */
record Datatype(
    Kind kind,
    int size,
    boolean bigEndian,
    Optional<DType> number,
    @Nullable Datatype base,
    boolean text) {
  /** Type classes in the order of their codes. */
  enum Kind {
    INTEGER,
    FLOAT,
    TIME,
    STRING,
    BITFIELD,
    OPAQUE,
    COMPOUND,
    REFERENCE,
    ENUM,
    SEQUENCE,
    ARRAY
  }

  private static final int MAX_DEPTH = 16;

  static Datatype parse(Cursor c) {
    return parse(c, 0);
  }

  private static Datatype parse(Cursor c, int depth) {
    if (depth > MAX_DEPTH) {
      throw c.structure().damaged("a datatype is nested more than " + MAX_DEPTH + " deep");
    }
    int head = c.u8();
    int code = head & 0xf;
    int version = head >> 4;
    if (version < 1 || version > 4 || code >= Kind.values().length) {
      throw c.structure().damaged("a datatype of class " + code + " and version " + version);
    }
    int bits = c.u8() | c.u8() << 8 | c.u8() << 16;
    long size = c.u32();
    if (size > Integer.MAX_VALUE || size == 0) {
      throw c.structure().damaged("a datatype of " + size + " bytes");
    }
    return parse(c, Kind.values()[code], version, bits, (int) size, depth);
  }

  private static Datatype parse(Cursor c, Kind kind, int version, int bits, int size, int depth) {
    return switch (kind) {
      case INTEGER, BITFIELD -> integer(c, kind, bits, size);
      case FLOAT -> floating(c, bits, size);
      case ENUM -> {
        Datatype base = parse(c, depth + 1);
        yield new Datatype(kind, size, base.bigEndian, base.number, base, false);
      }
      case SEQUENCE -> {
        Datatype base = parse(c, depth + 1);
        yield new Datatype(kind, size, base.bigEndian, Optional.empty(), base, (bits & 0xf) == 1);
      }
      case ARRAY -> {
        int rank = c.u8();
        c.skip(version < 3 ? 3 + 8L * rank : 4L * rank); // extents and, formerly, a permutation
        yield new Datatype(kind, size, false, Optional.empty(), parse(c, depth + 1), false);
      }
      case TIME, STRING, OPAQUE, COMPOUND, REFERENCE ->
          new Datatype(kind, size, false, Optional.empty(), null, false);
    };
  }

  private static Datatype integer(Cursor c, Kind kind, int bits, int size) {
    int bitOffset = c.u16();
    int precision = c.u16();
    boolean signed = (bits & 8) != 0;
    Optional<DType> type = Optional.empty();
    if (bitOffset == 0 && precision == 8 * size && kind == Kind.INTEGER) {
      type =
          switch (size) {
            case 1 -> Optional.of(signed ? DType.INT8 : DType.UINT8);
            case 2 -> Optional.of(signed ? DType.INT16 : DType.UINT16);
            case 4 -> Optional.of(signed ? DType.INT32 : DType.UINT32);
            case 8 -> Optional.of(signed ? DType.INT64 : DType.UINT64);
            default -> Optional.empty();
          };
    }
    return new Datatype(kind, size, (bits & 1) != 0, type, null, false);
  }

  private static Datatype floating(Cursor c, int bits, int size) {
    int bitOffset = c.u16();
    int precision = c.u16();
    int exponentAt = c.u8();
    int exponentBits = c.u8();
    int mantissaAt = c.u8();
    int mantissaBits = c.u8();
    long bias = c.u32();
    int sign = bits >> 8 & 0xff;
    boolean vax = (bits & 0x40) != 0;
    boolean plain = bitOffset == 0 && precision == 8 * size && mantissaAt == 0 && !vax;
    Optional<DType> type = Optional.empty();
    if (plain && size == 4 && exponentAt == 23 && exponentBits == 8 && mantissaBits == 23) {
      type = sign == 31 && bias == 127 ? Optional.of(DType.FLOAT32) : type;
    } else if (plain && size == 8 && exponentAt == 52 && exponentBits == 11 && mantissaBits == 52) {
      type = sign == 63 && bias == 1023 ? Optional.of(DType.FLOAT64) : type;
    }
    return new Datatype(Kind.FLOAT, size, (bits & 1) != 0, type, null, false);
  }

  boolean variableString() {
    return kind == Kind.SEQUENCE && text;
  }

  /** A single character: what NetCDF-4 stores the {@code char} type as. */
  boolean character() {
    return kind == Kind.STRING && size == 1;
  }

  /** A name for messages. */
  String describe() {
    return switch (kind) {
      case INTEGER -> "integer of " + 8 * size + " bits in an unusual layout";
      case FLOAT -> "floating-point number of " + 8 * size + " bits in an unusual layout";
      case SEQUENCE -> text ? "string" : "variable-length array";
      case STRING -> "string of " + size + " bytes";
      case ENUM -> "enumeration";
      case TIME, BITFIELD, OPAQUE, COMPOUND, REFERENCE, ARRAY ->
          kind.name().toLowerCase(Locale.ROOT);
    };
  }
}
