package org.isobar.engine.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value. Whoever makes one hands the array over; nobody changes it after. */
public final class Blob {
  public static final Blob EMPTY = new Blob(new byte[0]);

  private final byte[] bytes;

  private Blob(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes themselves, not a copy. */
  public static Blob of(byte[] bytes) {
    return new Blob(bytes);
  }

  /** Doubles, little-endian. */
  public static Blob ofDoubles(double[] values, int offset, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(count, Double.BYTES));
    buffer.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values, offset, count);
    return new Blob(buffer.array());
  }

  /** The doubles that {@link #ofDoubles} took. */
  public double[] toDoubles() {
    double[] values = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  public int size() {
    return bytes.length;
  }

  /** The bytes themselves, to be read only. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Blob b && Arrays.equals(bytes, b.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length <= 8 ? HexFormat.of().formatHex(bytes) : bytes.length + " bytes";
  }
}
