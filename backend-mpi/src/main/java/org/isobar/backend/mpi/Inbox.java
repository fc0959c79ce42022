package org.isobar.backend.mpi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.isobar.backend.mpi.binding.Mpi;

/**
 * Messages on their way in: those of one rank are handed on in the order of their sending, long
 * ones put together again. Messages of the backend wait with their senders while there is no room
 * for them; the others, by which ranks live and leave, do not. Used by the thread that owns MPI.
 */
final class Inbox {
  /** So many arrivals are received before the sender's turn comes. */
  private static final int AT_ONCE = 64;

  private final Mpi mpi;
  private final LongSupplier room;
  private final Joiner.Taker taker;
  private final Map<Integer, Lane> busy = new HashMap<>();
  private long bytesUnderWay;

  /**
   * An inbox.
   *
   * @param room how many bytes the taker takes now
   */
  Inbox(Mpi mpi, LongSupplier room, Joiner.Taker taker) {
    this.mpi = mpi;
    this.room = room;
    this.taker = taker;
  }

  /** Receives what has arrived and hands on what is complete. Whether anything changed. */
  boolean advance() {
    boolean changed = false;
    for (int i = 0; i < AT_ONCE; i++) {
      Optional<Mpi.Arrival> arrival =
          bytesUnderWay < room.getAsLong() ? mpi.probe() : probeUrgent();
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

  /**
   * Messages that may overtake those of the backend: nobody says farewell while one of these is
   * under way.
   */
  private Optional<Mpi.Arrival> probeUrgent() {
    for (Tag tag : Tag.URGENT) {
      Optional<Mpi.Arrival> arrival = mpi.probe(tag.number());
      if (arrival.isPresent()) {
        return arrival;
      }
    }
    return Optional.empty();
  }

  private record Incoming(Tag tag, Mpi.Transfer transfer) {}

  /** What comes from one rank. */
  private final class Lane {
    private final Deque<Incoming> underWay = new ArrayDeque<>();
    private final Joiner joiner;

    Lane(int from) {
      joiner = new Joiner(from, taker);
    }

    boolean isEmpty() {
      return underWay.isEmpty() && joiner.isEmpty();
    }

    void begin(Mpi.Arrival arrival) {
      Tag tag = Tag.of(arrival.envelope().tag());
      underWay.add(new Incoming(tag, mpi.startReceive(arrival)));
      bytesUnderWay += arrival.envelope().bytes();
    }

    boolean advance() {
      boolean changed = false;
      while (!underWay.isEmpty() && underWay.getFirst().transfer.test()) {
        Incoming next = underWay.removeFirst();
        bytesUnderWay -= next.transfer.content().byteSize();
        joiner.receive(next.tag, next.transfer.content());
        next.transfer.close();
        changed = true;
      }
      return changed;
    }
  }
}
