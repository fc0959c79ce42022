package org.isobar.io.netcdf.classic;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.isobar.error.DatasetException;

/**
 * Reads a header front to back. Whatever the bytes say, it never reads beyond the end, and what it
 * hands out stays within a budget, because nothing is allocated before its size was compared with
 * both.
 */
final class HeaderInput {
  /** More than any real header; a hostile one cannot make us hold more. */
  static final long BUDGET = 64L << 20;

  private static final int BUFFER = 16 * 1024;

  private final String location;
  private final RandomAccessFile file;
  private final long size;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteBuffer view = ByteBuffer.wrap(buffer).limit(0);
  private long loaded;
  private long budget = BUDGET;

  HeaderInput(String location, RandomAccessFile file) throws IOException {
    this.location = location;
    this.file = file;
    this.size = file.length();
    file.seek(0);
  }

  long size() {
    return size;
  }

  long position() {
    return loaded - view.remaining();
  }

  DatasetException damaged(String what) {
    return new DatasetException(
        location + ": damaged NetCDF header before byte " + position() + ": " + what);
  }

  /** Takes memory from the budget. */
  void charge(long bytes) {
    budget -= bytes;
    if (bytes < 0 || budget < 0) {
      throw damaged("it needs more than " + BUDGET + " bytes of memory");
    }
  }

  /** Refuses counts of elements that the rest of the file cannot hold. */
  int count(long count, int bytesEach, String what) {
    long rest = size - position();
    if (count < 0 || count > rest / bytesEach || count > Integer.MAX_VALUE) {
      throw damaged(count + " " + what + " do not fit the " + rest + " bytes left in the file");
    }
    return (int) count;
  }

  int int32() {
    require(Integer.BYTES);
    return view.getInt();
  }

  long int64() {
    require(Long.BYTES);
    return view.getLong();
  }

  /** Bytes of a string or an array, with the padding behind them skipped. */
  byte[] padded(long length, String what) {
    int n = count(length, 1, what);
    charge(n);
    byte[] out = new byte[n];
    for (int done = 0; done < n; ) {
      require(1);
      int part = Math.min(n - done, view.remaining());
      view.get(out, done, part);
      done += part;
    }
    int padding = (4 - (n & 3)) & 3;
    require(padding);
    view.position(view.position() + padding);
    return out;
  }

  /** UTF-8; what is not, comes from older programs and is taken for Latin-1. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private void require(int bytes) {
    if (view.remaining() >= bytes) {
      return;
    }
    try {
      view.compact();
      while (view.position() < bytes) {
        int got = file.read(buffer, view.position(), view.remaining());
        if (got < 0) {
          view.flip();
          throw new EOFException();
        }
        loaded += got;
        view.position(view.position() + got);
      }
      view.flip();
    } catch (EOFException e) {
      throw new DatasetException(
          location + ": the file ends at byte " + size + ", inside its NetCDF header", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }
}
