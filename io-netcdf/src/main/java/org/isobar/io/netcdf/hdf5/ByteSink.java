package org.isobar.io.netcdf.hdf5;

/** Copies values as they are. */
final class ByteSink implements Sink {
  private final byte[] target;
  private final int elementBytes;
  private final byte[] fill;

  ByteSink(byte[] target, StoredVariable variable) {
    this.target = target;
    this.elementBytes = variable.elementBytes();
    this.fill = variable.fill();
  }

  @Override
  public void row(byte[] bytes, int from, int count, int at) {
    System.arraycopy(bytes, from, target, at * elementBytes, count * elementBytes);
  }

  @Override
  public void fill(int count, int at) {
    if (fill.length == elementBytes) {
      for (int i = at; i < at + count; i++) {
        System.arraycopy(fill, 0, target, i * elementBytes, elementBytes);
      }
    }
  }
}
