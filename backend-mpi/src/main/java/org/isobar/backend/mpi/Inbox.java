package org.isobar.backend.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.isobar.backend.mpi.binding.Mpi;
import org.isobar.error.BackendException;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way in: those of one rank are handed on in the order of their sending, long
 * ones put together again. Used by the thread that owns MPI.
 */
final class Inbox {
  /** Messages up to here come as arrays, longer ones in native memory. */
  private static final long LONGEST_ARRAY = 1L << 30;

  /** So many arrivals are received before the sender's turn comes. */
  private static final int AT_ONCE = 64;

  /** Takes messages. The content is the taker's own. */
  interface Taker {
    void take(int from, Tag tag, MemorySegment content);
  }

  private final Mpi mpi;
  private final Taker taker;
  private final Map<Integer, Lane> busy = new HashMap<>();

  Inbox(Mpi mpi, Taker taker) {
    this.mpi = mpi;
    this.taker = taker;
  }

  /** Receives what has arrived and hands on what is complete. Whether anything changed. */
  boolean advance() {
    boolean changed = false;
    for (int i = 0; i < AT_ONCE; i++) {
      Optional<Mpi.Arrival> arrival = mpi.probe();
      if (arrival.isEmpty()) {
        break;
      }
      int from = arrival.get().envelope().source();
      busy.computeIfAbsent(from, Lane::new).begin(arrival.get());
      changed = true;
    }
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

  private record Incoming(Tag tag, Mpi.Transfer transfer) {}

  /** What comes from one rank. */
  private final class Lane {
    private final int from;
    private final Deque<Incoming> underWay = new ArrayDeque<>();
    private @Nullable MemorySegment message;
    private long filled;

    Lane(int from) {
      this.from = from;
    }

    boolean isEmpty() {
      return underWay.isEmpty() && message == null;
    }

    void begin(Mpi.Arrival arrival) {
      Tag tag = Tag.of(arrival.envelope().tag());
      underWay.add(new Incoming(tag, mpi.startReceive(arrival)));
    }

    boolean advance() {
      boolean changed = false;
      while (!underWay.isEmpty() && underWay.getFirst().transfer.test()) {
        Incoming next = underWay.removeFirst();
        receive(next.tag, next.transfer.content());
        next.transfer.close();
        changed = true;
      }
      return changed;
    }

    private void receive(Tag tag, MemorySegment content) {
      switch (tag) {
        case LENGTH -> {
          message = room(Outbox.length(content));
          filled = 0;
        }
        case PART -> add(content);
        case WHOLE, BEAT, END, READY, LEAVE, BYE, DYING, CONSUMED ->
            taker.take(from, tag, copy(content));
      }
    }

    private void add(MemorySegment content) {
      MemorySegment whole = message;
      if (whole == null || content.byteSize() > whole.byteSize() - filled) {
        throw new BackendException(
            "rank " + from + " sent " + content.byteSize() + " bytes of a message beyond its end");
      }
      whole.asSlice(filled).copyFrom(content);
      filled += content.byteSize();
      if (filled == whole.byteSize()) {
        message = null;
        taker.take(from, Tag.WHOLE, whole);
      }
    }
  }

  private static MemorySegment copy(MemorySegment content) {
    return room(content.byteSize()).copyFrom(content);
  }

  private static MemorySegment room(long bytes) {
    return bytes <= LONGEST_ARRAY
        ? MemorySegment.ofArray(new byte[(int) bytes])
        : Arena.ofAuto().allocate(bytes);
  }
}
