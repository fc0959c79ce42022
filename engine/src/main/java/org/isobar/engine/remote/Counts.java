package org.isobar.engine.remote;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes between a driver and its members. Thread-safe. */
final class Counts {
  private final LongAdder ranges = new LongAdder();
  private final LongAdder framesOut = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder framesIn = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder combined = new LongAdder();

  /** A range of tasks is lent. */
  void range() {
    ranges.increment();
  }

  /** So many whole tiles came, of which members combined the partials. */
  void combined(int tiles) {
    combined.add(tiles);
  }

  void received(byte[] frame) {
    framesIn.increment();
    bytesIn.add(frame.length);
  }

  Traffic sum() {
    return new Traffic(
        ranges.sum(),
        framesOut.sum(),
        bytesOut.sum(),
        framesIn.sum(),
        bytesIn.sum(),
        combined.sum());
  }

  /** A link whose frames are counted as they are sent. */
  Link counting(Link link) {
    return new Link() {
      @Override
      public void start(Listener listener) {
        link.start(listener);
      }

      @Override
      public void send(String peer, byte[] frame) {
        framesOut.increment();
        bytesOut.add(frame.length);
        link.send(peer, frame);
      }

      @Override
      public Optional<Ranking> ranking() {
        return link.ranking();
      }

      @Override
      public void close() {
        link.close();
      }
    };
  }
}
