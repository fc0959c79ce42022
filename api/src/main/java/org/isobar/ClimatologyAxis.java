package org.isobar;

import java.util.Optional;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.time.Groups;
import org.isobar.time.TimeReference;

/**
 * The time coordinate of a climatology (CF conventions, section 7.4): each group at the middle of
 * its first occurrence, with bounds from the begin of its first to the end of its last sample.
 */
final class ClimatologyAxis {
  private ClimatologyAxis() {}

  static Coordinate of(Samples s, Groups groups, int[] within) {
    int n = groups.size();
    long[] low = new long[n];
    long[] high = new long[n];
    long[] firstEnd = new long[n];
    boolean[] seen = new boolean[n];
    for (int i : within) {
      int g = groups.code(i);
      long start = s.bounded() ? s.start()[i] : s.micros()[i];
      long end = s.bounded() ? s.end()[i] : s.micros()[i];
      if (!seen[g]) {
        low[g] = start;
        high[g] = end;
        firstEnd[g] = end;
        seen[g] = true;
      }
      boolean sameOccurrence = start - firstEnd[g] <= OCCURRENCE_GAP;
      firstEnd[g] = sameOccurrence ? Math.max(firstEnd[g], end) : firstEnd[g];
      low[g] = Math.min(low[g], start);
      high[g] = Math.max(high[g], end);
    }
    TimeReference t = s.reference();
    double[] values = new double[n];
    double[] pairs = new double[2 * n];
    for (int g = 0; g < n; g++) {
      values[g] = t.value(low[g] + (firstEnd[g] - low[g]) / 2);
      pairs[2 * g] = t.value(low[g]);
      pairs[2 * g + 1] = t.value(high[g]);
    }
    return s.coordinate()
        .withValues(values, Optional.of(Bounds.ofClimatology("climatology_bnds", pairs)));
  }

  /** Samples of one group that lie closer than this belong to one occurrence of it: 40 days. */
  private static final long OCCURRENCE_GAP = 40L * 86_400_000_000L;
}
