package org.isobar;

import static org.isobar.Fields.bounded;
import static org.isobar.Fields.days;
import static org.isobar.Fields.labels;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.lon;
import static org.isobar.Fields.numbers;
import static org.isobar.Fields.over;
import static org.isobar.Fields.periods;
import static org.isobar.Fields.steps;
import static org.isobar.Fields.text;
import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.isobar.coord.Coordinate;
import org.isobar.error.ShapeException;
import org.isobar.memory.Values;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.junit.jupiter.api.Test;

class WeightsTest {
  /** Rows from the south pole to 30S, to 30N, to the north pole: areas as 1 : 2 : 1. */
  private static Coordinate rows() {
    return bounded(lat(-60, 0, 60), -90, -30, -30, 30, 30, 90);
  }

  // ---- areas

  @Test
  void areasAreThoseBetweenTheBounds() {
    Field f = over("K", rows(), bounded(lon(10, 100), 0, 20, 20, 180));
    // columns as 1 : 8, values 0 to 5
    double expected = ((0 + 8 * 1) + 2 * (2 + 8 * 3) + (4 + 8 * 5)) / 36.0;
    assertEquals(expected, Values.of(f.areaMean())[0], 1e-9);
    assertEquals("area: mean", text(f.areaMean(), "cell_methods"));
    assertEquals(List.of("mean(lat, lon) weighted by area"), steps(f.areaMean()));
  }

  @Test
  void orderOfLatitudesAndOfBoundsDoesNotMatter() {
    Coordinate falling = bounded(lat(60, 0, -60), 90, 30, 30, -30, -30, -90);
    Field f = over("K", falling, bounded(lon(0), -180, 180));
    assertEquals((0 + 2 * 1 + 2) / 4.0, Values.of(f.areaMean())[0], 1e-9);
    Coordinate swapped = bounded(lat(-60, 0, 60), -30, -90, 30, -30, 90, 30);
    Field g = over("K", swapped, bounded(lon(0), -180, 180));
    assertEquals(1, Values.of(g.areaMean())[0], 1e-9);
  }

  @Test
  void midpointsAreClippedToThePolesAndTold() {
    Field f = over("K", lat(-60, 0, 60), lon(0));
    // made bounds: -90, -30, 30, 90
    assertEquals(1, Values.of(f.areaMean())[0], 1e-9);
    assertEquals(
        List.of("mean(lat, lon) weighted by area, bounds of lat made half-way between cells"),
        steps(f.areaMean()));
  }

  @Test
  void uselessBoundsAreMadeAnew() {
    Field f = over("K", bounded(lat(-60, 0, 60), 0, 0, 0, 0, 0, 0), lon(0));
    assertEquals(1, Values.of(f.areaMean())[0], 1e-9);
  }

  @Test
  void areasOfOneRowAreThoseOfItsColumns() {
    Field f = over("K", bounded(lon(10, 100), 0, 20, 20, 180), rows()).isel("lat", 0);
    assertEquals((0 * 1 + 3 * 8) / 9.0, Values.of(f.weighted(Weights.area()).mean("lon"))[0], 1e-9);
  }

  // ---- a field's values

  @Test
  void sumOverAreasHasTheUnitOfBoth() {
    Field area = over("m2", lat(0, 10)).plus(1);
    Field flux = over("W m-2", lat(0, 10)).withAttribute("standard_name", "surface_flux");
    Field sum = flux.weighted(Weights.of(area)).sum("lat");
    assertEquals("W", sum.unit().text());
    assertEquals(0 * 1 + 1 * 2, Values.of(sum)[0]);
    assertEquals("-", text(sum, "standard_name"));
    Field mean = flux.weighted(Weights.of(area)).mean("lat");
    assertEquals("W m-2", mean.unit().text());
    assertEquals(2 / 3.0, Values.of(mean)[0], 1e-9);
    assertEquals("surface_flux", text(mean, "standard_name"));
  }

  @Test
  void weightsWithoutUnitLeaveThatOfTheSum() {
    for (String none : List.of("", "1")) {
      Field w = over(none, lat(0, 10));
      assertEquals(
          "degC", over("degC", lat(0, 10)).weighted(Weights.of(w)).sum("lat").unit().text());
    }
  }

  @Test
  void percentCountAsFractions() {
    Field land = over("%", lat(0, 10)).plus(50);
    Field v = over("kg", lat(0, 10)).plus(1);
    Field sum = v.weighted(Weights.of(land)).sum("lat");
    assertEquals(1 * 0.5 + 2 * 0.51, Values.of(sum)[0], 1e-6);
    assertEquals("kg", sum.unit().text());
  }

  @Test
  void weightsTimesAFraction() {
    Field land = over("1", rows());
    Field f = over("K", rows(), bounded(lon(0), -180, 180));
    Field mean = f.weighted(Weights.area().times(land)).mean("lat", "lon");
    assertEquals((2 * 1 * 1 + 1 * 2 * 2) / 4.0, Values.of(mean)[0], 1e-9);
    assertEquals("area: mean", text(mean, "cell_methods"));
  }

  @Test
  void weightsMustBeOfTheSameCells() {
    Field f = over("K", lat(0, 10));
    fails(
        ShapeException.class,
        () -> f.weighted(Weights.of(over("m2", lat(0, 20)))).mean("lat"),
        "weights",
        "cell 1 is 10.0 degrees_north in one and 20.0");
    fails(
        ShapeException.class,
        () -> f.weighted(Weights.of(over("m2", lat(0, 10), labels("x", "a")))).mean("lat"),
        "dimension x=1",
        "lat=2");
    fails(
        ShapeException.class,
        () -> f.weighted(Weights.of(over("1", lat(0, 10)))).max("lat"),
        "max takes no weights");
  }

  @Test
  void weightsAreOfTheirDimensionsOnly() {
    Field f = over("K", numbers("x", 1, 2), lat(0, 10));
    Field w = over("1", numbers("x", 1, 2));
    assertArrayEquals(new double[] {2, 3}, Values.of(f.weighted(Weights.of(w)).mean("x")), 1e-9);
    fails(
        ShapeException.class, () -> f.weighted(Weights.of(w)).mean("x", "lat"), "unlike latitudes");
  }

  // ---- lengths of time

  @Test
  void monthsCountByTheirBounds() {
    Field f = over("K", periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", 3));
    Field mean = f.weighted(Weights.timeLength()).mean("time");
    assertEquals((28 * 1 + 31 * 2) / 90.0, Values.of(mean)[0], 1e-9);
    assertEquals("K", mean.unit().text());
    assertEquals("time: mean", text(mean, "cell_methods"));
    assertEquals(1, Values.of(f.mean("time"))[0], 1e-9);
  }

  @Test
  void ratesSumToAmounts() {
    Field rate = over("mm day-1", periods(Calendar.NOLEAP, Frequency.MONTH, "2000-01", 3));
    Field total = rate.weighted(Weights.timeLength()).sum("time");
    assertEquals("mm", total.unit().text());
    assertEquals(28 * 1 + 31 * 2, Values.of(total)[0]);
  }

  @Test
  void evenSamplesCountTheSame() {
    Field f = over("K", days(Calendar.NOLEAP, 0, 1, 2)).weighted(Weights.timeLength()).mean("time");
    assertEquals(1, Values.of(f)[0], 1e-9);
  }
}
