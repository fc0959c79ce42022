package org.isobar.io.netcdf.hdf5;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.isobar.io.netcdf.storage.Decoder;

/** Decodes values into an array of doubles. */
final class NumberSink implements Sink {
  private final Decoder decoder;
  private final ByteOrder order;
  private final double fill;
  private double[] target = new double[0];
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

  /** Directs what follows to another place. */
  void begin(double[] target, int offset) {
    this.target = target;
    this.offset = offset;
    this.missing = false;
  }

  /** Whether a value taken since {@link #begin} is missing. */
  boolean end() {
    target = new double[0];
    return missing;
  }

  @Override
  public void row(byte[] bytes, int from, int count, int at) {
    missing |= decoder.decode(bytes, from, order, count, target, offset + at);
  }

  @Override
  public void fill(int count, int at) {
    Arrays.fill(target, offset + at, offset + at + count, fill);
    missing |= Double.isNaN(fill);
  }
}
