package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Takes from memory what has to wait, beside the file to be written. Created when first used; where
 * the system allows it the file has no name from then on, so that nothing can remain of it.
 *
 * <p>Thread-safe. Errors of the system are {@link UncheckedIOException} that name the file to be
 * written.
 */
public final class SpillFile implements AutoCloseable {
  private final Path target;
  private final Map<Integer, ArrayDeque<Long>> free = new HashMap<>();
  private @Nullable RandomAccessFile file;
  private @Nullable Path named;
  private long end;
  private boolean closed;

  /** For a file to be written in the same folder. */
  public SpillFile(Path target) {
    this.target = target;
  }

  /** Room for so many bytes; where it begins. */
  public synchronized long reserve(int bytes) {
    ArrayDeque<Long> same = free.get(bytes);
    if (same != null && !same.isEmpty()) {
      return same.pop();
    }
    long slot = end;
    end += bytes;
    return slot;
  }

  /** Gives room back. */
  public synchronized void release(long slot, int bytes) {
    free.computeIfAbsent(bytes, n -> new ArrayDeque<>()).push(slot);
  }

  public synchronized void write(long position, byte[] bytes, int offset, int count) {
    try {
      RandomAccessFile to = open();
      to.seek(position);
      to.write(bytes, offset, count);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  public synchronized void read(long position, byte[] bytes, int count) {
    try {
      RandomAccessFile from = open();
      from.seek(position);
      from.readFully(bytes, 0, count);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "cannot keep what waits to be written to " + target + ": " + e.getMessage(), e);
  }

  private RandomAccessFile open() throws IOException {
    if (closed) {
      throw new DatasetException(target + " was committed or closed before");
    }
    RandomAccessFile known = file;
    if (known != null) {
      return known;
    }
    Path folder = target.toAbsolutePath().getParent();
    Path path = Files.createTempFile(folder, ".isobar", ".part");
    named = path;
    RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
    file = opened;
    if (path.toFile().delete()) {
      named = null;
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (file != null) {
        file.close();
      }
      if (named != null) {
        Files.deleteIfExists(named);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
