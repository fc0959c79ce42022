package org.isobar.io.netcdf.classic;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Walks the bytes of a region in row-major order through one reused buffer. Runs that follow each
 * other with gaps of at most 4 KiB are read together: another read costs more than the gap. No gap
 * larger than that is read.
 *
 * <p>Reads go through {@link RandomAccessFile}: unlike a channel, an interrupt of the thread does
 * not close it.
 */
final class RegionReader {
  private static final int BUFFER = 256 * 1024;
  private static final int PACKED = 8 * 1024;
  private static final int LARGEST_GAP = 4096;

  /** Shorter runs are gathered before they are handed on. */
  private static final int SHORT_RUN = 512;

  /** Receives stored values in row-major order, some at a time. */
  interface Sink {
    void accept(byte[] bytes, int offset, int count);
  }

  /** Where bytes come from: a file, or what was read of it before. */
  interface Source {
    /** Throws {@link java.io.EOFException} if there are fewer. */
    void read(long position, byte[] to, int count) throws IOException;
  }

  private final byte[] buffer = new byte[BUFFER];
  private final byte[] packed = new byte[PACKED];
  private int packedBytes;
  private long windowStart;
  private long windowEnd;

  private Source source = (position, to, count) -> {};

  /** The bytes of a file. */
  static Source of(RandomAccessFile file) {
    return (position, to, count) -> {
      file.seek(position);
      file.readFully(to, 0, count);
    };
  }

  /** Reads all runs. Throws {@link java.io.EOFException} if the source ends before. */
  void read(Source from, Runs runs, int valueBytes, Sink sink) throws IOException {
    source = from;
    windowStart = 0;
    windowEnd = 0;
    packedBytes = 0;
    long[] at = new long[runs.loops()];
    int block = runs.outermostWithGapsUpTo(LARGEST_GAP);
    long position = runs.begin();
    long blockEnd = position + runs.span(block);
    while (true) {
      run(position, runs.runBytes(), blockEnd, valueBytes, sink);
      int d = at.length - 1;
      while (d >= 0 && ++at[d] == runs.count(d)) {
        position -= (at[d] - 1) * runs.step(d);
        at[d--] = 0;
      }
      if (d < 0) {
        break;
      }
      position += runs.step(d);
      if (d < block) {
        blockEnd = position + runs.span(block);
      }
    }
    flush(valueBytes, sink);
  }

  private void run(long position, long bytes, long blockEnd, int valueBytes, Sink sink)
      throws IOException {
    if (bytes <= SHORT_RUN) {
      gather(position, (int) bytes, blockEnd, valueBytes, sink);
      return;
    }
    flush(valueBytes, sink);
    long end = position + bytes;
    while (position < end) {
      int offset = require(position, valueBytes, blockEnd);
      int values = (int) (Math.min(end, windowEnd) - position) / valueBytes;
      sink.accept(buffer, offset, values);
      position += (long) values * valueBytes;
    }
  }

  private void gather(long position, int bytes, long blockEnd, int valueBytes, Sink sink)
      throws IOException {
    int offset = require(position, bytes, blockEnd);
    if (packedBytes + bytes > PACKED) {
      flush(valueBytes, sink);
    }
    System.arraycopy(buffer, offset, packed, packedBytes, bytes);
    packedBytes += bytes;
  }

  private void flush(int valueBytes, Sink sink) {
    if (packedBytes > 0) {
      sink.accept(packed, 0, packedBytes / valueBytes);
      packedBytes = 0;
    }
  }

  /**
   * Makes sure that some bytes are in the buffer, reading on towards the end of the block; their
   * index in the buffer.
   */
  private int require(long position, int bytes, long blockEnd) throws IOException {
    if (position < windowStart || position + bytes > windowEnd) {
      int n = (int) Math.min(BUFFER, blockEnd - position);
      windowEnd = 0;
      source.read(position, buffer, n);
      windowStart = position;
      windowEnd = position + n;
    }
    return (int) (position - windowStart);
  }
}
