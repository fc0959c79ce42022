package org.isobar.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.engine.remote.Link;
import org.isobar.engine.wire.Blob;

/**
 * Processes of one JVM that send each other frames. A process may be cut off, as if it were killed,
 * or held, as if it were stopped. Counts what is sent. Thread-safe.
 */
public final class SimulatedNetwork implements AutoCloseable {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Something for a node's listener. */
  private record Event(String peer, Blob frame, Kind kind) {
    enum Kind {
      JOINED,
      LOST,
      FRAME
    }
  }

  /** One process's end of the network. */
  private final class Node implements Link {
    private final String name;
    private final ArrayDeque<Event> inbox = new ArrayDeque<>();
    private boolean held;
    private boolean closed;

    Node(String name) {
      this.name = name;
    }

    @Override
    public void start(Listener listener) {
      synchronized (nodes) {
        for (Node other : nodes.values()) {
          if (other != this) {
            deliver(new Event(other.name, Blob.EMPTY, Event.Kind.JOINED));
          }
        }
      }
      Thread.ofVirtual().name("network-" + name).start(() -> work(listener));
    }

    private void work(Listener listener) {
      while (true) {
        Event event;
        synchronized (this) {
          while (!closed && (held || inbox.isEmpty())) {
            try {
              wait();
            } catch (InterruptedException e) {
              return;
            }
          }
          if (closed) {
            return;
          }
          event = inbox.remove();
        }
        switch (event.kind()) {
          case JOINED -> listener.joined(event.peer());
          case LOST -> listener.lost(event.peer());
          case FRAME -> listener.received(event.peer(), event.frame().bytes());
        }
      }
    }

    synchronized void deliver(Event event) {
      inbox.add(event);
      notifyAll();
    }

    synchronized void hold(boolean on) {
      held = on;
      notifyAll();
    }

    @Override
    public void send(String peer, byte[] frame) {
      if (frame.length > Link.MOST_FRAME_BYTES) {
        throw new IllegalArgumentException("a frame of " + frame.length + " bytes");
      }
      Node to;
      synchronized (nodes) {
        to = nodes.containsKey(name) ? nodes.get(peer) : null;
      }
      if (to != null) {
        frames.incrementAndGet();
        bytes.addAndGet(frame.length);
        to.deliver(new Event(name, Blob.of(frame), Event.Kind.FRAME));
      }
    }

    @Override
    public void close() {
      cut(name);
    }

    synchronized void stop() {
      closed = true;
      notifyAll();
    }
  }

  /** Adds a process; the others hear of it. */
  public Link join(String name) {
    Node node = new Node(name);
    synchronized (nodes) {
      if (nodes.containsKey(name)) {
        throw new IllegalArgumentException("two processes called " + name);
      }
      for (Node other : nodes.values()) {
        other.deliver(new Event(name, Blob.EMPTY, Event.Kind.JOINED));
      }
      nodes.put(name, node);
    }
    return node;
  }

  /** Cuts a process off for good; the others hear of it. */
  public void cut(String name) {
    Node gone;
    List<Node> others;
    synchronized (nodes) {
      gone = nodes.remove(name);
      others = new ArrayList<>(nodes.values());
    }
    if (gone != null) {
      gone.stop();
      others.forEach(o -> o.deliver(new Event(name, Blob.EMPTY, Event.Kind.LOST)));
    }
  }

  /** Lets nothing reach a process for a while; what it does itself goes on. */
  public void hold(String name, boolean on) {
    Node node;
    synchronized (nodes) {
      node = nodes.get(name);
    }
    if (node != null) {
      node.hold(on);
    }
  }

  /** Number of frames sent so far. */
  public long frames() {
    return frames.get();
  }

  /** Number of bytes sent so far. */
  public long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    List<String> all;
    synchronized (nodes) {
      all = List.copyOf(nodes.keySet());
    }
    all.forEach(this::cut);
  }
}
