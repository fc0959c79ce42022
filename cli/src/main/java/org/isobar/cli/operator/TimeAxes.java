package org.isobar.cli.operator;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.isobar.Field;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.TimeReference;

/** Time axes of another kind: numbers since a date, or dates written as numbers. */
public final class TimeAxes {
  private static final String ABSOLUTE = "day as %Y%m%d.%f";

  private TimeAxes() {}

  /** Times as {@code 20000131.5}. A field without time, or with such times, stays as it is. */
  public static Field absolute(Field f) {
    return map(f, c -> isAbsolute(c) ? c : in(c, reference(ABSOLUTE, c)));
  }

  /** Days since the day of the first step where times are dates; others stay as they are. */
  public static Field relative(Field f) {
    return map(f, c -> isAbsolute(c) ? in(c, reference(sinceFirst(c), c)) : c);
  }

  private static Field map(Field f, UnaryOperator<Coordinate> change) {
    Optional<String> dim = f.coordinates().dimOf(Axis.T);
    Optional<Coordinate> time =
        dim.flatMap(f.coordinates()::of).or(() -> f.coordinates().scalar(Axis.T));
    if (time.isEmpty() || time.get().time().isEmpty() || time.get().size() == 0) {
      return f;
    }
    Coordinate changed = change.apply(time.get());
    return dim.isPresent() ? f.withCoordinate(dim.get(), changed) : f.withScalar(changed);
  }

  private static boolean isAbsolute(Coordinate c) {
    return c.time().filter(t -> t.text().contains(" as %")).isPresent();
  }

  private static TimeReference reference(String units, Coordinate c) {
    return TimeReference.parse(units, c.calendar().orElse(Calendar.STANDARD));
  }

  private static String sinceFirst(Coordinate c) {
    DateTime first = c.time().orElseThrow().decode(c.value(0));
    return "days since " + first.year() + "-" + first.month() + "-" + first.day() + " 00:00:00";
  }

  /** The same instants as numbers of another kind. */
  static Coordinate in(Coordinate c, TimeReference to) {
    TimeReference from = c.time().orElseThrow();
    double[] values = c.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = to.value(from.micros(values[i]));
    }
    Optional<Bounds> bounds = c.bounds().map(b -> in(b, from, to));
    Coordinate out =
        Coordinate.of(
                c.name(), c.axis(), DType.FLOAT64, values, c.attributes().with("units", to.text()))
            .withTime(to)
            .withBounds(bounds);
    return c.folded() ? out.asFolded() : out;
  }

  private static Bounds in(Bounds b, TimeReference from, TimeReference to) {
    double[] pairs = b.pairs();
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = to.value(from.micros(pairs[i]));
    }
    return b.climatology() ? Bounds.ofClimatology(b.name(), pairs) : Bounds.of(b.name(), pairs);
  }
}
