package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Ranking;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames between the ranks of a world, and from a rank to itself. What a rank has sent and
 * the other has not done with is bounded: a sender waits, so that a slow receiver's memory does not
 * fill with frames.
 */
final class MpiLink implements Link, World.Receiver {
  /** What may be on its way from all ranks to one, in bytes. */
  private static final long WINDOW_OF_ALL = 128L << 20;

  /** Holds a frame beside what a receiver has done with and not confirmed. */
  private static final long SMALLEST_WINDOW = 1L << 20;

  private static final long LARGEST_WINDOW = 8L << 20;

  /** Receivers confirm what they have done with in steps of such a share of the window. */
  private static final int STEPS = 4;

  private final ExecutorService threads;
  private final Map<Integer, Box> boxes = new ConcurrentHashMap<>();
  private final Map<Integer, Window> windows = new ConcurrentHashMap<>();
  private volatile @Nullable Ranks world;
  private volatile @Nullable Listener listener;
  private volatile boolean closed;

  /**
   * A link that carries nothing yet.
   *
   * @param handlers number of threads that handle frames
   */
  MpiLink(int handlers) {
    threads =
        Executors.newFixedThreadPool(
            handlers,
            task -> Thread.ofPlatform().daemon().name("isobar-mpi-handler").unstarted(task));
  }

  /** The name of a rank in a link. */
  static String name(int rank) {
    return "rank " + rank;
  }

  private static int rank(String peer) {
    return Integer.parseInt(peer.substring("rank ".length()));
  }

  /** Frames come from this world, once they do. */
  void connect(Ranks joined) {
    world = joined;
  }

  private Ranks world() {
    Ranks joined = world;
    if (joined == null) {
      throw new BackendException("the link has no world yet");
    }
    return joined;
  }

  /** How much may be on its way to one rank. */
  private long window() {
    return Math.clamp(WINDOW_OF_ALL / world().size(), SMALLEST_WINDOW, LARGEST_WINDOW);
  }

  @Override
  public Optional<Ranking> ranking() {
    Ranks joined = world();
    return Optional.of(new Ranking(joined.rank(), joined.size(), MpiLink::name));
  }

  @Override
  public void start(Listener newListener) {
    listener = newListener;
    for (int rank = 0; rank < world().size(); rank++) {
      newListener.joined(name(rank));
    }
    boxes.values().forEach(Box::begin);
  }

  @Override
  public void send(String peer, byte[] frame) {
    int to = rank(peer);
    if (windows.computeIfAbsent(to, rank -> new Window()).enter(frame.length)) {
      if (to == world().rank()) {
        box(to).put(frame);
      } else {
        world().send(to, MemorySegment.ofArray(frame));
      }
    }
  }

  @Override
  public void receive(int from, MemorySegment content) {
    byte[] frame =
        content.heapBase().orElse(null) instanceof byte[] whole
                && whole.length == content.byteSize()
            ? whole
            : content.toArray(ValueLayout.JAVA_BYTE);
    box(from).put(frame);
  }

  @Override
  public void consumed(int by, long bytes) {
    Window window = windows.get(by);
    if (window != null) {
      window.leave(bytes);
    }
  }

  private Box box(int from) {
    return boxes.computeIfAbsent(from, Box::new);
  }

  @Override
  public void close() {
    closed = true;
    windows.values().forEach(Window::open);
    threads.shutdownNow();
  }

  /** What is on its way to a rank. */
  private final class Window {
    private long bytes;

    /** Waits for room; whether there is any sense in sending. */
    synchronized boolean enter(long length) {
      while (!closed && bytes > 0 && bytes + length > window()) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      bytes += length;
      return !closed;
    }

    synchronized void leave(long length) {
      bytes -= length;
      notifyAll();
    }

    synchronized void open() {
      notifyAll();
    }
  }

  /** Frames of one rank, handled in their order by one thread at a time. */
  private final class Box {
    private final int from;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private boolean busy;
    private long unconfirmed;

    Box(int from) {
      this.from = from;
    }

    synchronized void put(byte[] frame) {
      frames.add(frame);
      begin();
    }

    synchronized void begin() {
      if (!busy && !closed && listener != null && !frames.isEmpty()) {
        busy = true;
        threads.execute(this::work);
      }
    }

    private void work() {
      while (true) {
        byte[] frame;
        Listener taker = listener;
        synchronized (this) {
          frame = frames.poll();
          if (frame == null || taker == null) {
            busy = false;
            return;
          }
        }
        try {
          taker.received(name(from), frame);
          confirm(frame.length);
        } catch (OutOfMemoryError e) {
          // What the frame said is lost, and nobody would say it again.
          world()
              .abort(
                  "out of memory over what "
                      + name(from)
                      + " sent; the heap has at most "
                      + Runtime.getRuntime().maxMemory()
                      + " bytes: raise -Xmx, or lower the memory budget of requests");
        }
      }
    }

    private void confirm(long bytes) {
      Ranks joined = world();
      if (from == joined.rank()) {
        consumed(from, bytes);
        return;
      }
      unconfirmed += bytes;
      if (unconfirmed >= window() / STEPS) {
        joined.consumed(from, unconfirmed);
        unconfirmed = 0;
      }
    }
  }
}
