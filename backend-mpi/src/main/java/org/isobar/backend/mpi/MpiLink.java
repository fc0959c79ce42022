package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Ranking;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames between the ranks of a world, and from a rank to itself. What a rank has sent and
 * the other has not done with is bounded: a sender waits. So is what a rank has taken from all and
 * not done with: the rest waits with its senders, so that memory does not grow with the world.
 */
final class MpiLink implements Link, World.Receiver {
  /**
   * What may be on its way from all ranks to one, in bytes, but for one frame of each that is
   * larger than its share. Of what arrives no more is taken before it is handled.
   */
  static final long WINDOW_OF_ALL = 128L << 20;

  private static final long SMALLEST_WINDOW = 32L << 10;

  private static final long LARGEST_WINDOW = 8L << 20;

  /** Receivers confirm what they have done with in steps of such a share of the window. */
  private static final int STEPS = 4;

  private final ExecutorService threads;
  private final Map<Integer, Box> boxes = new ConcurrentHashMap<>();
  private final Map<Integer, Window> windows = new ConcurrentHashMap<>();
  private volatile @Nullable Ranks world;
  private volatile @Nullable Listener listener;
  private final AtomicLong taken = new AtomicLong();
  private volatile boolean over;
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

  /** What is confirmed at once: what a receiver has done with and not confirmed is less. */
  private long step() {
    return window() / STEPS;
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

  @Override
  public long room() {
    return over ? Long.MAX_VALUE : WINDOW_OF_ALL - taken.get();
  }

  /** Nobody needs frames any more: whoever waits to send one goes on without. */
  @Override
  public void over() {
    over = true;
    windows.values().forEach(Window::open);
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

    /**
     * Waits for room; whether there is any sense in sending. A frame larger than the window goes
     * when nothing is on its way but what the receiver may keep unconfirmed.
     */
    synchronized boolean enter(long length) {
      long most = window() - Math.min(length, window() - step());
      while (!closed && !over && bytes > most) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      bytes += length;
      return !closed && !over;
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
      taken.addAndGet(frame.length);
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
          taken.addAndGet(-frame.length);
          confirm(frame.length);
        } catch (Throwable e) {
          if (!closed) {
            world().abort(why(e));
          }
          return;
        }
      }
    }

    /** What the frame said is lost, and nobody would say it again. */
    private String why(Throwable e) {
      if (e instanceof OutOfMemoryError) {
        return "out of memory over what "
            + name(from)
            + " sent; the heap has at most "
            + Runtime.getRuntime().maxMemory()
            + " bytes: raise -Xmx, or lower the memory budget of requests";
      }
      return "what " + name(from) + " sent cannot be handled: " + LastWords.trace(e);
    }

    private void confirm(long bytes) {
      Ranks joined = world();
      if (from == joined.rank()) {
        consumed(from, bytes);
        return;
      }
      unconfirmed += bytes;
      if (unconfirmed >= step()) {
        joined.consumed(from, unconfirmed);
        unconfirmed = 0;
      }
    }
  }
}
