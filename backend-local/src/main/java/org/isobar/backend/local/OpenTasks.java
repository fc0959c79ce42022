package org.isobar.backend.local;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.engine.runtime.TaskRange;

/** The tasks of a stage that no earlier run has done, in their order and numbered from 0 on. */
final class OpenTasks {
  /** The first task of each range without a gap, by its number. */
  private final TreeMap<Long, Long> firsts = new TreeMap<>();

  private final long count;

  /**
   * The tasks that are left.
   *
   * @param tasks number of tasks of the stage
   * @param done what is not left: disjoint, in order
   */
  OpenTasks(long tasks, List<TaskRange> done) {
    long number = 0;
    long begin = 0;
    for (TaskRange range : done) {
      if (begin < range.begin()) {
        firsts.put(number, begin);
        number += range.begin() - begin;
      }
      begin = range.end();
    }
    if (begin < tasks) {
      firsts.put(number, begin);
      number += tasks - begin;
    }
    this.count = number;
  }

  long count() {
    return count;
  }

  /** The task of a number below {@link #count}. */
  long task(long number) {
    Map.Entry<Long, Long> range = firsts.floorEntry(number);
    return range.getValue() + (number - range.getKey());
  }
}
