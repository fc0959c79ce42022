package org.isobar.io.netcdf.hdf5;

/** Feeds a sink from values in memory. */
final class MemoryRows implements Overlap.Rows {
  private static final int TILE = 1024;
  private final int elementBytes;
  private final Sink sink;
  private final byte[] tile;
  private byte[] data = new byte[0];

  MemoryRows(StoredVariable variable, Sink sink) {
    this.elementBytes = variable.elementBytes();
    this.sink = sink;
    this.tile = new byte[TILE * Math.min(elementBytes, 8)];
  }

  void over(byte[] data, Overlap overlap) {
    this.data = data;
    overlap.each(this);
  }

  @Override
  public void row(long from, long step, int count, int at) {
    int start = (int) from * elementBytes;
    if (step == 1) {
      sink.row(data, start, count, at);
      return;
    }
    if (elementBytes > 8) {
      for (int i = 0; i < count; i++) {
        sink.row(data, start + (int) (i * step) * elementBytes, 1, at + i);
      }
      return;
    }
    for (int done = 0; done < count; done += TILE) {
      int n = Math.min(TILE, count - done);
      pick(data, start + (int) (done * step) * elementBytes, (int) step, n, elementBytes, tile);
      sink.row(tile, 0, n, at + done);
    }
  }

  /** Copies every {@code step}-th of small values. */
  static void pick(byte[] data, int start, int step, int n, int elementBytes, byte[] out) {
    int to = 0;
    for (int i = 0; i < n; i++) {
      int p = start + i * step * elementBytes;
      for (int b = 0; b < elementBytes; b++) {
        out[to++] = data[p + b];
      }
    }
  }
}
