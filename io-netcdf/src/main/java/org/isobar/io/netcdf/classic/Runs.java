package org.isobar.io.netcdf.classic;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.isobar.data.Region;

/**
 * How a region of a variable lies in a file: nested loops over runs of consecutive bytes, in
 * row-major order.
 */
final class Runs {
  private final long begin;
  private final long[] counts;
  private final long[] steps;
  private final long runBytes;

  private Runs(long begin, long[] counts, long[] steps, long runBytes) {
    this.begin = begin;
    this.counts = counts;
    this.steps = steps;
    this.runBytes = runBytes;
  }

  /**
   * The runs of a region that is not empty.
   *
   * @param begin position of the variable's first value
   * @param memorySteps bytes between neighbours along each dimension
   */
  static Runs of(long begin, Region region, long[] memorySteps, int valueBytes) {
    int rank = region.rank();
    long[] counts = new long[rank];
    long[] steps = new long[rank];
    int n = 0;
    long first = begin;
    for (int d = 0; d < rank; d++) {
      first += region.start(d) * memorySteps[d];
      if (region.count(d) > 1) {
        counts[n] = region.count(d);
        steps[n] = region.stride(d) * memorySteps[d];
        n++;
      }
    }
    n = merge(counts, steps, n);
    long run = valueBytes;
    if (n > 0 && steps[n - 1] == valueBytes) {
      n--;
      run = counts[n] * valueBytes;
    }
    return new Runs(first, Arrays.copyOf(counts, n), Arrays.copyOf(steps, n), run);
  }

  /** Joins loops whose iterations continue each other; the number of loops left. */
  private static int merge(long[] counts, long[] steps, int n) {
    if (n == 0) {
      return 0;
    }
    int last = 0;
    for (int d = 1; d < n; d++) {
      if (steps[last] == counts[d] * steps[d]) {
        counts[last] *= counts[d];
      } else {
        last++;
        counts[last] = counts[d];
      }
      steps[last] = steps[d];
    }
    return last + 1;
  }

  /** Position of the first byte. */
  long begin() {
    return begin;
  }

  /** Position one past the last byte. */
  long end() {
    return begin + span(0);
  }

  /** Number of loops. */
  int loops() {
    return counts.length;
  }

  /** Iterations of a loop; 0 is the outermost. */
  long count(int loop) {
    return counts[loop];
  }

  /** Bytes from one iteration of a loop to the next. */
  long step(int loop) {
    return steps[loop];
  }

  /** Length of each run. */
  long runBytes() {
    return runBytes;
  }

  /** Bytes from the first to the last byte of what this loop and those inside it cover. */
  long span(int loop) {
    long span = runBytes;
    for (int d = counts.length - 1; d >= loop; d--) {
      span += (counts[d] - 1) * steps[d];
    }
    return span;
  }

  /**
   * The outermost loop such that from it inwards no gap between runs is larger than this; {@link
   * #loops} if there is none.
   */
  int outermostWithGapsUpTo(long bytes) {
    int loop = counts.length;
    while (loop > 0 && steps[loop - 1] - span(loop) <= bytes) {
      loop--;
    }
    return loop;
  }

  /** Calls with the position of each run, in order. */
  void forEach(LongConsumer action) {
    long[] at = new long[counts.length];
    long position = begin;
    while (true) {
      action.accept(position);
      int d = at.length - 1;
      while (d >= 0 && ++at[d] == counts[d]) {
        position -= (at[d] - 1) * steps[d];
        at[d--] = 0;
      }
      if (d < 0) {
        return;
      }
      position += steps[d];
    }
  }
}
