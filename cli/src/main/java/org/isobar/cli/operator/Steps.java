package org.isobar.cli.operator;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.coord.Coordinate;
import org.isobar.time.DateTime;
import org.isobar.time.TimeReference;

/** Picks time steps; the dimension stays, however few there are. */
final class Steps {
  private static final int HALF_SECOND = 500_000;

  private Steps() {}

  /** The steps at some positions, in their order. */
  static Field take(Field f, String dim, int[] at) {
    return at.length == 1 ? f.slice(dim, at[0], at[0] + 1L, 1) : f.isel(dim, at);
  }

  /** So many steps from the first on. */
  static Field first(Field f, String dim, long steps) {
    return f.slice(dim, 0, steps, 1);
  }

  /** The steps that a condition on their position holds for; empty if there is none. */
  static Optional<Field> where(Field f, String dim, IntPredicate condition) {
    int n = Math.toIntExact(Layout.of(f).steps(f));
    int[] at = IntStream.range(0, n).filter(condition).toArray();
    return at.length == 0 ? Optional.empty() : Optional.of(at.length == n ? f : take(f, dim, at));
  }

  /** The dates of a time axis to the second; none if it tells no dates. */
  static List<DateTime> dates(Coordinate time) {
    Optional<TimeReference> reference = time.time();
    if (reference.isEmpty()) {
      return List.of();
    }
    return IntStream.range(0, time.size())
        .mapToObj(i -> nearest(reference.get(), time.value(i)))
        .toList();
  }

  private static DateTime nearest(TimeReference reference, double value) {
    DateTime date = reference.decode(value);
    return DateTime.ofMicros(date.calendar(), date.micros() + HALF_SECOND);
  }
}
