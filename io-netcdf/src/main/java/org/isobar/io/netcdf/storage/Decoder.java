package org.isobar.io.netcdf.storage;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.isobar.data.DType;
import org.isobar.dataset.VariableMetadata;

/**
 * Turns stored bytes of one variable into doubles: byte order, missing cells, scale and offset, by
 * the variable's attributes (see {@link org.isobar.dataset.BlockReader#read}). Reuses its buffers,
 * so each thread has its own.
 *
 * <p>64-bit integers are compared with fill values exactly and rounded to double after. Every NaN
 * delivered has the same bits.
 */
public final class Decoder {
  private static final int TILE = 1024;

  private final Packing packing;
  private final DType storage;
  private final long[] fills;
  private final short[] shorts = new short[TILE];
  private final int[] ints = new int[TILE];
  private final int[] marks = new int[TILE];
  private final float[] floats = new float[TILE];
  private final long[] longs = new long[TILE];

  private Decoder(Packing packing) {
    this.packing = packing;
    this.storage = packing.storage();
    this.fills = packing.fills().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * A decoder for a numeric variable.
   *
   * @param file location, for messages
   * @throws org.isobar.error.DatasetException if the variable is not numeric, or its scale_factor
   *     or add_offset is no number
   */
  public static Decoder of(String file, VariableMetadata variable) {
    return new Decoder(Packing.of(file, variable));
  }

  /** Type of the stored values; {@code _Unsigned} is applied, which does not change their size. */
  public DType storage() {
    return storage;
  }

  /**
   * Decodes consecutive values.
   *
   * @param bytes stored values, {@code count * storage().bytes()} bytes from {@code offset} on
   * @param target receives {@code count} values from {@code at} on, missing ones as NaN
   * @return whether any is missing
   */
  public boolean decode(
      byte[] bytes, int offset, ByteOrder order, int count, double[] target, int at) {
    boolean missing = false;
    for (int done = 0; done < count; done += TILE) {
      int n = Math.min(TILE, count - done);
      missing |= tile(bytes, offset + done * storage.bytes(), order, n, target, at + done);
    }
    return missing;
  }

  /** Whether the values are floats as they are stored, which {@link #decodeFloats} delivers. */
  public boolean deliversFloats() {
    return storage == DType.FLOAT32
        && !packing.scaled()
        && !packing.stored().bounded()
        && !packing.unpacked().bounded();
  }

  /**
   * Decodes consecutive values as {@link #decode} does, to floats; for a decoder that {@link
   * #deliversFloats}.
   */
  public boolean decodeFloats(
      byte[] bytes, int offset, ByteOrder order, int count, float[] target, int at) {
    int missing = 0;
    for (int done = 0; done < count; done += TILE) {
      int n = Math.min(TILE, count - done);
      Tiles.loadInts(bytes, offset + done * Float.BYTES, order, n, ints);
      missing |= maskFloats(n);
      Tiles.floats(ints, n, target, at + done);
    }
    return missing != 0;
  }

  private boolean tile(byte[] in, int from, ByteOrder order, int n, double[] out, int at) {
    return switch (storage) {
      case INT8, UINT8 -> {
        Tiles.widenBytes(in, from, n, ints);
        yield integers(storage == DType.UINT8 ? 0xff : -1, n, out, at);
      }
      case INT16, UINT16 -> {
        Tiles.loadShorts(in, from, order, n, shorts);
        Tiles.widenShorts(shorts, n, ints);
        yield integers(storage == DType.UINT16 ? 0xffff : -1, n, out, at);
      }
      case INT32 -> {
        Tiles.loadInts(in, from, order, n, ints);
        yield integers(-1, n, out, at);
      }
      case UINT32 -> {
        Tiles.loadInts(in, from, order, n, ints);
        for (int i = 0; i < n; i++) {
          longs[i] = Integer.toUnsignedLong(ints[i]);
        }
        yield wide(n, out, at);
      }
      case INT64, UINT64 -> {
        Tiles.loadLongs(in, from, order, n, longs);
        yield wide(n, out, at);
      }
      case FLOAT32 -> {
        Tiles.loadInts(in, from, order, n, ints);
        yield floats(n, out, at);
      }
      case FLOAT64 -> {
        Tiles.loadLongs(in, from, order, n, longs);
        yield doubles(n, out, at);
      }
    };
  }

  /** Integers that an int holds. */
  private boolean integers(int mask, int n, double[] out, int at) {
    if (mask != -1) {
      Tiles.and(ints, n, mask);
    }
    Packing.Limits limits = packing.stored();
    int any = 0;
    if (fills.length > 0 || limits.bounded()) {
      Arrays.fill(marks, 0, n, 0);
      for (long fill : fills) {
        any |= Tiles.markEqual(ints, n, (int) fill, marks);
      }
      if (limits.bounded()) {
        // The casts clamp: no int lies outside a limit beyond its range.
        int min = (int) Math.ceil(limits.min());
        int max = (int) Math.floor(limits.max());
        any |= Tiles.markOutside(ints, n, min, max, marks);
      }
    }
    if (any == 0) {
      Tiles.unpack(ints, n, packing.scale(), packing.offset(), out, at);
    } else {
      Tiles.floats(marks, n, floats, 0);
      Tiles.unpackMarked(ints, floats, n, packing.scale(), packing.offset(), out, at);
    }
    return maskUnpacked(n, out, at) || any != 0;
  }

  /** Integers that need a long. */
  private boolean wide(int n, double[] out, int at) {
    boolean any = false;
    for (int i = 0; i < n; i++) {
      long v = longs[i];
      out[at + i] = storage == DType.UINT64 ? StoredBits.unsignedToDouble(v) : v;
    }
    for (long fill : fills) {
      for (int i = 0; i < n; i++) {
        if (longs[i] == fill) {
          out[at + i] = Double.NaN;
          any = true;
        }
      }
    }
    return finish(n, out, at) || any;
  }

  private boolean floats(int n, double[] out, int at) {
    int any = maskFloats(n);
    Tiles.floats(ints, n, floats, 0);
    Tiles.widenFloats(floats, n, out, at);
    return finish(n, out, at) || any != 0;
  }

  private int maskFloats(int n) {
    int any = 0;
    if (fills.length == 0) {
      any = maskFloats(n, Tiles.FLOAT_NAN, -1);
    }
    for (long fill : fills) {
      // Zero equals minus zero: the sign does not count.
      boolean zero = Float.intBitsToFloat((int) fill) == 0;
      any |= maskFloats(n, (int) fill, zero ? Integer.MAX_VALUE : -1);
    }
    return any;
  }

  /** Most tiles miss nothing: finding that out costs less than masking. */
  private int maskFloats(int n, int fill, int mask) {
    return Tiles.anyMissing(ints, n, fill, mask) ? Tiles.maskFloats(ints, n, fill, mask) : 0;
  }

  private boolean doubles(int n, double[] out, int at) {
    long any = 0;
    if (fills.length == 0) {
      any = Tiles.maskDoubles(longs, n, Double.doubleToRawLongBits(Double.NaN), -1);
    }
    for (long fill : fills) {
      boolean zero = Double.longBitsToDouble(fill) == 0;
      any |= Tiles.maskDoubles(longs, n, fill, zero ? Long.MAX_VALUE : -1);
    }
    Tiles.doubles(longs, n, out, at);
    return finish(n, out, at) || any != 0;
  }

  /** Limits, scale and offset of values that are doubles already. */
  private boolean finish(int n, double[] out, int at) {
    Packing.Limits limits = packing.stored();
    boolean any = limits.bounded() && Tiles.maskOutside(out, at, n, limits.min(), limits.max());
    if (packing.scaled()) {
      Tiles.unpack(out, at, n, packing.scale(), packing.offset());
    }
    return maskUnpacked(n, out, at) || any;
  }

  private boolean maskUnpacked(int n, double[] out, int at) {
    Packing.Limits limits = packing.unpacked();
    return limits.bounded() && Tiles.maskOutside(out, at, n, limits.min(), limits.max());
  }
}
