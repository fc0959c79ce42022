package org.isobar.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Says what happens: whole lines, and on a terminal a last line that is written over and over.
 * Thread-safe.
 */
final class ProgressLine {
  private static final long UPDATE_NANOS = 100_000_000;

  private final PrintStream target;
  private final boolean terminal;
  private int shown;
  private long updated;

  /**
   * @param terminal whether the target is a terminal; elsewhere updates are not shown
   */
  ProgressLine(PrintStream target, boolean terminal) {
    this.target = target;
    this.terminal = terminal;
  }

  /** A line that stays. */
  synchronized void say(String line) {
    clear();
    target.print(line + "\n");
    target.flush();
  }

  /** Shows how far work is, if the last update is not too fresh. */
  synchronized void update(String work, long done, long total, String detail) {
    long now = System.nanoTime();
    if (!terminal || (shown > 0 && now - updated < UPDATE_NANOS)) {
      return;
    }
    updated = now;
    String line =
        String.format(
            Locale.ROOT, "%s %3d %%  %s", work, total == 0 ? 100 : 100 * done / total, detail);
    target.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    target.flush();
    shown = line.length();
  }

  /** Takes the last line away. */
  synchronized void clear() {
    if (shown > 0) {
      target.print("\r" + " ".repeat(shown) + "\r");
      target.flush();
      shown = 0;
    }
  }
}
