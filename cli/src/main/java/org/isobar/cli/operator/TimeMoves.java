package org.isobar.cli.operator;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.TimeReference;

/** Changes of the time axes of variables. */
final class TimeMoves {
  private TimeMoves() {}

  /** The source with the time axis, or the scalar time, of each variable changed. */
  static Source change(Call call, Source in, UnaryOperator<Coordinate> change) {
    return in.map(call.operator(), f -> change(f, change));
  }

  private static Field change(Field f, UnaryOperator<Coordinate> change) {
    Optional<String> dim = Layout.of(f).time();
    if (dim.isPresent()) {
      return f.withCoordinate(dim.get(), change.apply(f.coordinates().of(dim.get()).orElseThrow()));
    }
    return f.coordinates()
        .scalar(Axis.T)
        .map(c -> f.withScalar(c.folded() ? change.apply(c).asFolded() : change.apply(c)))
        .orElse(f);
  }

  /** What becomes of a date. */
  @FunctionalInterface
  interface Move {
    DateTime of(DateTime date);
  }

  /** The axis with every date moved, those of bounds too, counted since another date perhaps. */
  static Coordinate moved(Coordinate c, TimeReference to, Move move) {
    TimeReference from = c.time().orElseThrow();
    double[] values = moved(c.values(), from, to, move);
    Optional<Bounds> bounds =
        c.bounds().map(b -> Bounds.of(b.name(), moved(b.pairs(), from, to, move)));
    return counted(c, to).withValues(values, bounds);
  }

  private static double[] moved(double[] values, TimeReference from, TimeReference to, Move move) {
    double[] out = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = to.encode(move.of(from.decode(values[i])));
    }
    return out;
  }

  /** The axis without values yet, counted as a reference says. */
  static Coordinate counted(Coordinate c, TimeReference to) {
    return c.withAttribute("units", to.text()).withTime(to);
  }

  /** The calendar of an axis; the standard one if it has no dates. */
  static Calendar calendar(Coordinate c) {
    return c.calendar().orElse(Calendar.STANDARD);
  }

  /** A reference date as CDO writes it: {@code days since 1990-1-15 00:00:00}. */
  static TimeReference reference(String unit, DateTime since) {
    String clock = since.toString().substring(since.toString().indexOf('T') + 1);
    String text =
        unit
            + " since "
            + since.year()
            + "-"
            + since.month()
            + "-"
            + since.day()
            + " "
            + clock.substring(0, Math.min(clock.length(), 8));
    return TimeReference.parse(text, since.calendar());
  }

  /**
   * The same year, month, day and time of day in another calendar; days that a month lacks run on
   * into the next.
   */
  static DateTime in(Calendar calendar, int year, int month, int day, DateTime clock) {
    long start = DateTime.of(calendar, year, month, 1).micros();
    long ofDay = Math.floorMod(clock.micros(), TimeStep.DAY);
    return DateTime.ofMicros(calendar, start + (day - 1) * TimeStep.DAY + ofDay);
  }
}
