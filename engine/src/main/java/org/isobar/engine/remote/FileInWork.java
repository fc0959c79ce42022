package org.isobar.engine.remote;

import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.isobar.dataset.BlockWriter;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written for a driver. What is to be done with it is done in order by a
 * thread of its own: a slow disk holds up nobody else, until much waits for it. What goes wrong on
 * the way is told when the file is to be whole.
 */
final class FileInWork {
  private static final System.Logger LOG = System.getLogger("org.isobar.engine.remote");
  private static final long MOST_WAITING = 64 << 20;
  private static final long SIGN_MILLIS = 500;

  private record Item(Runnable action, long bytes) {}

  private final BlockWriter writer;
  private final Runnable stillThere;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private long waiting;
  private boolean closed;

  /** Of the file's own thread. */
  private @Nullable Throwable failure;

  /**
   * Takes over a file.
   *
   * @param stillThere is called now and then while a driver's frames wait for the disk, which is no
   *     silence of the driver's
   */
  FileInWork(BlockWriter writer, Runnable stillThere) {
    this.writer = writer;
    this.stillThere = stillThere;
    Thread.ofPlatform().daemon().name("isobar-file").start(this::work);
  }

  /** Changes the file when it is its turn; waits while changes of many bytes wait. */
  void change(long bytes, Consumer<BlockWriter> change) {
    put(
        () -> {
          if (failure == null) {
            try {
              change.accept(writer);
            } catch (RuntimeException e) {
              failure = e;
            } catch (Error e) {
              // The file has a hole now.
              failure = new DatasetException("values of the output were lost: " + e, e);
            }
          }
        },
        bytes);
  }

  /**
   * Makes the file whole after all changes before.
   *
   * @param then is told what went wrong, or null
   */
  void commit(Consumer<@Nullable Throwable> then) {
    boolean late =
        !put(
            () -> {
              if (failure == null) {
                try {
                  writer.commit();
                } catch (RuntimeException | Error e) {
                  failure = e;
                }
              }
              then.accept(failure);
            },
            0);
    if (late) {
      then.accept(new DatasetException("the file was closed"));
    }
  }

  private synchronized boolean put(Runnable action, long bytes) {
    boolean interrupted = false;
    while (!closed && waiting > 0 && waiting + bytes > MOST_WAITING && !interrupted) {
      try {
        wait(SIGN_MILLIS);
        stillThere.run();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (closed) {
      return false;
    }
    items.add(new Item(action, bytes));
    waiting += bytes;
    notifyAll();
    return true;
  }

  private void work() {
    try {
      for (Item item = next(); item != null; item = next()) {
        try {
          item.action().run();
        } catch (RuntimeException | Error e) {
          // The one answer that could not be given; the file's others are.
          LOG.log(System.Logger.Level.WARNING, "an answer about a file is lost", e);
        }
        synchronized (this) {
          waiting -= item.bytes();
          notifyAll();
        }
      }
    } finally {
      try {
        writer.close();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a file that was not finished is left over", e);
      }
      over.countDown();
    }
  }

  private synchronized @Nullable Item next() {
    while (!closed && items.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody has reason to; a file without a thread would never vanish.
        closed = true;
      }
    }
    return closed ? null : items.remove();
  }

  /** Drops what waits; the file vanishes, unless it was made whole, after what is under way. */
  synchronized void close() {
    closed = true;
    items.clear();
    notifyAll();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until a file that was closed is, not beyond a time of {@link System#nanoTime}. */
  void awaitEnd(long nanoTime) {
    try {
      if (!over.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "a file is still being written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
