package org.isobar.run;

import java.util.List;

/**
 * A plan with its price, before anything is read.
 *
 * @param stages in the order they run
 * @param bytesToRead uncompressed bytes that will be decoded, all passes together
 * @param bytesToWrite bytes of the results
 * @param peakMemory bytes per worker process that the plan may hold at once
 * @param budget the memory budget it was planned for
 * @param text all of it in words, many lines
 */
public record Explanation(
    List<Stage> stages,
    long bytesToRead,
    long bytesToWrite,
    long peakMemory,
    long budget,
    String text) {
  public Explanation {
    stages = List.copyOf(stages);
  }

  /**
   * One stage.
   *
   * @param label what it computes
   * @param tasks number of tasks
   * @param passes how often the input is read
   */
  public record Stage(String label, long tasks, int passes, long bytesToRead, long peakMemory) {}

  @Override
  public String toString() {
    return text;
  }
}
