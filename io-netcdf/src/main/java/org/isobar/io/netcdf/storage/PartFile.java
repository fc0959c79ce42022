package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.isobar.dataset.SharedPart;
import org.isobar.error.DatasetException;

/**
 * A new file that stands under its final name only when it is whole: until {@link #commit} it lies
 * beside it as {@code NAME.RANDOM.part}. Threads may write at once; each uses a descriptor of its
 * own, which an interrupt does not close.
 *
 * <p>A symbolic link as target stays, and what it points to is replaced. A replaced file's
 * permissions are kept.
 */
public final class PartFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PartFile.class.getName());

  /** File systems allow 255 bytes; the rest is for the suffix. */
  private static final int LONGEST_PREFIX = 200;

  private final Path target;
  private final Path part;
  private final ConcurrentLinkedQueue<RandomAccessFile> idle = new ConcurrentLinkedQueue<>();
  private final List<RandomAccessFile> open = new ArrayList<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final WriteBack writeBack;
  private final boolean owned;
  private boolean closed;
  private volatile boolean sideFiles;

  private PartFile(Path target, Path part, boolean owned) {
    this.target = target;
    this.owned = owned;
    this.part = part;
    this.writeBack = new WriteBack(part);
  }

  /**
   * Creates the temporary file.
   *
   * @param target final name
   * @param size bytes that the file will have
   * @throws DatasetException if the folder is missing or not writable, the target is not a regular
   *     file, or the space is too small
   */
  public static PartFile create(Path target, long size) {
    Path real = real(target);
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      throw new DatasetException(
          "cannot write " + target + ": it exists and is not a regular file");
    }
    Path folder = real.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DatasetException("cannot write " + target + ": there is no folder " + folder);
    }
    requireSpace(target, folder, size);
    PartFile file = new PartFile(real, folder.resolve(partName(real)), true);
    file.begin(size);
    return file;
  }

  /**
   * The temporary file of another process of this machine: it is written to, and neither committed
   * nor removed.
   *
   * @return empty if there is another file, or none
   */
  public static Optional<PartFile> join(SharedPart shared) {
    Path part = Path.of(shared.location());
    try {
      return Files.isWritable(part) && FileIdentity.of(part).equals(Optional.of(shared.identity()))
          ? Optional.of(new PartFile(part, part, false))
          : Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot join " + part, e);
      return Optional.empty();
    }
  }

  /** The temporary file. */
  public Path path() {
    return part;
  }

  /** How other processes of this machine find the temporary file. */
  public Optional<SharedPart> shared() {
    try {
      String location = part.toAbsolutePath().toString();
      return FileIdentity.of(part).map(identity -> new SharedPart(location, identity));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no identity of " + part, e);
      return Optional.empty();
    }
  }

  /** As {@link #shared}; what they put beside it ({@link SideFile}) goes when this one does. */
  public Optional<SharedPart> sharedWithSideFiles() {
    Optional<SharedPart> found = shared();
    if (found.isPresent()) {
      sideFiles = true;
    }
    return found;
  }

  private void removeSideFiles() {
    Path folder = part.toAbsolutePath().getParent();
    if (!sideFiles || folder == null) {
      return;
    }
    String prefix = SideFile.prefix(part);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, f -> f.getFileName().toString().startsWith(prefix))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.WARNING, "files beside " + part + " are left over", e);
    }
  }

  private static Path real(Path target) {
    try {
      return Files.isSymbolicLink(target)
          ? target.resolveSibling(Files.readSymbolicLink(target)).normalize()
          : target;
    } catch (IOException e) {
      throw new DatasetException("cannot follow the link " + target + ": " + e.getMessage(), e);
    }
  }

  private static String partName(Path target) {
    String name = target.getFileName().toString();
    boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PREFIX;
    String prefix = fits ? name : "isobar";
    return prefix + "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part";
  }

  private static void requireSpace(Path target, Path folder, long size) {
    try {
      long usable = Files.getFileStore(folder).getUsableSpace();
      // Some network file systems do not know and say 0.
      if (usable > 0 && usable < size) {
        throw full(target, size, usable);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "free space of " + folder + " is unknown", e);
    }
  }

  private static DatasetException full(Path target, long bytes, long usable) {
    return new DatasetException(
        "no space to write "
            + target
            + ": "
            + bytes
            + " bytes are needed, "
            + usable
            + " are free");
  }

  private void begin(long size) {
    try {
      Files.createFile(part);
    } catch (AccessDeniedException e) {
      throw new DatasetException(
          "cannot write " + target + ": no permission to create files in " + part.getParent(), e);
    } catch (FileSystemException e) {
      throw new DatasetException("cannot write " + target + ": " + reason(e), e);
    } catch (IOException e) {
      throw new DatasetException("cannot write " + target + ": " + e.getMessage(), e);
    }
    try {
      RandomAccessFile first = openAnother();
      first.setLength(size);
      idle.add(first);
    } catch (IOException e) {
      close();
      throw failed(size, e);
    }
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private RandomAccessFile openAnother() throws IOException {
    RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw");
    synchronized (open) {
      open.add(file);
    }
    return file;
  }

  /**
   * Writes bytes at a position.
   *
   * @throws DatasetException if the disk refuses them
   */
  public void write(byte[] bytes, int offset, int count, long position) {
    lock.readLock().lock();
    try {
      requireOpen();
      RandomAccessFile file = idle.poll();
      if (file == null) {
        file = openAnother();
      }
      file.seek(position);
      file.write(bytes, offset, count);
      idle.add(file);
      writeBack.written(count);
    } catch (IOException e) {
      throw failed(count, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new DatasetException(target + " was committed or closed before");
    }
  }

  private DatasetException failed(long bytes, IOException e) {
    long usable = part.toFile().getUsableSpace();
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space") || message.contains("quota") || usable < bytes) {
      return new DatasetException(
          "no space to write "
              + bytes
              + " bytes more of "
              + target
              + " ("
              + message
              + "); "
              + usable
              + " are free",
          e);
    }
    return new DatasetException("cannot write " + target + ": " + message, e);
  }

  /** Forces the data to disk and gives the file its final name. */
  public void commit() {
    lock.writeLock().lock();
    try {
      requireOpen();
      if (!owned) {
        throw new DatasetException(target + " is committed by the process that began it");
      }
      for (RandomAccessFile file : open) {
        file.getFD().sync();
      }
      closeAll();
      keepPermissions();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      closed = true;
      removeSideFiles();
      syncFolder();
    } catch (IOException e) {
      throw failed(0, e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void keepPermissions() throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old != null && Files.exists(target)) {
      Files.setPosixFilePermissions(part, old.readAttributes().permissions());
    }
  }

  /** So that the new name survives a crash; not every system can. */
  private void syncFolder() {
    Path folder = part.getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot sync the folder " + folder, e);
    }
  }

  private void closeAll() throws IOException {
    for (RandomAccessFile file : open) {
      file.close();
    }
  }

  /** Without a commit before, removes the temporary file. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      closeAll();
      if (owned) {
        Files.deleteIfExists(part);
        removeSideFiles();
      }
    } catch (IOException e) {
      throw new DatasetException("cannot remove " + part + ": " + e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
