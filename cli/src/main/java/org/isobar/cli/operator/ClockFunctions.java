package org.isobar.cli.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.DateTime;

/** Functions of expressions that tell the date of each time step. */
final class ClockFunctions {
  private static final double MICROS_PER_SECOND = 1e6;

  private ClockFunctions() {}

  /** A field along the time axis of a file: empty if there is no such function, or no dates. */
  static Optional<Field> of(Source source, String function) {
    Optional<Field> timed =
        source.fields().stream().filter(f -> Layout.of(f).time().isPresent()).findFirst();
    if (timed.isEmpty()) {
      return Optional.empty();
    }
    String dim = Layout.of(timed.get()).time().orElseThrow();
    Coordinate time = timed.get().coordinates().of(dim).orElseThrow();
    if (time.time().isEmpty() && !function.equals("ctimestep")) {
      return Optional.empty();
    }
    double[] values = new double[time.size()];
    for (int i = 0; i < values.length; i++) {
      Optional<Double> value = value(function, time, i);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values[i] = value.get();
    }
    boolean large = function.equals("cdate") || function.equals("cdeltat");
    Dim steps = new Dim(dim, values.length);
    return Optional.of(
        large
            ? Field.of(function, NdArray.ofDoubles(List.of(steps), values), "", Map.of(dim, time))
            : PlaceFunctions.field(timed.get(), function, List.of(steps), values));
  }

  private static Optional<Double> value(String function, Coordinate time, int i) {
    if (function.equals("ctimestep")) {
      return Optional.of(i + 1.0);
    }
    DateTime d = time.time().orElseThrow().decode(time.value(i));
    double seconds = d.second() + d.micro() / MICROS_PER_SECOND;
    return switch (function) {
      case "cdate" -> Optional.of(d.year() * 10_000.0 + d.month() * 100 + d.day());
      case "ctime" -> Optional.of(d.hour() * 10_000.0 + d.minute() * 100 + seconds);
      case "cyear" -> Optional.of((double) d.year());
      case "cmonth" -> Optional.of((double) d.month());
      case "cday" -> Optional.of((double) d.day());
      case "chour" -> Optional.of((double) d.hour());
      case "cminute" -> Optional.of((double) d.minute());
      case "csecond" -> Optional.of(seconds);
      case "cdeltat" -> Optional.of(i == 0 ? 0 : elapsed(time, i));
      default -> Optional.empty();
    };
  }

  private static double elapsed(Coordinate time, int i) {
    var reference = time.time().orElseThrow();
    return (reference.micros(time.value(i)) - reference.micros(time.value(i - 1)))
        / MICROS_PER_SECOND;
  }
}
