package org.isobar.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Ranking;
import org.isobar.engine.wire.Blob;

/**
 * Processes of one JVM that send each other frames. A process may be cut off, as if it were killed,
 * or held, as if it were stopped. Counts what is sent. Thread-safe.
 */
public final class SimulatedNetwork implements AutoCloseable {
  private static final String RANK = "rank ";

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final int ranks;

  /** Processes that come and go. */
  public SimulatedNetwork() {
    this(0);
  }

  private SimulatedNetwork(int ranks) {
    this.ranks = ranks;
  }

  /** So many processes that have to be there from the beginning, called {@link #rank}. */
  public static SimulatedNetwork ofRanks(int count) {
    return new SimulatedNetwork(count);
  }

  /** The name of a rank. */
  public static String rank(int number) {
    return RANK + number;
  }

  /**
   * What went through one process, what it sent to itself left out.
   *
   * @param frames sent and received
   * @param bytes of these
   * @param sent bytes of those that it sent
   */
  public record Load(long frames, long bytes, long sent) {}

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
    private final AtomicLong framesThrough = new AtomicLong();
    private final AtomicLong bytesThrough = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
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
        if (to != this) {
          frames.incrementAndGet();
          bytes.addAndGet(frame.length);
          count(frame.length);
          to.count(frame.length);
          bytesSent.addAndGet(frame.length);
        }
        to.deliver(new Event(name, Blob.of(frame), Event.Kind.FRAME));
      }
    }

    private void count(int length) {
      framesThrough.incrementAndGet();
      bytesThrough.addAndGet(length);
    }

    Load load() {
      return new Load(framesThrough.get(), bytesThrough.get(), bytesSent.get());
    }

    @Override
    public Optional<Ranking> ranking() {
      return ranks == 0
          ? Optional.empty()
          : Optional.of(
              new Ranking(
                  Integer.parseInt(name.substring(RANK.length())), ranks, SimulatedNetwork::rank));
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

  /** What went through a process so far. */
  public Load load(String name) {
    Node node;
    synchronized (nodes) {
      node = nodes.get(name);
    }
    if (node == null) {
      throw new IllegalArgumentException("no process is called " + name);
    }
    return node.load();
  }

  /** Number of frames sent so far, those of a process to itself left out. */
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
