package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Whether two processes mean the same file of the same machine. Processes on two machines that
 * share a file system do not: a network file system writes whole pages, and two machines that write
 * to one page lose one of the two.
 */
final class FileIdentity {
  /** Linux makes a new one at each start of the machine. */
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private FileIdentity() {}

  /** Names machine, device and file; empty where the system does not say. */
  static Optional<String> of(Path file) throws IOException {
    if (!Files.isReadable(BOOT)) {
      return Optional.empty();
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? Optional.empty() : Optional.of(Files.readString(BOOT).strip() + " " + key);
  }
}
