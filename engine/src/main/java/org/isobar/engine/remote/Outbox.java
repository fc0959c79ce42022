package org.isobar.engine.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What waits to be sent to one peer, in order: a thread of its own sends it, so that nobody who
 * says something has to wait for a slow peer. What is large is made when its turn comes.
 */
final class Outbox implements AutoCloseable {
  /** Makes messages and hands them on, one after the other. */
  interface Source {
    void send(Consumer<Message> to);
  }

  private static final Logger LOG = System.getLogger("org.isobar.engine.remote");

  private record Item(Source source, long bytes) {}

  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final Consumer<Message> sender;
  private final Consumer<Throwable> onFailure;
  private final Runnable onSent;
  private long waiting;
  private boolean closed;

  /**
   * An outbox.
   *
   * @param onFailure is told when something cannot be sent; nothing is sent after
   */
  Outbox(String name, Consumer<Message> sender, Consumer<Throwable> onFailure) {
    this(name, sender, onFailure, () -> {});
  }

  /**
   * An outbox.
   *
   * @param onSent is called when something was sent that took room, outside of any lock
   */
  Outbox(String name, Consumer<Message> sender, Consumer<Throwable> onFailure, Runnable onSent) {
    this.onSent = onSent;
    this.sender = sender;
    this.onFailure = onFailure;
    Thread.ofVirtual().name(name).start(this::work);
  }

  void put(Message message) {
    put(to -> to.accept(message), 0);
  }

  void put(Source source) {
    put(source, 0);
  }

  /** Whether what waits takes less memory than so many bytes. */
  synchronized boolean hasRoom(long most) {
    return closed || waiting < most;
  }

  /** Puts a message of so many bytes; waits while those before it take much memory. */
  void putWhenRoom(Message message, long bytes, long most) {
    boolean interrupted = false;
    synchronized (this) {
      while (!closed && waiting > 0 && waiting + bytes > most) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
          break;
        }
      }
    }
    put(to -> to.accept(message), bytes);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void put(Source source, long bytes) {
    if (!closed) {
      items.add(new Item(source, bytes));
      waiting += bytes;
      notifyAll();
    }
  }

  private void work() {
    while (true) {
      Item item;
      synchronized (this) {
        while (!closed && items.isEmpty()) {
          try {
            wait();
          } catch (InterruptedException e) {
            closed = true;
          }
        }
        if (closed) {
          return;
        }
        item = items.remove();
      }
      try {
        item.source().send(sender);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.DEBUG, "sending failed", e);
        close();
        onFailure.accept(e);
        return;
      }
      synchronized (this) {
        waiting -= item.bytes();
        notifyAll();
      }
      if (item.bytes() > 0) {
        onSent.run();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    items.clear();
    notifyAll();
  }
}
