package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final long SECOND = 1_000_000_000L;
  private final Watch watch = new Watch(List.of(1, 2), Duration.ofSeconds(6), 0);

  /** Turns once a second, hearing rank 1 each time, and returns what it found at the last. */
  private Optional<Watch.Silence> turnUntil(int second) {
    Optional<Watch.Silence> found = Optional.empty();
    for (int i = 1; i <= second; i++) {
      watch.heard(1, i * SECOND);
      found = watch.check(i * SECOND);
    }
    return found;
  }

  @Test
  void silenceWithinTheDeadlineIsNone() {
    assertEquals(Optional.empty(), turnUntil(6));
  }

  @Test
  void silenceBeyondTheDeadlineIsTold() {
    assertEquals(Optional.of(new Watch.Silence(2, Duration.ofSeconds(7))), turnUntil(7));
  }

  @Test
  void aNeighbourThatLeftMayBeSilent() {
    watch.forget(2);
    assertEquals(Optional.empty(), turnUntil(100));
  }

  @Test
  void aRankThatWasStoppedItselfBlamesNobody() {
    turnUntil(3);
    assertEquals(Optional.empty(), watch.check(1000 * SECOND));
    assertEquals(Optional.empty(), watch.check(1001 * SECOND));
    // From there on the old deadlines hold: rank 2 had been silent for 3 s.
    assertEquals(Optional.empty(), watch.check(1002 * SECOND));
    assertEquals(Optional.empty(), watch.check(1003 * SECOND));
    assertEquals(2, watch.check(1004 * SECOND).orElseThrow().rank());
  }

  @Test
  void signsOfLifeComeSeveralTimesWithinADeadline() {
    assertEquals(Duration.ofSeconds(5), Watch.interval(Duration.ofSeconds(60)));
    assertEquals(Duration.ofMillis(500), Watch.interval(Duration.ofSeconds(3)));
  }
}
