package org.isobar.backend.mpi;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.isobar.backend.mpi.binding.Mpi;

/**
 * Messages on their way out. Each rank gets its messages in the order of their sending; a long one
 * goes in parts, of which a few are under way at a time: so native memory is bounded, and no count
 * exceeds what MPI takes. Used by the thread that owns MPI.
 */
final class Outbox {
  /** What may be under way to one rank, in bytes. */
  private static final long WINDOW = 8L << 20;

  /** What may be under way to all ranks, short messages not counted. */
  private static final long WINDOW_OF_ALL = 64L << 20;

  private static final long SHORT = 4096;

  private final Mpi mpi;
  private final int part;
  private final Map<Integer, Lane> busy = new HashMap<>();
  private long bytesUnderWayToAll;

  /**
   * @param part bytes of a part; messages up to this length go in one
   */
  Outbox(Mpi mpi, int part) {
    this.mpi = mpi;
    this.part = part;
  }

  void add(int to, Tag tag, MemorySegment content) {
    busy.computeIfAbsent(to, Lane::new).waiting.add(new Message(tag, content));
  }

  /** Whether nothing is under way or waits. */
  boolean isEmpty() {
    return busy.isEmpty();
  }

  /** Whether something is under way or waits for a rank. */
  boolean isBusy(int to) {
    return busy.containsKey(to);
  }

  /** Sends what may be sent. Whether anything changed. */
  boolean advance() {
    boolean changed = false;
    Iterator<Lane> lanes = busy.values().iterator();
    while (lanes.hasNext()) {
      Lane lane = lanes.next();
      changed |= lane.advance();
      if (lane.isEmpty()) {
        lanes.remove();
      }
    }
    return changed;
  }

  private record Message(Tag tag, MemorySegment content) {}

  /** What goes to one rank. */
  private final class Lane {
    private final int to;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final List<Mpi.Transfer> underWay = new ArrayList<>();
    private long bytesUnderWay;

    /** How much of the first message in waiting was sent, or -1 before it began. */
    private long sent = -1;

    Lane(int to) {
      this.to = to;
    }

    boolean isEmpty() {
      return waiting.isEmpty() && underWay.isEmpty();
    }

    boolean advance() {
      boolean changed = underWay.removeIf(this::isDone);
      while (!waiting.isEmpty() && mayStart(waiting.getFirst())) {
        sendNext(waiting.getFirst());
        changed = true;
      }
      return changed;
    }

    private boolean mayStart(Message message) {
      return bytesUnderWay < WINDOW
          && (bytesUnderWayToAll < WINDOW_OF_ALL || message.content.byteSize() <= SHORT);
    }

    private boolean isDone(Mpi.Transfer transfer) {
      if (!transfer.test()) {
        return false;
      }
      bytesUnderWay -= transfer.content().byteSize();
      bytesUnderWayToAll -= transfer.content().byteSize();
      transfer.close();
      return true;
    }

    private void sendNext(Message message) {
      long length = message.content.byteSize();
      if (length <= part) {
        start(message.content, message.tag);
        waiting.removeFirst();
      } else if (sent < 0) {
        start(Content.of(length), Tag.LENGTH);
        sent = 0;
      } else {
        long n = Math.min(part, length - sent);
        start(message.content.asSlice(sent, n), Tag.PART);
        sent += n;
        if (sent == length) {
          waiting.removeFirst();
          sent = -1;
        }
      }
    }

    private void start(MemorySegment content, Tag tag) {
      underWay.add(mpi.startSend(content, to, tag.number()));
      bytesUnderWay += content.byteSize();
      bytesUnderWayToAll += content.byteSize();
    }
  }
}
