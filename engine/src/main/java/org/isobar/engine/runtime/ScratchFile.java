package org.isobar.engine.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.Region;

/**
 * A row-major array of doubles in a temporary file that is gone when closed. Regions that do not
 * overlap may be written by several threads at once.
 */
final class ScratchFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final long[] step;

  ScratchFile(List<Dim> dims) {
    step = new long[dims.size()];
    long s = 1;
    for (int d = step.length - 1; d >= 0; d--) {
      step[d] = s;
      s *= dims.get(d).size();
    }
    try {
      Path path = Files.createTempFile("isobar", ".scratch");
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a scratch file for an intermediate", e);
    }
  }

  void write(Region region, double[] values, int offset) {
    rows(region, (position, at, n) -> writeRow(position, values, offset + at, n));
  }

  /** Reads a region, row-major, to the start of the target. */
  void read(Region region, double[] target) {
    if (region.rank() > 0 && region.stride(region.rank() - 1) != 1) {
      readStrided(region, target);
      return;
    }
    rows(region, (position, at, n) -> readRow(position, target, at, n));
  }

  private void readStrided(Region region, double[] target) {
    int last = region.rank() - 1;
    int stride = (int) region.stride(last);
    int n = (int) region.count(last);
    int span = n == 0 ? 0 : (n - 1) * stride + 1;
    double[] row = new double[span];
    Region dense = region.with(last, region.start(last), span, 1);
    int rows = span == 0 ? 0 : (int) (dense.size() / span);
    int[] done = {0};
    rows(
        dense,
        (position, at, length) -> {
          readRow(position, row, 0, length);
          for (int i = 0; i < n; i++) {
            target[done[0] * n + i] = row[i * stride];
          }
          done[0]++;
        });
    assert done[0] == rows;
  }

  private interface Row {
    void at(long position, int index, int n) throws IOException;
  }

  private void rows(Region region, Row row) {
    if (region.size() == 0) {
      return;
    }
    int rank = region.rank();
    int n = rank == 0 ? 1 : (int) region.count(rank - 1);
    long[] at = new long[rank];
    int index = 0;
    try {
      while (true) {
        long position = 0;
        for (int d = 0; d < rank; d++) {
          position += (region.start(d) + at[d] * region.stride(d)) * step[d];
        }
        row.at(8 * position, index, n);
        index += n;
        int d = rank - 2;
        while (d >= 0 && ++at[d] == region.count(d)) {
          at[d--] = 0;
        }
        if (d < 0) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("scratch file of an intermediate", e);
    }
  }

  private void writeRow(long position, double[] values, int at, int n) throws IOException {
    ByteBuffer bytes = buffer(n);
    for (int done = 0; done < n; ) {
      int part = Math.min(n - done, bytes.capacity() / 8);
      bytes.clear();
      bytes.asDoubleBuffer().put(values, at + done, part);
      bytes.limit(8 * part);
      long to = position + 8L * done;
      while (bytes.hasRemaining()) {
        to += channel.write(bytes, to);
      }
      done += part;
    }
  }

  private void readRow(long position, double[] target, int at, int n) throws IOException {
    ByteBuffer bytes = buffer(n);
    for (int done = 0; done < n; ) {
      int part = Math.min(n - done, bytes.capacity() / 8);
      bytes.clear().limit(8 * part);
      long from = position + 8L * done;
      while (bytes.hasRemaining()) {
        int got = channel.read(bytes, from);
        if (got < 0) {
          throw new EOFException("scratch file ends at byte " + from);
        }
        from += got;
      }
      bytes.flip().asDoubleBuffer();
      bytes.asDoubleBuffer().get(target, at + done, part);
      done += part;
    }
  }

  private static ByteBuffer buffer(int n) {
    return ByteBuffer.allocate((int) Math.min(BUFFER, 8L * n)).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a scratch file", e);
    }
  }
}
