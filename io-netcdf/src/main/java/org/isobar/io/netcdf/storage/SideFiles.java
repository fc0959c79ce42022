package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.isobar.error.DatasetException;

/** What other processes keep in {@link SideFile}s beside a file of this one. Thread-safe. */
public final class SideFiles implements AutoCloseable {
  private final Path part;
  private final Map<String, RandomAccessFile> open = new HashMap<>();
  private boolean closed;

  /**
   * No file is open yet.
   *
   * @param part temporary file of this process
   */
  public SideFiles(Path part) {
    this.part = part.toAbsolutePath();
  }

  /**
   * Throws {@link DatasetException} unless a file belongs to this one: it lies in the same folder,
   * and is called as those are.
   */
  public void requireOwn(String location) {
    Path path = Path.of(location);
    Path name = path.getFileName();
    if (name == null
        || !name.toString().startsWith(SideFile.prefix(part))
        || !path.resolveSibling(part.getFileName()).equals(part)) {
      throw new DatasetException(location + " does not belong to " + part);
    }
  }

  /**
   * Bytes of such a file.
   *
   * @throws DatasetException if it is none of this one's
   */
  public byte[] read(String location, long position, int count) {
    byte[] bytes = new byte[count];
    try {
      RandomAccessFile from = open(location);
      // An interrupt would close a channel.
      synchronized (from) {
        from.seek(position);
        from.readFully(bytes);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read what " + location + " holds for " + part + ": " + e, e);
    }
  }

  private synchronized RandomAccessFile open(String location) throws IOException {
    if (closed) {
      throw new DatasetException(part + " was committed or closed before");
    }
    RandomAccessFile known = open.get(location);
    if (known != null) {
      return known;
    }
    requireOwn(location);
    RandomAccessFile file = new RandomAccessFile(location, "r");
    open.put(location, file);
    return file;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (RandomAccessFile file : open.values()) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.clear();
  }
}
