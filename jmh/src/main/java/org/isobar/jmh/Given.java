package org.isobar.jmh;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a benchmark's setup has made. */
final class Given {
  private Given() {}

  static <T> T present(@Nullable T made) {
    return Objects.requireNonNull(made, "the setup has not run");
  }
}
