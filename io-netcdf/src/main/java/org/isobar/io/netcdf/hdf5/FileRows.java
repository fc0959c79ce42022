package org.isobar.io.netcdf.hdf5;

/** Feeds a sink from values that lie unfiltered in the file, through a small window. */
final class FileRows implements Overlap.Rows {
  private static final int WINDOW = 256 << 10;

  /** Beyond this distance between values each is read for itself. */
  private static final int FAR = 4096;

  private static final int TILE = 4096;

  private final H5Source source;
  private final int elementBytes;
  private final Sink sink;
  private byte[] tile = new byte[0];
  private byte[] window;
  private long windowStart;
  private int windowBytes;
  private long base;
  private long end;
  private boolean dense;

  FileRows(H5Source source, StoredVariable variable, Sink sink) {
    this.source = source;
    this.elementBytes = variable.elementBytes();
    this.sink = sink;
    this.window = new byte[0];
  }

  /** Feeds the overlap with a box that lies at an absolute position. */
  void over(long position, Overlap overlap) {
    base = position;
    windowBytes = 0;
    long span = overlap.span();
    end = overlap.empty() ? position : overlap.end() * elementBytes + position;
    dense = span * elementBytes <= WINDOW || overlap.size() >= span / 8;
    overlap.each(this);
  }

  @Override
  public void row(long from, long step, int count, int at) {
    long stepBytes = step * elementBytes;
    int most =
        step == 1
            ? Math.max(1, WINDOW / elementBytes)
            : stepBytes > FAR ? 1 : (int) Math.max(1, Math.min(TILE, WINDOW / stepBytes));
    for (int done = 0; done < count; done += most) {
      int n = Math.min(most, count - done);
      long position = base + (from + done * step) * elementBytes;
      int p = load(position, (int) ((n - 1) * stepBytes) + elementBytes);
      if (step == 1 || n == 1) {
        sink.row(window, p, n, at + done);
      } else {
        if (tile.length < n * elementBytes) {
          tile = new byte[n * elementBytes];
        }
        MemoryRows.pick(window, p, (int) step, n, elementBytes, tile);
        sink.row(tile, 0, n, at + done);
      }
    }
  }

  /** Makes bytes available; returns their place in the window. */
  private int load(long position, int count) {
    if (position < windowStart || position + count > windowStart + windowBytes) {
      long ahead = dense ? Math.min(WINDOW, end - position) : count;
      windowBytes = (int) Math.max(count, ahead);
      if (window.length < windowBytes) {
        window = new byte[Math.max(windowBytes, Math.min(2 * windowBytes, WINDOW))];
      }
      windowStart = position;
      source.read(position, window, 0, windowBytes);
    }
    return (int) (position - windowStart);
  }
}
