package org.isobar.backend.hazelcast;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.isobar.engine.remote.Link;

/** Where frames arrive in a member, and where those for clients wait until they are fetched. */
final class Exchange {
  private static final long POLL_MILLIS = 1000;

  private final Link.Listener listener;
  private final Map<String, FrameQueue> clients = new ConcurrentHashMap<>();

  Exchange(Link.Listener listener) {
    this.listener = listener;
  }

  void deliver(String from, byte[] batch) {
    Batch.frames(batch).forEach(frame -> listener.received(from, frame));
  }

  /** The frames for a client; waits a while for some. */
  byte[] poll(String client) {
    return Batch.of(queue(client).take(POLL_MILLIS));
  }

  /** The queue of a client, made if there is none. */
  FrameQueue queue(String client) {
    return clients.computeIfAbsent(client, c -> new FrameQueue());
  }

  /** A client is gone. */
  void lost(String client) {
    FrameQueue queue = clients.remove(client);
    if (queue != null) {
      queue.close();
    }
    listener.lost(client);
  }
}
