package org.isobar;

import java.util.stream.IntStream;
import org.isobar.error.ShapeException;
import org.isobar.time.DateTime;
import org.isobar.time.Interval;
import org.isobar.time.Season;
import org.isobar.time.TimeRange;

/** Picks samples by date. */
final class TimeSelection {
  private TimeSelection() {}

  static Field range(Field f, TimeRange range) {
    Samples s = Samples.of(f);
    String step = "time(" + range.from() + ", " + range.to() + ")";
    int[] within = within(s, range);
    if (within.length == 0) {
      throw new ShapeException(
          step + " selects nothing of '" + f.name() + "': " + Selection.extent(f, s.dim()));
    }
    return Selection.take(f, s.dim(), within, step);
  }

  /** Indices of the samples within a period. */
  static int[] within(Samples s, TimeRange range) {
    Interval interval = range.resolve(s.calendar());
    return IntStream.range(0, s.micros().length)
        .filter(i -> interval.contains(s.micros()[i]))
        .toArray();
  }

  static Field season(Field f, String name) {
    Season season = Season.parse(name);
    Samples s = Samples.of(f);
    int[] within =
        IntStream.range(0, s.micros().length)
            .filter(i -> season.contains(DateTime.ofMicros(s.calendar(), s.micros()[i]).month()))
            .toArray();
    return Selection.take(f, s.dim(), within, "season(" + season.name() + ")");
  }
}
