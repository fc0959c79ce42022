package org.isobar.backend.mpi;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells when a neighbour has been silent for too long. Has no clock: times are those of {@link
 * System#nanoTime}, given by the caller. Used by one thread.
 */
final class Watch {
  private final long deadline;
  private final Map<Integer, Long> heard = new HashMap<>();
  private long last;

  Watch(List<Integer> neighbours, Duration deadline, long now) {
    this.deadline = deadline.toNanos();
    this.last = now;
    neighbours.forEach(rank -> heard.put(rank, now));
  }

  /** How often a rank has to be heard so that the deadline tells silence from bad luck. */
  static Duration interval(Duration deadline) {
    Duration sixth = deadline.dividedBy(6);
    return sixth.compareTo(Duration.ofSeconds(5)) < 0 ? sixth : Duration.ofSeconds(5);
  }

  void heard(int rank, long now) {
    heard.computeIfPresent(rank, (key, before) -> now);
  }

  /** A neighbour has said farewell. */
  void forget(int rank) {
    heard.remove(rank);
  }

  /** A neighbour that has been silent beyond the deadline, and for how long. */
  record Silence(int rank, Duration length) {}

  Optional<Silence> check(long now) {
    long sinceLast = now - last;
    last = now;
    if (sinceLast > deadline / 3) {
      // This process was stopped itself: what the others said meanwhile waits to be received.
      heard.replaceAll((rank, before) -> before + sinceLast);
      return Optional.empty();
    }
    return heard.entrySet().stream()
        .filter(entry -> now - entry.getValue() > deadline)
        .map(entry -> new Silence(entry.getKey(), Duration.ofNanos(now - entry.getValue())))
        .findFirst();
  }
}
