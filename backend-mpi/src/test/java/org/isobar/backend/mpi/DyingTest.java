package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DyingTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String CAUSE = "the process received SIGTERM";

  private final Dying dying = new Dying(Duration.ofMillis(2500), Duration.ofSeconds(30));

  @Test
  void aRankThatWasNotToldToEndLives() {
    assertEquals(Optional.empty(), dying.check(100 * SECOND));
  }

  @Test
  void theCauseIsNotLostWhereRankZeroDoesNotAnswer() {
    assertTrue(dying.begin(CAUSE, 5 * SECOND));
    assertFalse(dying.begin("another", 6 * SECOND), "only the first cause is told");
    assertEquals(Optional.empty(), dying.check(7 * SECOND));
    assertEquals(
        Optional.of(CAUSE + ", and rank 0 did not answer within 2.5 s"), dying.check(8 * SECOND));
  }

  @Test
  void whoeverAsksForTimeGetsIt() {
    dying.begin(CAUSE, 5 * SECOND);
    dying.asked(6 * SECOND);
    assertEquals(Optional.empty(), dying.check(35 * SECOND));
    assertEquals(
        Optional.of(CAUSE + ", and rank 0 did not end the world within 30.0 s"),
        dying.check(37 * SECOND));
  }
}
