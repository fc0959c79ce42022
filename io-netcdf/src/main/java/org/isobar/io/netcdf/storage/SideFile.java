package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * A file beside one that another process writes, for what that process is to move into it. Created
 * when first used. Whoever writes the other file removes this one with it. Thread-safe.
 */
public final class SideFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SideFile.class.getName());

  /** Belongs to the user of this process. */
  private static final Path SELF = Path.of("/proc/self");

  private final Path part;
  private final Path path;
  private @Nullable RandomAccessFile file;
  private long end;
  private boolean closed;

  /**
   * A file that does not exist yet.
   *
   * @param part temporary file of the other process
   */
  public SideFile(Path part) {
    this.part = part;
    this.path =
        part.resolveSibling(
            prefix(part) + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + ".part");
  }

  /**
   * Whether files that this process puts beside a temporary file can be read by the process that
   * writes that one, whatever permissions new files get: both are of one user, and it may create
   * files there.
   */
  public static boolean isPossible(Path part) {
    Path folder = part.toAbsolutePath().getParent();
    try {
      return folder != null
          && Files.isWritable(folder)
          && Files.getOwner(part).equals(Files.getOwner(SELF));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "no owner of " + part, e);
      return false;
    }
  }

  /** How names of all such files of a temporary file begin. */
  static String prefix(Path part) {
    return part.getFileName() + ".";
  }

  /** Its absolute path. */
  public String location() {
    return path.toAbsolutePath().toString();
  }

  /**
   * Adds bytes; where they begin.
   *
   * @throws DatasetException if the disk refuses them
   */
  public synchronized long append(byte[] bytes, int count) {
    try {
      if (closed) {
        throw new DatasetException(part + " was closed before");
      }
      RandomAccessFile to = file;
      if (to == null) {
        to = new RandomAccessFile(path.toFile(), "rw");
        file = to;
      }
      long position = end;
      to.seek(position);
      to.write(bytes, 0, count);
      end += count;
      return position;
    } catch (IOException e) {
      throw new DatasetException(
          "cannot keep "
              + count
              + " bytes for "
              + part
              + " beside it ("
              + e.getMessage()
              + "); "
              + part.toFile().getUsableSpace()
              + " are free",
          e);
    }
  }

  /** Leaves the file to whom it is for; removes it if that one is gone. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (file != null) {
        file.close();
        if (!Files.exists(part)) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new DatasetException("cannot remove " + path + ": " + e.getMessage(), e);
    }
  }
}
