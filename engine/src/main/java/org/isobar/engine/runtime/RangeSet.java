package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A set of task numbers as few disjoint ranges; neighbouring ranges are one. Not thread-safe. */
public final class RangeSet {
  private final TreeMap<Long, Long> endByBegin = new TreeMap<>();
  private long size;

  /** Number of tasks. */
  public long size() {
    return size;
  }

  /** Number of ranges that it takes to write the set down. */
  int ranges() {
    return endByBegin.size();
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The lowest range. */
  Optional<TaskRange> first() {
    return Optional.ofNullable(endByBegin.firstEntry())
        .map(e -> new TaskRange(e.getKey(), e.getValue()));
  }

  /** The set as disjoint ranges, in order. */
  public List<TaskRange> toList() {
    List<TaskRange> all = new ArrayList<>();
    endByBegin.forEach((begin, end) -> all.add(new TaskRange(begin, end)));
    return all;
  }

  public void add(TaskRange range) {
    if (range.isEmpty()) {
      return;
    }
    remove(range);
    long begin = range.begin();
    long end = range.end();
    Map.Entry<Long, Long> left = endByBegin.lowerEntry(begin);
    if (left != null && left.getValue() == begin) {
      begin = left.getKey();
    }
    Long right = endByBegin.remove(end);
    if (right != null) {
      end = right;
    }
    endByBegin.put(begin, end);
    size += range.size();
  }

  public void remove(TaskRange range) {
    for (TaskRange part : within(range)) {
      Map.Entry<Long, Long> whole = endByBegin.floorEntry(part.begin());
      if (whole == null) {
        throw new IllegalStateException("no range holds " + part);
      }
      long begin = whole.getKey();
      long end = whole.getValue();
      endByBegin.remove(begin);
      if (begin < part.begin()) {
        endByBegin.put(begin, part.begin());
      }
      if (part.end() < end) {
        endByBegin.put(part.end(), end);
      }
      size -= part.size();
    }
  }

  /** The parts of a range that are in the set, in order. */
  List<TaskRange> within(TaskRange range) {
    List<TaskRange> parts = new ArrayList<>();
    Long from = endByBegin.floorKey(range.begin());
    for (Map.Entry<Long, Long> e :
        endByBegin.tailMap(from == null ? range.begin() : from, true).entrySet()) {
      if (e.getKey() >= range.end()) {
        break;
      }
      TaskRange candidate = new TaskRange(e.getKey(), e.getValue());
      if (candidate.overlaps(range)) {
        parts.add(
            new TaskRange(
                Math.max(candidate.begin(), range.begin()),
                Math.min(candidate.end(), range.end())));
      }
    }
    return parts;
  }

  /** The parts of a range that are not in the set, in order. */
  List<TaskRange> missingFrom(TaskRange range) {
    List<TaskRange> parts = new ArrayList<>();
    long at = range.begin();
    for (TaskRange known : within(range)) {
      if (at < known.begin()) {
        parts.add(new TaskRange(at, known.begin()));
      }
      at = known.end();
    }
    if (at < range.end()) {
      parts.add(new TaskRange(at, range.end()));
    }
    return parts;
  }

  public boolean contains(long task) {
    Map.Entry<Long, Long> e = endByBegin.floorEntry(task);
    return e != null && task < e.getValue();
  }

  boolean isDisjointFrom(TaskRange range) {
    return within(range).isEmpty();
  }

  @Override
  public String toString() {
    return endByBegin.toString();
  }
}
