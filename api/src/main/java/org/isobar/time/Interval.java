package org.isobar.time;

/**
 * The instants from a start up to, but not at, an end.
 *
 * @param start first instant, in microseconds since 1970-01-01 of some calendar
 * @param end first instant after the interval
 */
public record Interval(long start, long end) {
  public Interval {
    if (end < start) {
      throw new IllegalArgumentException("interval from " + start + " to " + end);
    }
  }

  /** Whether an instant of the same calendar lies in this interval. */
  public boolean contains(long micros) {
    return micros >= start && micros < end;
  }

  /** How long this is, in microseconds. */
  public long length() {
    return end - start;
  }
}
