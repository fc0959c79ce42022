package org.isobar.memory;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.function.Executable;

/** Asserts on messages of exceptions. */
public final class Failures {
  private Failures() {}

  /** The call fails so, and the message holds all the words. */
  public static <T extends Throwable> T fails(Class<T> type, Executable call, String... words) {
    T e = assertThrows(type, call);
    String message = String.valueOf(e.getMessage());
    assertAll(
        Arrays.stream(words)
            .map(
                w ->
                    () -> assertTrue(message.contains(w), () -> "'" + w + "' not in: " + message)));
    return e;
  }
}
