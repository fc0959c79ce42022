package org.isobar.io.netcdf.storage;

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
  private static final int TILE = 1024;
  private static final double TWO_63 = 0x1p63;

  /** Of a thread, and not of a variable: a file may have thousands of these. */
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

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
    Scratch scratch = SCRATCH.get();
    for (int done = 0; done < count; done += TILE) {
      int n = Math.min(TILE, count - done);
      int at = offset + done * storage.bytes();
      switch (storage) {
        case FLOAT32 -> floats(values, from + done, n, scratch, bytes, at, order);
        case FLOAT64 -> doubles(values, from + done, n, scratch, bytes, at, order);
        case INT8, UINT8, INT16, UINT16, INT32 ->
            narrow(values, from + done, n, scratch, bytes, at, order);
        case UINT32, INT64, UINT64 -> wide(values, from + done, n, scratch, bytes, at, order);
      }
    }
  }

  /** Buffers of one call, 28 KiB, of no meaning between two. */
  private static final class Scratch {
    private final double[] packed = new double[TILE];
    private final float[] floats = new float[TILE];
    private final int[] ints = new int[TILE];
    private final int[] marks = new int[TILE];
    private final long[] longs = new long[TILE];
  }

  private void pack(double[] values, int from, int n, Scratch scratch) {
    if (packing.scaled()) {
      Tiles.pack(values, from, n, packing.scale(), packing.offset(), scratch.packed);
    } else {
      System.arraycopy(values, from, scratch.packed, 0, n);
    }
  }

  private void floats(
      double[] values, int from, int n, Scratch scratch, byte[] out, int at, ByteOrder order) {
    pack(values, from, n, scratch);
    Tiles.narrow(scratch.packed, n, scratch.floats);
    Tiles.bits(scratch.floats, n, scratch.ints);
    if (Tiles.fillFloats(scratch.ints, n, (int) fillBits()) != 0) {
      for (int i = 0; i < n; i++) {
        requireInfinite(values[from + i], scratch.floats[i]);
      }
    }
    Tiles.storeInts(scratch.ints, n, out, at, order);
  }

  private void doubles(
      double[] values, int from, int n, Scratch scratch, byte[] out, int at, ByteOrder order) {
    pack(values, from, n, scratch);
    Tiles.bits(scratch.packed, n, scratch.longs);
    if (Tiles.fillDoubles(scratch.longs, n, fillBits()) != 0) {
      for (int i = 0; i < n; i++) {
        requireInfinite(values[from + i], scratch.packed[i]);
      }
    }
    Tiles.storeLongs(scratch.longs, n, out, at, order);
  }

  /** An infinite value may be stored, a finite one must not become infinite. */
  private void requireInfinite(double value, double stored) {
    if (Double.isInfinite(stored) && !Double.isInfinite(value)) {
      throw unfit(value);
    }
  }

  /** Integers that an int holds. */
  private void narrow(
      double[] values, int from, int n, Scratch scratch, byte[] out, int at, ByteOrder order) {
    pack(values, from, n, scratch);
    if (!Tiles.round(scratch.packed, n, (int) min, (int) (max - 1), scratch.ints)
        || anyFill(scratch, n)) {
      for (int i = 0; i < n; i++) {
        scratch.ints[i] = (int) integer(values[from + i]);
      }
    }
    switch (storage.bytes()) {
      case 1 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (byte) scratch.ints[i];
        }
      }
      case 2 -> Tiles.storeShorts(scratch.ints, n, out, at, order);
      default -> Tiles.storeInts(scratch.ints, n, out, at, order);
    }
  }

  private boolean anyFill(Scratch scratch, int n) {
    int any = 0;
    for (long missing : fills) {
      any |= Tiles.markEqual(scratch.ints, n, (int) missing, scratch.marks);
    }
    return any != 0;
  }

  /** Integers that need a long on the way. */
  private void wide(
      double[] values, int from, int n, Scratch scratch, byte[] out, int at, ByteOrder order) {
    for (int i = 0; i < n; i++) {
      scratch.longs[i] = integer(values[from + i]);
      scratch.ints[i] = (int) scratch.longs[i];
    }
    if (storage == DType.UINT32) {
      Tiles.storeInts(scratch.ints, n, out, at, order);
    } else {
      Tiles.storeLongs(scratch.longs, n, out, at, order);
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
}
