package org.isobar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.Interval;
import org.isobar.unit.Unit;

/** How long each sample of a time axis stands for, in days. */
final class SampleLengths {
  private static final double DAY = 86_400_000_000.0;

  private SampleLengths() {}

  static Expr expr(Samples s) {
    double[] days = days(s);
    return new Constant(
        NdArray.ofDoubles(List.of(new Dim(s.dim(), days.length)), days), Unit.require("day"));
  }

  /**
   * From the bounds; without them from the calendar if samples are months, seasons or years apart;
   * else all alike.
   */
  static double[] days(Samples s) {
    int n = s.micros().length;
    double[] out = new double[n];
    Optional<Frequency> spacing = s.bounded() ? Optional.empty() : spacing(s);
    for (int i = 0; i < n; i++) {
      if (s.bounded()) {
        out[i] = (s.end()[i] - s.start()[i]) / DAY;
      } else if (spacing.isPresent()) {
        Interval period = spacing.get().period(s.calendar(), s.micros()[i]);
        out[i] = period.length() / DAY;
      } else {
        out[i] = 1;
      }
    }
    return out;
  }

  /** Whether all samples have the same length: weights would change nothing. */
  static boolean alike(Samples s) {
    double[] days = days(s);
    for (double d : days) {
      if (d != days[0]) {
        return false;
      }
    }
    return true;
  }

  /** The period that each sample stands for: the nearest neighbours are as far apart. */
  private static Optional<Frequency> spacing(Samples s) {
    long[] at = s.micros().clone();
    Arrays.sort(at);
    long least = Long.MAX_VALUE;
    for (int i = 1; i < at.length; i++) {
      DateTime before = DateTime.ofMicros(s.calendar(), at[i - 1]);
      DateTime here = DateTime.ofMicros(s.calendar(), at[i]);
      long months = (here.year() - (long) before.year()) * 12 + here.month() - before.month();
      if (months < 1 || at[i] - at[i - 1] < 27 * (long) DAY) {
        return Optional.empty();
      }
      least = Math.min(least, months);
    }
    return switch ((int) Math.min(least, 99)) {
      case 1 -> Optional.of(Frequency.MONTH);
      case 3 -> Optional.of(Frequency.SEASON);
      case 12 -> Optional.of(Frequency.YEAR);
      default -> Optional.empty();
    };
  }
}
