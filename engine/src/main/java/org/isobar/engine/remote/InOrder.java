package org.isobar.engine.remote;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What a driver says to one rank and what it tells all come by two ways: brings both into the order
 * in which they are to be handled, one at a time. Thread-safe.
 */
final class InOrder {
  private final Consumer<Message> handler;

  /** What was said to this rank alone and has to wait for what is told to all. */
  private final ArrayDeque<Message> early = new ArrayDeque<>();

  private long told;

  InOrder(Consumer<Message> handler) {
    this.handler = handler;
  }

  /** Something was said to this rank alone. */
  synchronized void said(Message message) {
    early.add(message);
    handleEarly();
  }

  /** Something was told to all. */
  synchronized void told(Message message) {
    if (message instanceof Message.Told(long telling)) {
      told = telling;
      handleEarly();
    } else {
      handler.accept(message);
    }
  }

  private void handleEarly() {
    while (!early.isEmpty()) {
      if (early.getFirst() instanceof Message.After(long telling)) {
        if (telling > told) {
          return;
        }
        early.removeFirst();
      } else {
        handler.accept(early.removeFirst());
      }
    }
  }
}
