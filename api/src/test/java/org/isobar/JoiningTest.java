package org.isobar;

import static org.isobar.Fields.bounded;
import static org.isobar.Fields.days;
import static org.isobar.Fields.dims;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.over;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobar.coord.Coordinate;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.memory.Values;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.Test;

class JoiningTest {
  private static final Calendar ANY = Calendar.STANDARD;

  @Test
  void partsStandOneAfterAnother() {
    Field f =
        Field.join(
            "time",
            List.of(over("K", days(ANY, 0, 1), lat(0, 9)), over("K", days(ANY, 7), lat(0, 9))));
    assertEquals("[time=3, lat=2]", dims(f));
    assertArrayEquals(new double[] {0, 1, 2, 3, 0, 1}, Values.of(f));
    assertArrayEquals(new double[] {0, 1, 7}, f.coordinate("time").values());
  }

  @Test
  void referenceDatesAndUnitsBecomeTheFirstOnes() {
    Coordinate hours = Coordinate.ofTime("time", new double[] {12}, "hours since 2000-01-03", ANY);
    Field f =
        Field.join(
            "time",
            List.of(
                Fields.of("K", bounded(days(ANY, 1), 0, 2), 280),
                Fields.of("degC", bounded(hours, 0, 24), 7)));
    assertArrayEquals(new double[] {1, 2.5}, f.coordinate("time").values());
    assertArrayEquals(
        new double[] {0, 2, 2, 3}, f.coordinate("time").bounds().orElseThrow().pairs());
    assertArrayEquals(new double[] {280, 280.15}, Values.of(f), 1e-4);
  }

  @Test
  void boundsThatAPartLacksAreLeftOut() {
    Field f =
        Field.join(
            "time",
            List.of(
                Fields.of("K", bounded(days(ANY, 1), 0, 2), 1), Fields.of("K", days(ANY, 3), 2)));
    assertTrue(f.coordinate("time").bounds().isEmpty());
  }

  @Test
  void labelsJoin() {
    Field a = Fields.of("K", Fields.labels("station", "x", "y"), 1, 2);
    Field f = Field.join("station", List.of(a, a));
    assertEquals(List.of("x", "y", "x", "y"), f.coordinate("station").labels());
  }

  @Test
  void aSinglePartStaysAsItIs() {
    Field a = Fields.of("K", days(ANY, 1), 1);
    assertSame(a, Field.join("time", List.of(a)));
  }

  @Test
  void otherCalendarsGridsAndShapesAreRefused() {
    Field a = over("K", days(ANY, 1), lat(0, 9));
    assertThrows(
        CalendarException.class,
        () -> Field.join("time", List.of(a, over("K", days(Calendar.NOLEAP, 2), lat(0, 9)))));
    ShapeException grid =
        assertThrows(
            ShapeException.class,
            () -> Field.join("time", List.of(a, over("K", days(ANY, 2), lat(0, 8)))));
    assertTrue(String.valueOf(grid.getMessage()).contains("differ along 'lat'"));
    assertThrows(
        ShapeException.class, () -> Field.join("time", List.of(a, over("K", days(ANY, 2)))));
    assertThrows(ShapeException.class, () -> Field.join("time", List.of()));
  }

  @Test
  void aScalarCoordinateCanBeTakenAway() {
    Field a = over("K", days(ANY, 1, 2), lat(0, 9)).isel("time", 1);
    assertEquals(List.of("time"), Fields.names(a.coordinates().scalars()));
    assertEquals(List.of(), Fields.names(a.withoutScalar("time").coordinates().scalars()));
  }
}
