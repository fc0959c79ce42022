package org.isobar.io.netcdf.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has the disk write what lies in the system's cache while more is computed, so that the forcing at
 * the end finds little to do. A thread of its own does it; at most one at a time.
 */
final class WriteBack {
  private static final System.Logger LOG = System.getLogger(WriteBack.class.getName());

  /** Smaller files are forced at the end alone. */
  private static final long STEP = 32 << 20;

  private final Path file;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean busy = new AtomicBoolean();

  WriteBack(Path file) {
    this.file = file;
  }

  /** Says that bytes were written. */
  void written(long bytes) {
    if (waiting.addAndGet(bytes) >= STEP && busy.compareAndSet(false, true)) {
      waiting.set(0);
      Thread.ofPlatform().daemon().name("isobar-write-back").start(this::force);
    }
  }

  private void force() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      // Whoever commits forces again, and reports.
      LOG.log(System.Logger.Level.DEBUG, "cannot write back " + file, e);
    } finally {
      busy.set(false);
    }
  }
}
