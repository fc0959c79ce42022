package org.isobar.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges which periods their samples cover whole; {@link Periods} says how. */
final class Coverage {
  /** Bounds this far apart touch: they come from rounded numbers. */
  private static final long TOUCHING = Rounding.MINUTE;

  private Coverage() {}

  /**
   * The periods that are not covered.
   *
   * @param times middle of each sample
   * @param cells valid bounds of each sample, null where it has none
   * @param codes period of each sample
   */
  static BitSet incomplete(
      Frequency frequency,
      Calendar calendar,
      long[] times,
      @Nullable Interval[] cells,
      int[] codes,
      Interval[] periods) {
    BitSet unbounded = new BitSet();
    for (int i = 0; i < codes.length; i++) {
      if (cells[i] == null) {
        unbounded.set(codes[i]);
      }
    }
    BitSet incomplete = new BitSet();
    List<Interval> covered = union(cells);
    Sampling sampling = Sampling.of(times, frequency, calendar);
    for (int p = 0; p < periods.length; p++) {
      Interval period = periods[p];
      boolean whole = unbounded.get(p) ? sampling.covers(period) : covers(covered, period);
      incomplete.set(p, !whole);
    }
    return incomplete;
  }

  /** The cells as spans without gaps, in order. */
  private static List<Interval> union(@Nullable Interval[] cells) {
    var spans = new ArrayList<Interval>();
    Arrays.stream(cells)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(Interval::start))
        .forEach(
            cell -> {
              Interval last = spans.isEmpty() ? null : spans.getLast();
              if (last != null && cell.start() <= last.end() + TOUCHING) {
                spans.set(
                    spans.size() - 1, new Interval(last.start(), Math.max(last.end(), cell.end())));
              } else {
                spans.add(cell);
              }
            });
    return spans;
  }

  private static boolean covers(List<Interval> spans, Interval period) {
    int low = 0;
    int high = spans.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spans.get(middle).end() < period.end() - TOUCHING) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < spans.size() && spans.get(low).start() <= period.start() + TOUCHING;
  }
}
