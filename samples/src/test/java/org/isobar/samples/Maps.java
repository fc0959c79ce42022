package org.isobar.samples;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;

/** Fields over time, latitude and longitude whose values are a formula. */
final class Maps {
  /** Centres of four rows of 45 degrees. */
  static final double[] LATITUDES = {-67.5, -22.5, 22.5, 67.5};

  /** Centres of eight columns of 45 degrees. */
  static final double[] LONGITUDES = {22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5};

  private Maps() {}

  /** A value at a step of time and a place in degrees. */
  @FunctionalInterface
  interface Formula {
    double at(int step, double latitude, double longitude);
  }

  /**
   * Monthly values in the middle of each month.
   *
   * @param firstYear first whole year
   * @param formula gets the number of the month, from 0 in the first January
   */
  static Field monthly(
      String name, String unit, Calendar calendar, int firstYear, int years, Formula formula) {
    double[] middles =
        IntStream.range(0, 12 * years)
            .mapToDouble(
                month -> {
                  int year = firstYear + month / 12;
                  double first = calendar.dayNumber(year, month % 12 + 1, 1);
                  return first + calendar.daysInMonth(year, month % 12 + 1) / 2.0;
                })
            .toArray();
    return of(name, unit, time(middles, calendar), LATITUDES, formula);
  }

  /** Daily values at noon from 1 January of a year on. */
  static Field daily(
      String name, String unit, Calendar calendar, int year, int days, Formula formula) {
    double first = calendar.dayNumber(year, 1, 1);
    double[] noons = IntStream.range(0, days).mapToDouble(day -> first + day + 0.5).toArray();
    return of(name, unit, time(noons, calendar), LATITUDES, formula);
  }

  private static Coordinate time(double[] days, Calendar calendar) {
    return Coordinate.ofTime("time", days, "days since 1970-01-01", calendar);
  }

  static Field of(String name, String unit, Coordinate time, double[] latitudes, Formula formula) {
    NdArray values =
        NdArray.ofDoubles(
            List.of(
                new Dim("time", time.size()),
                new Dim("lat", latitudes.length),
                new Dim("lon", LONGITUDES.length)),
            IntStream.range(0, time.size())
                .boxed()
                .flatMapToDouble(
                    step ->
                        DoubleStream.of(latitudes)
                            .flatMap(
                                lat ->
                                    DoubleStream.of(LONGITUDES)
                                        .map(lon -> formula.at(step, lat, lon))))
                .toArray());
    return Field.of(
        name,
        values,
        unit,
        Map.of(
            "time",
            time,
            "lat",
            Coordinate.ofLatitudes("lat", latitudes),
            "lon",
            Coordinate.ofLongitudes("lon", LONGITUDES)));
  }
}
