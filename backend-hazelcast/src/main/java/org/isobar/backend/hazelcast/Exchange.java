package org.isobar.backend.hazelcast;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.isobar.engine.remote.Link;

/**
 * Where frames arrive in a member, and where those for clients wait until they are fetched. Only
 * clients that are connected have a place to wait: whatever is for others is dropped. Thread-safe.
 */
final class Exchange {
  private static final long POLL_MILLIS = 1000;

  private final Link.Listener listener;
  private final Predicate<String> connected;
  private final Map<String, FrameQueue> clients = new ConcurrentHashMap<>();

  /**
   * Nobody yet.
   *
   * @param connected whether a client of a name is connected to this member now; not any more when
   *     {@link #lost} is called
   */
  Exchange(Link.Listener listener, Predicate<String> connected) {
    this.listener = listener;
    this.connected = connected;
  }

  void deliver(String from, byte[] batch) {
    Batch.frames(batch).forEach(frame -> listener.received(from, frame));
  }

  /** The frames for a client; waits a while for some. {@link GridCall#NOBODY} to strangers. */
  byte[] poll(String client) {
    return queue(client).map(q -> Batch.of(q.take(POLL_MILLIS))).orElseGet(GridCall.NOBODY::clone);
  }

  /** Leaves a frame for a client; waits while there are many that it has not fetched. */
  void send(String client, byte[] frame) {
    queue(client).ifPresent(q -> q.add(frame));
  }

  /** The queue of a client that is connected. */
  private Optional<FrameQueue> queue(String client) {
    FrameQueue known = clients.get(client);
    if (known != null) {
      return Optional.of(known);
    }
    if (!connected.test(client)) {
      return Optional.empty();
    }
    FrameQueue made = clients.computeIfAbsent(client, c -> new FrameQueue());
    // It may have gone in between, and have been reported lost: nobody would say so again.
    if (connected.test(client)) {
      return Optional.of(made);
    }
    remove(client);
    return Optional.empty();
  }

  /** A client is gone. */
  void lost(String client) {
    remove(client);
    listener.lost(client);
  }

  private void remove(String client) {
    FrameQueue queue = clients.remove(client);
    if (queue != null) {
      queue.close();
    }
  }

  /** Number of clients for which frames may wait. */
  int clients() {
    return clients.size();
  }
}
