package org.isobar.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.runtime.RegionSink;
import org.isobar.error.BackendException;

/**
 * All values that a job has finished, one region after another, in a file that only grows. What
 * lies beyond the length that was noted last is of no account. Thread-safe.
 *
 * <p>A region takes {@code long} bytes of the rest, {@code byte} kind and {@code int} number of its
 * destination, {@code byte} rank, {@code long} starts and counts, {@code byte} width of the values,
 * the values (floats where none is lost by it), and the {@code int} CRC-32C of all these.
 */
final class Journal implements AutoCloseable, RegionSink {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_RANK = 64;
  private static final int FIXED_BYTES = 7;

  /** Not a channel: an interrupt of whoever writes would close that. */
  private final RandomAccessFile file;

  private final CRC32C sum = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long length;

  /**
   * How much of a journal counts.
   *
   * @param length in bytes
   * @param sum CRC-32C of these
   */
  record Mark(long length, long sum) {}

  private Journal(RandomAccessFile file) {
    this.file = file;
  }

  /** A new journal, of what a job is. */
  static Journal create(Path file, JobIdentity identity) throws IOException {
    Journal journal = new Journal(open(file));
    try {
      journal.file.setLength(0);
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      identity.write(new DataOutputStream(head));
      ByteBuffer bytes = ByteBuffer.allocate(4 + head.size());
      journal.put(bytes.putInt(head.size()).put(head.toByteArray()).flip());
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Goes on with a journal that {@link #replay} found right. */
  static Journal append(Path file, Mark mark) throws IOException {
    Journal journal = new Journal(open(file));
    try {
      journal.length = mark.length();
      // The sum goes on where it was. Another stream would end the lock when it is closed.
      byte[] bytes = new byte[BUFFER];
      for (long left = mark.length(); left > 0; ) {
        int n = journal.file.read(bytes, 0, (int) Math.min(left, bytes.length));
        if (n < 0) {
          throw new EOFException("it became shorter");
        }
        journal.sum.update(bytes, 0, n);
        left -= n;
      }
      journal.file.setLength(mark.length());
      journal.file.seek(mark.length());
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static RandomAccessFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (file.getChannel().tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      throw new BackendException("the checkpoint " + path + " is in use by another run", e);
    } catch (IOException noLocks) {
      // Some network file systems have none; then nobody is warned.
      return file;
    }
    return file;
  }

  @Override
  public synchronized void write(Destination to, Region region, double[] values, int offset) {
    int n = Math.toIntExact(region.size());
    int width = exactAsFloats(values, offset, n) ? Float.BYTES : Double.BYTES;
    ByteBuffer head = ByteBuffer.allocate(Long.BYTES + FIXED_BYTES + 16 * region.rank());
    head.putLong(head.capacity() - Long.BYTES + (long) n * width + Integer.BYTES);
    switch (to) {
      case Destination.ToIntermediate(int id) -> head.put((byte) 0).putInt(id);
      case Destination.ToResult(int index) -> head.put((byte) 1).putInt(index);
    }
    head.put((byte) region.rank());
    for (int d = 0; d < region.rank(); d++) {
      head.putLong(region.start(d)).putLong(region.count(d));
    }
    head.put((byte) width).flip();
    CRC32C own = new CRC32C();
    own.update(head.duplicate());
    try {
      put(head);
      for (int at = 0; at < n; ) {
        buffer.clear();
        int end = Math.min(n, at + BUFFER / width);
        for (; at < end; at++) {
          if (width == Float.BYTES) {
            buffer.putFloat((float) values[offset + at]);
          } else {
            buffer.putDouble(values[offset + at]);
          }
        }
        buffer.flip();
        own.update(buffer.duplicate());
        put(buffer);
      }
      put(ByteBuffer.allocate(Integer.BYTES).putInt((int) own.getValue()).flip());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean exactAsFloats(double[] values, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      double v = values[i];
      if ((float) v != v && !Double.isNaN(v)) {
        return false;
      }
    }
    return true;
  }

  private void put(ByteBuffer bytes) throws IOException {
    sum.update(bytes.duplicate());
    file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    length += bytes.remaining();
  }

  /** How far the journal is. */
  synchronized Mark mark() {
    return new Mark(length, sum.getValue());
  }

  /** Brings all that was written to disk. */
  void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  // --- Reading.

  /** Takes a region of a journal. */
  interface Taker {
    void take(Destination to, Region region, double[] values);
  }

  /** What job a journal is of. */
  static JobIdentity identity(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      in.readInt();
      return JobIdentity.read(in);
    }
  }

  /**
   * Reads all regions.
   *
   * @throws IOException if the file is not what was noted; in words
   */
  static void replay(Path file, Mark mark, Taker taker) throws IOException {
    long size = Files.size(file);
    if (size < mark.length()) {
      throw new IOException(
          "it was cut short: " + mark.length() + " bytes were noted, and there are " + size);
    }
    try (InputStream raw = Files.newInputStream(file)) {
      CheckedInputStream summed =
          new CheckedInputStream(new BufferedInputStream(raw, BUFFER), new CRC32C());
      DataInputStream in = new DataInputStream(summed);
      int head = in.readInt();
      if (head < 0 || head > mark.length() - Integer.BYTES) {
        throw new IOException("its head has " + head + " bytes");
      }
      in.skipNBytes(head);
      for (long at = Integer.BYTES + (long) head; at < mark.length(); ) {
        at += Long.BYTES + region(in, mark.length() - at - Long.BYTES, at, taker);
      }
      if (summed.getChecksum().getValue() != mark.sum()) {
        throw new IOException("its checksum is not the one that was noted");
      }
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    }
  }

  /** Reads a region; the number of bytes behind its length. */
  private static long region(DataInputStream in, long left, long at, Taker taker)
      throws IOException {
    CRC32C own = new CRC32C();
    CheckedInputStream summed = new CheckedInputStream(in, own);
    DataInputStream data = new DataInputStream(summed);
    long bytes = data.readLong();
    IOException damaged = new IOException("the values from byte " + at + " on are damaged");
    if (bytes < FIXED_BYTES || bytes > left) {
      throw damaged;
    }
    byte kind = data.readByte();
    int number = data.readInt();
    byte rank = data.readByte();
    if (rank < 0 || rank > MOST_RANK) {
      throw damaged;
    }
    long[] start = new long[rank];
    long[] count = new long[rank];
    double cells = 1;
    for (int d = 0; d < rank; d++) {
      start[d] = data.readLong();
      count[d] = data.readLong();
      cells *= count[d] < 0 || start[d] < 0 ? Double.NaN : count[d];
    }
    byte width = data.readByte();
    double expected = FIXED_BYTES + 16.0 * rank + cells * width + Integer.BYTES;
    if ((width != Float.BYTES && width != Double.BYTES)
        || expected != (double) bytes
        || cells > Integer.MAX_VALUE) {
      throw damaged;
    }
    double[] values = values(data, (int) cells, width);
    int noted = (int) own.getValue();
    if (in.readInt() != noted) {
      throw damaged;
    }
    Destination to =
        kind == 0 ? new Destination.ToIntermediate(number) : new Destination.ToResult(number);
    taker.take(to, Region.of(start, count), values);
    return bytes;
  }

  private static double[] values(DataInputStream in, int n, int width) throws IOException {
    double[] values = new double[n];
    byte[] bytes = new byte[BUFFER];
    for (int at = 0; at < n; ) {
      int part = Math.min(n - at, BUFFER / width);
      in.readFully(bytes, 0, part * width);
      ByteBuffer from = ByteBuffer.wrap(bytes);
      for (int i = 0; i < part; i++) {
        values[at++] = width == Float.BYTES ? from.getFloat() : from.getDouble();
      }
    }
    return values;
  }
}
