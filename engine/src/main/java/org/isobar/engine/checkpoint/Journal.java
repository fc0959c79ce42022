package org.isobar.engine.checkpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.runtime.RegionSink;
import org.isobar.error.BackendException;

/**
 * All values that a job has finished, one region after another, in a file that only grows. What
 * lies beyond the length that was noted last is of no account, the names of temporary files apart.
 * Thread-safe.
 *
 * <p>The file begins with what the job is. A region takes {@code long} bytes of the rest, {@code
 * byte} kind and {@code int} number of its destination, {@code byte} rank, {@code long} starts and
 * counts, {@code byte} width of the values, the values (floats where none is lost by it), and the
 * {@code int} CRC-32C of all these. Names of temporary files take a {@code long}, a {@code byte}
 * kind, the names and the CRC; each run that writes files notes them before anything else.
 */
final class Journal implements AutoCloseable, RegionSink {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_RANK = 64;
  private static final int FIXED_BYTES = 7;

  private static final byte INTERMEDIATE = 0;
  private static final byte RESULT = 1;
  private static final byte TEMPORARIES = 2;
  private static final int MOST_TEXT_BYTES = 1 << 24;

  /** Of this process: closing any stream of a file ends the process's lock on it. */
  private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

  private final Path key;

  /**
   * Not a channel: an interrupt of whoever writes would close that. The only stream, since the lock
   * would end with another one.
   */
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

  private Journal(Path key, RandomAccessFile file) {
    this.key = key;
    this.file = file;
  }

  /**
   * Opens a journal, or makes an empty one, and keeps others from it.
   *
   * @throws BackendException if another run has it
   */
  static Journal open(Path path) throws IOException {
    Path key = path.toAbsolutePath().normalize();
    if (!IN_USE.add(key)) {
      throw inUse(path);
    }
    boolean opened = false;
    try {
      Journal journal = new Journal(key, locked(path));
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        IN_USE.remove(key);
      }
    }
  }

  private static RandomAccessFile locked(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean locked = false;
    try {
      // Who had it before may have removed it in the meantime.
      locked = lock(file) && Files.exists(path);
    } finally {
      if (!locked) {
        file.close();
      }
    }
    if (!locked) {
      throw inUse(path);
    }
    return file;
  }

  private static boolean lock(RandomAccessFile file) {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException noLocks) {
      // Some network file systems have none; then nobody is warned.
      return true;
    }
  }

  private static BackendException inUse(Path path) {
    return new BackendException("the checkpoint " + path + " is in use by another run");
  }

  /** Whether nothing was ever written to it. */
  synchronized boolean isEmpty() throws IOException {
    return file.length() == 0;
  }

  /** Begins anew, with what a job is. */
  synchronized void begin(JobIdentity identity) throws IOException {
    file.setLength(0);
    file.seek(0);
    length = 0;
    sum.reset();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    identity.write(new DataOutputStream(head));
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + head.size());
    put(bytes.putInt(head.size()).put(head.toByteArray()).flip());
  }

  /**
   * Goes on behind what was noted.
   *
   * @throws IOException if that is not what it was, in words; then nothing was changed
   */
  synchronized void resume(Mark mark) throws IOException {
    if (file.length() < mark.length()) {
      throw new IOException(
          "it was cut short: "
              + mark.length()
              + " bytes were noted, and there are "
              + file.length());
    }
    file.seek(0);
    sum.reset();
    byte[] bytes = new byte[BUFFER];
    for (long left = mark.length(); left > 0; ) {
      int n = file.read(bytes, 0, (int) Math.min(left, bytes.length));
      if (n < 0) {
        throw new EOFException("it became shorter");
      }
      sum.update(bytes, 0, n);
      left -= n;
    }
    if (sum.getValue() != mark.sum()) {
      throw new IOException("it is damaged: its checksum is not the one that was noted");
    }
    length = mark.length();
    file.setLength(length);
    file.seek(length);
  }

  /** Notes files that are of no use once the process that writes them is gone; on disk at once. */
  synchronized void temporaries(List<String> names) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    JobIdentity.texts(new DataOutputStream(text), names);
    ByteBuffer entry =
        ByteBuffer.allocate(Long.BYTES + Byte.BYTES + text.size() + Integer.BYTES)
            .putLong((long) Byte.BYTES + text.size() + Integer.BYTES)
            .put(TEMPORARIES)
            .put(text.toByteArray());
    CRC32C own = new CRC32C();
    own.update(entry.array(), 0, entry.position());
    put(entry.putInt((int) own.getValue()).flip());
    force();
  }

  @Override
  public synchronized void write(Destination to, Region region, double[] values, int offset) {
    int n = Math.toIntExact(region.size());
    int width = exactAsFloats(values, offset, n) ? Float.BYTES : Double.BYTES;
    ByteBuffer head = ByteBuffer.allocate(Long.BYTES + FIXED_BYTES + 16 * region.rank());
    head.putLong(head.capacity() - Long.BYTES + (long) n * width + Integer.BYTES);
    switch (to) {
      case Destination.ToIntermediate(int id) -> head.put(INTERMEDIATE).putInt(id);
      case Destination.ToResult(int index) -> head.put(RESULT).putInt(index);
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
    try {
      file.close();
    } finally {
      IN_USE.remove(key);
    }
  }

  // --- Reading.

  /** Takes a region of a journal. */
  interface Taker {
    void take(Destination to, Region region, double[] values);
  }

  /** All from a place on. Closing it is of no use, and would end the lock. */
  private DataInputStream input(long from) throws IOException {
    file.seek(from);
    InputStream raw =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return file.read();
          }

          @Override
          public int read(byte[] bytes, int offset, int count) throws IOException {
            return file.read(bytes, offset, count);
          }
        };
    return new DataInputStream(new BufferedInputStream(raw, BUFFER));
  }

  /** What job it is of. */
  synchronized JobIdentity identity() throws IOException {
    DataInputStream in = input(0);
    in.readInt();
    return JobIdentity.read(in);
  }

  /** All temporary files that earlier runs noted, whether they noted anything else or not. */
  synchronized List<String> temporaries() throws IOException {
    List<String> names = new ArrayList<>();
    long size = file.length();
    if (size < Integer.BYTES) {
      return names;
    }
    long at = Integer.BYTES + (long) input(0).readInt();
    ByteBuffer head = ByteBuffer.allocate(Long.BYTES + Byte.BYTES);
    while (at >= Integer.BYTES && at <= size - Long.BYTES - FIXED_BYTES) {
      // Without a buffer: there may be many small entries, and of most no more is read.
      file.seek(at);
      file.readFully(head.array());
      long bytes = head.getLong(0);
      if (bytes < FIXED_BYTES || bytes > size - at - Long.BYTES) {
        break;
      }
      if (head.get(Long.BYTES) == TEMPORARIES && bytes <= MOST_TEXT_BYTES) {
        names.addAll(namesAt(at, (int) bytes));
      }
      at += Long.BYTES + bytes;
    }
    return names;
  }

  /** The names in an entry; none if it is not whole. */
  private List<String> namesAt(long at, int bytes) throws IOException {
    byte[] entry = input(at).readNBytes(Long.BYTES + bytes);
    CRC32C own = new CRC32C();
    own.update(entry, 0, entry.length - Integer.BYTES);
    ByteBuffer all = ByteBuffer.wrap(entry);
    if (all.getInt(entry.length - Integer.BYTES) != (int) own.getValue()) {
      return List.of();
    }
    int from = Long.BYTES + Byte.BYTES;
    return JobIdentity.texts(
        new DataInputStream(
            new ByteArrayInputStream(entry, from, entry.length - from - Integer.BYTES)));
  }

  /**
   * Reads all regions that were noted, of a journal that {@link #resume} found right.
   *
   * @throws IOException if the file is not what it was a moment ago; in words
   */
  synchronized void replay(Mark mark, Taker taker) throws IOException {
    try {
      DataInputStream in = input(0);
      int head = in.readInt();
      if (head < 0 || head > mark.length() - Integer.BYTES) {
        throw new IOException("its head has " + head + " bytes");
      }
      in.skipNBytes(head);
      for (long at = Integer.BYTES + (long) head; at < mark.length(); ) {
        at += Long.BYTES + entry(in, mark.length() - at - Long.BYTES, at, taker);
      }
    } catch (EOFException e) {
      throw new IOException("it ends too early", e);
    } finally {
      file.seek(length);
    }
  }

  /** Reads an entry; the number of bytes behind its length. */
  private static long entry(DataInputStream in, long left, long at, Taker taker)
      throws IOException {
    CRC32C own = new CRC32C();
    DataInputStream data = new DataInputStream(new CheckedInputStream(in, own));
    long bytes = data.readLong();
    IOException damaged = new IOException("what lies from byte " + at + " on is damaged");
    if (bytes < FIXED_BYTES || bytes > left) {
      throw damaged;
    }
    byte kind = data.readByte();
    if (kind == TEMPORARIES) {
      in.skipNBytes(bytes - Byte.BYTES);
      return bytes;
    }
    int number = data.readInt();
    byte rank = data.readByte();
    if (rank < 0 || rank > MOST_RANK || (kind != INTERMEDIATE && kind != RESULT)) {
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
        kind == INTERMEDIATE
            ? new Destination.ToIntermediate(number)
            : new Destination.ToResult(number);
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
