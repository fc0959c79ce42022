package org.isobar.cli.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.op.Mean;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.Incomplete;

/** Yearly means of monthly series in which each month counts as many days as it has. */
final class YearlyMeans {
  private YearlyMeans() {}

  static Operator operator() {
    return Operator.unary(
        "yearmonmean",
        Parameters.NONE,
        "mean of each year of a monthly series, each month weighted by its number of days",
        (call, in) -> in.getFirst().map(call.operator(), f -> of(call, f)));
  }

  private static Field of(Call call, Field f) {
    Optional<String> dim = Layout.of(f).time();
    if (dim.isEmpty()) {
      return f;
    }
    Coordinate time = f.coordinates().of(dim.get()).orElseThrow();
    Field means =
        f.resample(Frequency.YEAR)
            .stamped()
            .incomplete(Incomplete.KEEP)
            .weighted(days(call, f, dim.get(), time))
            .fold(new Mean());
    int[][] runs = TimeStatistics.runs(time, d -> Frequency.YEAR.start(d).micros());
    Coordinate stamps = TimeStamps.of(time, runs, call.stamp(Stamp.MIDDLE));
    return TimeStatistics.inOrderOfSteps(means.withCoordinate(dim.get(), stamps), dim.get(), runs);
  }

  private static Field days(Call call, Field f, String dim, Coordinate time) {
    double[] days = new double[time.size()];
    var reference =
        time.time()
            .orElseThrow(() -> call.refuse("the time steps of '" + f.name() + "' have no dates"));
    long before = Long.MIN_VALUE;
    for (int i = 0; i < days.length; i++) {
      DateTime d = reference.decode(time.value(i));
      long month = d.year() * 12L + d.month();
      if (month == before) {
        throw call.refuse("two steps in one month, at " + d + ": the series is not monthly");
      }
      before = month;
      days[i] = d.calendar().daysInMonth(d.year(), d.month());
    }
    return Field.of(
        "days", NdArray.ofDoubles(List.of(new Dim(dim, days.length)), days), "days", Map.of());
  }
}
