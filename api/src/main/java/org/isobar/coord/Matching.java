package org.isobar.coord;

import java.util.Optional;
import org.isobar.unit.Conversion;

/** Compares coordinates of two fields that are to be joined. */
public final class Matching {
  /** Relative tolerance of joins unless stated otherwise: real files differ in the last digits. */
  public static final double DEFAULT_TOLERANCE = 1e-6;

  private Matching() {}

  /**
   * The first difference in words, or empty if both match: equal labels, or equal numbers within
   * the tolerance relative to the larger of value and spacing, after conversion of units. Time axes
   * are compared as instants, to the second, in their own calendars.
   */
  public static Optional<String> difference(Coordinate a, Coordinate b, double tolerance) {
    if (a.size() != b.size()) {
      return Optional.of(a.size() + " and " + b.size() + " cells");
    }
    if (a.isText() != b.isText()) {
      return Optional.of("labels and numbers");
    }
    if (a.time().isPresent() && b.time().isPresent()) {
      return timeDifference(a, b);
    }
    Conversion unit = unit(a, b);
    for (int i = 0; i < a.size(); i++) {
      if (a.isText()
          ? !a.labels().get(i).equals(b.labels().get(i))
          : !close(a, unit.apply(b.value(i)), i, tolerance)) {
        return Optional.of(
            "cell " + i + " is " + show(a, i) + " in one and " + show(b, i) + " in the other");
      }
    }
    return Optional.empty();
  }

  /** From the second one's unit to the first one's, where both are told and convert. */
  private static Conversion unit(Coordinate a, Coordinate b) {
    return a.unit().known() && b.unit().known() && b.unit().convertible(a.unit())
        ? b.unit().to(a.unit())
        : Conversion.IDENTITY;
  }

  private static boolean close(Coordinate a, double y, int i, double tolerance) {
    double x = a.value(i);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.isNaN(x) && Double.isNaN(y);
    }
    int j = i > 0 ? i - 1 : Math.min(1, a.size() - 1);
    double scale = Math.max(Math.max(Math.abs(x), Math.abs(y)), Math.abs(x - a.value(j)));
    return x == y || Math.abs(x - y) <= tolerance * scale;
  }

  private static Optional<String> timeDifference(Coordinate a, Coordinate b) {
    var ta = a.time().orElseThrow();
    var tb = b.time().orElseThrow();
    if (ta.calendar() != tb.calendar()) {
      return Optional.of("calendars " + ta.calendar().cfName() + " and " + tb.calendar().cfName());
    }
    for (int i = 0; i < a.size(); i++) {
      long x = ta.micros(a.value(i));
      long y = tb.micros(b.value(i));
      if (Math.abs(x - y) > 1_000_000) {
        return Optional.of(
            "step "
                + i
                + " is "
                + ta.decode(a.value(i))
                + " in one and "
                + tb.decode(b.value(i))
                + " in the other");
      }
    }
    return Optional.empty();
  }

  private static String show(Coordinate c, int i) {
    String unit = c.unit().text().isEmpty() ? "" : " " + c.unit();
    return c.isText() ? "'" + c.labels().get(i) + "'" : c.value(i) + unit;
  }
}
