package org.isobar.io.netcdf.hdf5;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.isobar.io.netcdf.storage.Decoder;
import org.jspecify.annotations.Nullable;

/** Decodes values into an array of doubles, or of floats where they are stored as such. */
final class NumberSink implements Sink {
  private final Decoder decoder;
  private final ByteOrder order;
  private final double fill;
  private double[] doubles = new double[0];
  private float @Nullable [] floats;
  private int offset;
  private boolean missing;

  NumberSink(Decoder decoder, StoredVariable variable) {
    this.decoder = decoder;
    this.order = variable.type().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int size = variable.elementBytes();
    double[] one = new double[1];
    decoder.decode(
        variable.fill().length == size ? variable.fill() : new byte[size], 0, order, 1, one, 0);
    this.fill = one[0];
  }

  boolean deliversFloats() {
    return decoder.deliversFloats();
  }

  /** Directs what follows to another place. */
  void begin(double[] target, int start) {
    doubles = target;
    floats = null;
    offset = start;
    missing = false;
  }

  /** Directs what follows to another place, if this {@link #deliversFloats}. */
  void begin(float[] target, int start) {
    floats = target;
    offset = start;
    missing = false;
  }

  /** Whether a value taken since {@link #begin} is missing. */
  boolean end() {
    doubles = new double[0];
    floats = null;
    return missing;
  }

  @Override
  public void row(byte[] bytes, int from, int count, int at) {
    missing |=
        floats == null
            ? decoder.decode(bytes, from, order, count, doubles, offset + at)
            : decoder.decodeFloats(bytes, from, order, count, floats, offset + at);
  }

  @Override
  public void fill(int count, int at) {
    if (floats == null) {
      Arrays.fill(doubles, offset + at, offset + at + count, fill);
    } else {
      Arrays.fill(floats, offset + at, offset + at + count, (float) fill);
    }
    missing |= Double.isNaN(fill);
  }
}
