package org.isobar;

import java.util.List;
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
        NdArray.ofDoubles(List.of(new Dim(s.dim(), days.length)), days), Unit.require("days"));
  }

  /** From the bounds; without them from the calendar month of monthly samples; else all alike. */
  static double[] days(Samples s) {
    int n = s.micros().length;
    double[] out = new double[n];
    boolean monthly = !s.bounded() && isMonthly(s);
    for (int i = 0; i < n; i++) {
      if (s.bounded()) {
        out[i] = (s.end()[i] - s.start()[i]) / DAY;
      } else if (monthly) {
        Interval month = Frequency.MONTH.period(s.calendar(), s.micros()[i]);
        out[i] = month.length() / DAY;
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

  private static boolean isMonthly(Samples s) {
    long[] at = s.micros();
    if (at.length < 2) {
      return false;
    }
    DateTime before = DateTime.ofMicros(s.calendar(), at[0]);
    for (int i = 1; i < at.length; i++) {
      DateTime t = DateTime.ofMicros(s.calendar(), at[i]);
      long months = (t.year() - (long) before.year()) * 12 + t.month() - before.month();
      if (months < 1 || at[i] - at[i - 1] < 27 * (long) DAY) {
        return false;
      }
      before = t;
    }
    return true;
  }
}
