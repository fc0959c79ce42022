package org.isobar.engine.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetDescriptor.Part;
import org.isobar.dataset.Fingerprint;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Open readers of this process, one borrower at a time each. Of those that nobody uses a bounded
 * number stays open; the one idle for longest is closed first. Thread-safe.
 */
public final class ReaderPool implements AutoCloseable {
  private record Key(
      String format, String location, Fingerprint fingerprint, Map<String, String> options) {}

  private final Providers providers;
  private final int maxIdle;
  private final LinkedHashMap<Key, ArrayDeque<BlockReader>> idle =
      new LinkedHashMap<>(16, .75f, true);
  private int idleCount;
  private boolean closed;

  /**
   * A pool.
   *
   * @param maxIdle number of unused readers that stay open
   */
  public ReaderPool(Providers providers, int maxIdle) {
    this.providers = providers;
    this.maxIdle = maxIdle;
  }

  /** What is wanted of a reader. */
  interface Reading<T> {
    T of(BlockReader reader);
  }

  /**
   * Reads of one file.
   *
   * @param variable what is read, for messages
   * @param inFile what of it is read, for messages
   */
  <T> T read(
      DatasetDescriptor dataset, Part part, String variable, Region inFile, Reading<T> reading) {
    Key key = new Key(dataset.format(), part.location(), part.fingerprint(), dataset.options());
    BlockReader reader = null;
    T found;
    try {
      reader = borrow(key, part);
      found = reading.of(reader);
    } catch (UncheckedIOException e) {
      closeQuietly(reader, e);
      throw new ReadFailure(part.location(), variable, inFile, cause(e));
    } catch (RuntimeException | Error e) {
      // What state a reader is in after a failure is not known: the next read opens another.
      closeQuietly(reader, e);
      throw e;
    }
    giveBack(key, reader);
    return found;
  }

  private static IOException cause(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? new IOException(e.getMessage()) : cause;
  }

  private BlockReader borrow(Key key, Part part) {
    synchronized (this) {
      ArrayDeque<BlockReader> readers = idle.get(key);
      BlockReader free = readers == null ? null : readers.pollLast();
      if (free != null) {
        idleCount--;
        return free;
      }
    }
    try {
      return providers.get(key.format()).open(part, key.options());
    } catch (DatasetException e) {
      throw new UnreadableHereException(e);
    }
  }

  private void giveBack(Key key, BlockReader reader) {
    List<BlockReader> surplus = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        surplus.add(reader);
      } else {
        idle.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(reader);
        idleCount++;
        while (idleCount > maxIdle) {
          surplus.add(takeOldest());
        }
      }
    }
    surplus.forEach(r -> closeQuietly(r, null));
  }

  private BlockReader takeOldest() {
    Iterator<ArrayDeque<BlockReader>> all = idle.values().iterator();
    while (all.hasNext()) {
      BlockReader oldest = all.next().pollFirst();
      if (oldest != null) {
        idleCount--;
        return oldest;
      }
      all.remove();
    }
    throw new IllegalStateException("no idle reader among " + idleCount);
  }

  private static void closeQuietly(@Nullable BlockReader reader, @Nullable Throwable reason) {
    if (reader == null) {
      return;
    }
    try {
      reader.close();
    } catch (RuntimeException e) {
      if (reason != null) {
        reason.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    List<BlockReader> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(all::addAll);
      idle.clear();
      idleCount = 0;
    }
    all.forEach(r -> closeQuietly(r, null));
  }
}
