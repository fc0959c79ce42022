package org.isobar.io.netcdf.hdf5;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.SourceFile;

/**
 * Positioned reads from one open file. Not a channel: an interrupt must not close the file under a
 * pooled reader. Not mapped: a mapped file that is truncated kills the process. For one thread.
 */
final class H5Source implements AutoCloseable {
  private final String location;
  private final RandomAccessFile file;
  private final long length;

  H5Source(SourceFile source) {
    this.location = source.location();
    try {
      this.file = new RandomAccessFile(source.path().toFile(), "r");
    } catch (FileNotFoundException e) {
      throw new DatasetException("cannot open " + location + ": " + e.getMessage(), e);
    }
    try {
      this.length = file.length();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("cannot read " + location, e);
    }
  }

  String location() {
    return location;
  }

  /** Size of the file in bytes when it was opened. */
  long length() {
    return length;
  }

  /** Fills {@code target[from, from + count)} with the bytes at an absolute position. */
  void read(long position, byte[] target, int from, int count) {
    if (position < 0 || count < 0 || position > length - count) {
      throw damaged(
          "bytes " + position + " to " + (position + count) + " lie outside the file of " + length);
    }
    try {
      file.seek(position);
      file.readFully(target, from, count);
    } catch (EOFException e) {
      throw new DatasetException(
          location + " was truncated while it was open: no " + count + " bytes at " + position, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + location + " at byte " + position, e);
    }
  }

  /** The exception for contents that contradict the format. */
  DatasetException damaged(String what) {
    return new DatasetException(location + " is damaged: " + what);
  }

  /** The exception for contents that are right but not supported. */
  DatasetException unsupported(String what) {
    return new DatasetException(location + " cannot be read: " + what);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + location, e);
    }
  }
}
