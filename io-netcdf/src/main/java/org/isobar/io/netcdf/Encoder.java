package org.isobar.io.netcdf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import org.isobar.data.DType;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;

/**
 * Turns doubles into the stored bytes of one variable: {@code (value - add_offset) / scale_factor},
 * for integers rounded to nearest with ties to even. Immutable: threads may share one.
 *
 * <p>NaN is stored as the {@code _FillValue}, else the {@code missing_value}, else the type's
 * default fill, whichever comes first and reads as missing again; failing these as NaN in floating
 * types, and as an error in integers. An error too is a value that the type cannot hold, and an
 * integer that would read as missing because it equals a fill value.
 */
public final class Encoder {
  private static final VarHandle SHORT_BE = view(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT_LE = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BE = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_LE = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE = view(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_LE = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final double TWO_63 = 0x1p63;

  private final Packing packing;
  private final DType storage;
  private final OptionalLong fill;
  private final double min;
  private final double max;
  private final long[] fills;

  private Encoder(Packing packing) {
    this.packing = packing;
    this.storage = packing.storage();
    this.fill = fill(packing);
    double span = Math.scalb(1.0, 8 * storage.bytes());
    this.min = storage.signed() ? -span / 2 : 0;
    this.max = storage.signed() ? span / 2 : span;
    this.fills = packing.fills().stream().mapToLong(Long::longValue).toArray();
  }

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }

  /**
   * An encoder for a numeric variable.
   *
   * @param file location, for messages
   * @throws DatasetException if the variable is not numeric, or its scale_factor or add_offset is
   *     no number
   */
  public static Encoder of(String file, VariableMetadata variable) {
    return new Encoder(Packing.of(file, variable));
  }

  private static OptionalLong fill(Packing packing) {
    OptionalLong given = packing.writtenFill();
    if (given.isPresent() && packing.missing(given.getAsLong())) {
      return given;
    }
    long standard = StoredBits.defaultFill(packing.storage());
    if (packing.missing(standard)) {
      return OptionalLong.of(standard);
    }
    return packing.storage().floating()
        ? StoredBits.ofDouble(Double.NaN, packing.storage())
        : OptionalLong.empty();
  }

  /** Type of the stored values. */
  public DType storage() {
    return storage;
  }

  /**
   * The stored value of missing cells, also right for padding; the type's default fill if missing
   * cells cannot be stored.
   */
  public long fillBits() {
    return fill.orElse(StoredBits.defaultFill(storage));
  }

  /**
   * Encodes consecutive values.
   *
   * @param values {@code count} values from {@code from} on; NaN is missing
   * @param bytes receives {@code count * storage().bytes()} bytes from {@code offset} on
   * @throws DatasetException naming variable and value if a value cannot be stored
   */
  public void encode(
      double[] values, int from, int count, byte[] bytes, int offset, ByteOrder order) {
    if (storage.floating()) {
      encodeReals(values, from, count, bytes, offset, order == ByteOrder.BIG_ENDIAN);
    } else {
      encodeIntegers(values, from, count, bytes, offset, order == ByteOrder.BIG_ENDIAN);
    }
  }

  private void encodeReals(
      double[] values, int from, int count, byte[] bytes, int offset, boolean big) {
    boolean single = storage == DType.FLOAT32;
    for (int i = 0; i < count; i++) {
      double v = values[from + i];
      double stored = packing.scaled() ? (v - packing.offset()) / packing.scale() : v;
      if (single) {
        putInt(bytes, offset + 4 * i, big, floatBits(v, (float) stored));
      } else {
        putLong(bytes, offset + 8 * i, big, doubleBits(v, stored));
      }
    }
  }

  private int floatBits(double value, float stored) {
    if (Float.isNaN(stored)) {
      return (int) fill.getAsLong();
    }
    if (Float.isInfinite(stored) && !Double.isInfinite(value)) {
      throw unfit(value);
    }
    return Float.floatToRawIntBits(stored);
  }

  private long doubleBits(double value, double stored) {
    if (Double.isNaN(stored)) {
      return fill.getAsLong();
    }
    if (Double.isInfinite(stored) && !Double.isInfinite(value)) {
      throw unfit(value);
    }
    return Double.doubleToRawLongBits(stored);
  }

  private void encodeIntegers(
      double[] values, int from, int count, byte[] bytes, int offset, boolean big) {
    int size = storage.bytes();
    for (int i = 0; i < count; i++) {
      long v = integer(values[from + i]);
      int at = offset + i * size;
      switch (size) {
        case 1 -> bytes[at] = (byte) v;
        case 2 -> putShort(bytes, at, big, (short) v);
        case 4 -> putInt(bytes, at, big, (int) v);
        default -> putLong(bytes, at, big, v);
      }
    }
  }

  private long integer(double value) {
    if (Double.isNaN(value)) {
      return fill.orElseThrow(() -> unfit(value));
    }
    double packed = Math.rint((value - packing.offset()) / packing.scale());
    if (!(packed >= min && packed < max)) {
      throw unfit(value);
    }
    long bits = packed < TWO_63 ? (long) packed : (long) (packed - TWO_63) ^ Long.MIN_VALUE;
    for (long missing : fills) {
      if (bits == missing) {
        throw unfit(value);
      }
    }
    return bits;
  }

  private DatasetException unfit(double value) {
    String what =
        packing.name()
            + ": the value "
            + value
            + " cannot be stored as "
            + storage
            + (packing.scaled()
                ? " with scale_factor " + packing.scale() + " and add_offset " + packing.offset()
                : "");
    return new DatasetException(
        Double.isNaN(value)
            ? what + ": it has no fill value that reads as missing; give it a _FillValue"
            : what + "; choose a wider type or another scale_factor");
  }

  private static void putShort(byte[] bytes, int at, boolean big, short v) {
    if (big) {
      SHORT_BE.set(bytes, at, v);
    } else {
      SHORT_LE.set(bytes, at, v);
    }
  }

  private static void putInt(byte[] bytes, int at, boolean big, int v) {
    if (big) {
      INT_BE.set(bytes, at, v);
    } else {
      INT_LE.set(bytes, at, v);
    }
  }

  private static void putLong(byte[] bytes, int at, boolean big, long v) {
    if (big) {
      LONG_BE.set(bytes, at, v);
    } else {
      LONG_LE.set(bytes, at, v);
    }
  }
}
