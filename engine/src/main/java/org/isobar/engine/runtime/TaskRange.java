package org.isobar.engine.runtime;

/**
 * The tasks from {@code begin} to {@code end}, the end excluded. An aligned range is a subtree of
 * the fold: {@code 2^k} tasks from a multiple of {@code 2^k} on, or what the last task leaves of
 * them.
 */
public record TaskRange(long begin, long end) {
  public TaskRange {
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("tasks from " + begin + " to " + end);
    }
  }

  public long size() {
    return end - begin;
  }

  public boolean isEmpty() {
    return begin == end;
  }

  public boolean contains(long task) {
    return begin <= task && task < end;
  }

  boolean overlaps(TaskRange other) {
    return Math.max(begin, other.begin) < Math.min(end, other.end);
  }

  @Override
  public String toString() {
    return begin + ".." + end;
  }
}
