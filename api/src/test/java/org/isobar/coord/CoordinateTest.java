package org.isobar.coord;

import static org.isobar.memory.Failures.fails;
import static org.isobar.memory.MemoryFile.attributes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Indices;
import org.isobar.data.Region;
import org.isobar.dataset.Attributes;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.time.Calendar;
import org.isobar.time.TimeReference;
import org.junit.jupiter.api.Test;

class CoordinateTest {
  private static Coordinate of(DType type, double... values) {
    return Coordinate.of("c", Optional.empty(), type, values, Attributes.NONE);
  }

  private static Coordinate in(String units, double... values) {
    return Coordinate.of(
        "c", Optional.empty(), DType.FLOAT64, values, attributes("units=" + units));
  }

  private static Coordinate time(String units, Calendar calendar, double... values) {
    return in(units, values).withTime(TimeReference.parse(units, calendar));
  }

  @Test
  void cellsAreTakenWithTheirBounds() {
    Coordinate c =
        of(DType.FLOAT32, 1, 2, 3)
            .withBounds(Optional.of(Bounds.of("b", new double[] {0, 1, 1, 2, 2, 3})));
    Coordinate taken = c.take(Indices.of(2, 0));
    assertArrayEquals(new double[] {3, 1}, taken.values());
    assertArrayEquals(new double[] {2, 3, 0, 1}, taken.bounds().orElseThrow().pairs());
    Coordinate odd = c.select(Region.of(new long[] {0}, new long[] {2}, new long[] {2}), 0);
    assertArrayEquals(new double[] {1, 3}, odd.values());
  }

  @Test
  void boundsMustFitTheirCells() {
    fails(
        ShapeException.class,
        () -> of(DType.FLOAT32, 1, 2).withBounds(Optional.of(Bounds.of("b", new double[] {0, 1}))),
        "'c' has 2 values and 1 bounds");
    fails(ShapeException.class, () -> Bounds.of("b", new double[3]), "'b' with 3 values");
  }

  @Test
  void arraysAreCopied() {
    double[] values = {1, 2};
    Coordinate c = of(DType.FLOAT64, values);
    values[0] = 9;
    c.values()[1] = 9;
    assertArrayEquals(new double[] {1, 2}, c.values());
  }

  @Test
  void longitudesThatJumpDoNotDescend() {
    assertFalse(of(DType.FLOAT64, 180, 270, 359, 0, 90, 179).descending());
    assertTrue(of(DType.FLOAT64, 179, 90, 0, 359, 270, 180).descending());
    assertFalse(of(DType.FLOAT64, 5).descending());
    assertTrue(of(DType.FLOAT64, 90, 0, -90).descending());
  }

  @Test
  void otherValuesAreStoredAsFloatsOnlyIfNotTime() {
    assertEquals(
        DType.FLOAT32, of(DType.FLOAT32, 1).withValues(new double[] {2}, Optional.empty()).type());
    assertEquals(
        DType.FLOAT64, of(DType.INT32, 1).withValues(new double[] {2}, Optional.empty()).type());
    Coordinate t =
        of(DType.FLOAT32, 1)
            .withTime(TimeReference.parse("days since 1850-01-01", Calendar.STANDARD));
    assertEquals(DType.FLOAT64, t.withValues(new double[] {2.5}, Optional.empty()).type());
  }

  // ---- matching

  private static Optional<String> difference(Coordinate a, Coordinate b) {
    return Matching.difference(a, b, Matching.DEFAULT_TOLERANCE);
  }

  @Test
  void lastDigitsMayDiffer() {
    double third = 100 / 3.0;
    assertEquals(
        Optional.empty(), difference(of(DType.FLOAT64, third), of(DType.FLOAT32, (float) third)));
    assertEquals(Optional.empty(), difference(of(DType.FLOAT64, 1e-9, 2), of(DType.FLOAT64, 0, 2)));
    assertEquals(
        Optional.of("cell 1 is 2.0 in one and 2.1 in the other"),
        difference(of(DType.FLOAT64, 1, 2), of(DType.FLOAT64, 1, 2.1)));
  }

  @Test
  void missingCoordinatesMatchEachOtherOnly() {
    assertEquals(
        Optional.empty(), difference(of(DType.FLOAT64, Double.NaN), of(DType.FLOAT64, Double.NaN)));
    assertTrue(difference(of(DType.FLOAT64, Double.NaN), of(DType.FLOAT64, 1)).isPresent());
  }

  @Test
  void unitsAreConverted() {
    assertEquals(Optional.empty(), difference(in("hPa", 850, 500), in("Pa", 85000, 50000)));
    assertEquals(
        Optional.of("cell 0 is 850.0 hPa in one and 85000.0 hPa in the other"),
        difference(in("hPa", 850), in("hPa", 85000)));
    assertEquals(Optional.empty(), difference(in("level", 1), in("sigma_level", 1)));
  }

  @Test
  void timesMatchAsInstantsOfOneCalendar() {
    assertEquals(
        Optional.empty(),
        difference(
            time("days since 2000-01-01", Calendar.NOLEAP, 365),
            time("hours since 2001-01-01", Calendar.NOLEAP, 0)));
    assertTrue(
        difference(
                time("days since 2000-01-01", Calendar.NOLEAP, 365),
                time("days since 2000-01-01", Calendar.NOLEAP, 366))
            .orElseThrow()
            .contains("step 0 is 2001-01-01T00:00:00 in one and 2001-01-02T00:00:00"));
    assertEquals(
        Optional.of("calendars noleap and 360_day"),
        difference(
            time("days since 2000-01-01", Calendar.NOLEAP, 0),
            time("days since 2000-01-01", Calendar.DAY_360, 0)));
  }

  @Test
  void timesAreReadAsDatesOfTheirCalendar() {
    assertEquals(
        List.of("2000-02-30T00:00:00", "2000-03-01T12:00:00"),
        time("days since 2000-01-01", Calendar.DAY_360, 59, 60.5).dates().stream()
            .map(Object::toString)
            .toList());
    fails(
        CalendarException.class, () -> of(DType.FLOAT64, 1, 2).dates(), "cannot be read as dates");
  }

  @Test
  void labelsMatchByText() {
    Coordinate a = Coordinate.ofLabels("model", List.of("A", "B"), Attributes.NONE);
    Coordinate b = Coordinate.ofLabels("model", List.of("A", "C"), Attributes.NONE);
    assertEquals(Optional.empty(), difference(a, a));
    assertEquals(Optional.of("cell 1 is 'B' in one and 'C' in the other"), difference(a, b));
    assertEquals(Optional.of("labels and numbers"), difference(a, of(DType.FLOAT64, 1, 2)));
    assertEquals(Optional.of("2 and 1 cells"), difference(a, of(DType.FLOAT64, 1)));
  }
}
