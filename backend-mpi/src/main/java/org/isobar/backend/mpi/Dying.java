package org.isobar.backend.mpi;

import java.time.Duration;
import java.util.Optional;

/**
 * A rank that was told to end, and waits for rank 0 to speak for it and end the world. Has no
 * clock: times are those of {@link System#nanoTime}, given by the caller. Used by one thread.
 */
final class Dying {
  private final Duration answer;
  private final Duration keeping;
  private Optional<String> cause = Optional.empty();
  private boolean asked;
  private long since;

  /**
   * A rank that lives.
   *
   * @param answer how long rank 0 has to answer
   * @param keeping how long it has if it asks for time to write a checkpoint
   */
  Dying(Duration answer, Duration keeping) {
    this.answer = answer;
    this.keeping = keeping;
  }

  /** The rank is told to end; whether it did not know. */
  boolean begin(String why, long now) {
    if (cause.isPresent()) {
      return false;
    }
    cause = Optional.of(why);
    since = now;
    return true;
  }

  /** Rank 0 asks for time. */
  void asked(long now) {
    asked = true;
    since = now;
  }

  /** Why this rank has to end the world itself, once it has waited long enough. */
  Optional<String> check(long now) {
    Duration longest = asked ? keeping : answer;
    return now - since <= longest.toNanos()
        ? Optional.empty()
        : cause.map(
            why ->
                why
                    + ", and rank 0 did not "
                    + (asked ? "end the world" : "answer")
                    + " within "
                    + longest.toMillis() / 1000.0
                    + " s");
  }
}
