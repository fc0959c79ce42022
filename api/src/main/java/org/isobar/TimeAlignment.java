package org.isobar;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.error.ShapeException;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.Interval;
import org.isobar.time.TimeReference;

/**
 * A time axis that is keyed by year and month alone. It is written in the standard calendar, each
 * sample at the middle of its period, whatever calendar the model had.
 */
final class TimeAlignment {
  private static final String UNITS = "days since 1850-01-01 00:00:00";

  private TimeAlignment() {}

  static Field align(Field f, Frequency period) {
    Samples s = Samples.of(f);
    if (period == Frequency.DAY || period == Frequency.HOUR) {
      throw new ShapeException(
          "days of unlike calendars do not correspond: align '"
              + f.name()
              + "' by MONTH, SEASON or YEAR");
    }
    int n = s.micros().length;
    double[] values = new double[n];
    double[] pairs = new double[2 * n];
    boolean climatology = s.climatology();
    TimeReference t = TimeReference.parse(UNITS, Calendar.STANDARD);
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < n; i++) {
      DateTime own = period.start(DateTime.ofMicros(s.calendar(), s.micros()[i]));
      DateTime start = month(own);
      Interval cell = new Interval(start.micros(), period.next(start).micros());
      Interval extent = climatology ? extent(s, i) : cell;
      if (!seen.add(cell.start())) {
        throw new ShapeException(
            "'"
                + f.name()
                + "' has several samples in "
                + period.label(start)
                + "; resample("
                + period.name().toUpperCase(Locale.ROOT)
                + ").mean() first");
      }
      values[i] = t.value(cell.start() + cell.length() / 2);
      pairs[2 * i] = t.value(extent.start());
      pairs[2 * i + 1] = t.value(extent.end());
    }
    Bounds bounds =
        climatology
            ? Bounds.ofClimatology(s.coordinate().bounds().orElseThrow().name(), pairs)
            : Bounds.of(s.boundsName(), pairs);
    Coordinate c =
        s.coordinate()
            .withAttribute("units", UNITS)
            .withAttribute("calendar", Calendar.STANDARD.cfName())
            .withTime(t)
            .withValues(values, Optional.of(bounds));
    return f.with(
        f.construct().withCoordinates(f.coordinates().with(s.dim(), c)),
        "alignTime(" + period + ")");
  }

  /** What a sample of a climatology was made of, in whole months. */
  private static Interval extent(Samples s, int i) {
    Interval own = s.extent(i);
    long last = Math.max(own.start(), own.end() - 1);
    DateTime start = month(DateTime.ofMicros(s.calendar(), own.start()));
    DateTime end = month(DateTime.ofMicros(s.calendar(), last)).plusMonths(1);
    return new Interval(start.micros(), end.micros());
  }

  private static DateTime month(DateTime own) {
    return DateTime.of(Calendar.STANDARD, own.year(), own.month(), 1);
  }
}
