package org.isobar.time;

/** Rounds instants that were computed from floating-point numbers to what they were meant to be. */
final class Rounding {
  static final long MILLISECOND = 1_000;
  static final long SECOND = 1_000_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  private static final long[] ROUND_TIMES = {HOUR, 30 * MINUTE, 10 * MINUTE, MINUTE, SECOND};

  private Rounding() {}

  /**
   * An instant near {@code base + part}.
   *
   * @param part microseconds past the base
   * @param resolution microseconds between instants that the number could have expressed
   * @param finest grid to round to if the resolution allows
   */
  static long round(long base, double part, double resolution, long finest) {
    if (resolution > MILLISECOND) {
      for (long grid : ROUND_TIMES) {
        long candidate = nearest(base, part, grid);
        // Every instant within half the resolution has the same number: take the roundest of them.
        if (Math.abs((candidate - base) - part) <= 0.5000001 * resolution) {
          return candidate;
        }
      }
    }
    return nearest(base, part, resolution > 1 ? MILLISECOND : finest);
  }

  private static long nearest(long base, double part, long grid) {
    long past = Math.floorMod(base, grid);
    return Math.addExact(base - past, Math.round((past + part) / grid) * grid);
  }
}
