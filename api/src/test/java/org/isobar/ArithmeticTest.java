package org.isobar;

import static org.isobar.Fields.bare;
import static org.isobar.Fields.days;
import static org.isobar.Fields.dims;
import static org.isobar.Fields.lat;
import static org.isobar.Fields.lon;
import static org.isobar.Fields.numbers;
import static org.isobar.Fields.over;
import static org.isobar.Fields.plev;
import static org.isobar.Fields.steps;
import static org.isobar.Fields.text;
import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.error.UnitException;
import org.isobar.memory.Values;
import org.isobar.op.Comparison;
import org.isobar.op.Elementary;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArithmeticTest {
  private static final Coordinate X = numbers("x", 1, 2);

  private static Field degC(double... values) {
    return Fields.of("degC", X, values);
  }

  private static Field kelvin(double... values) {
    return Fields.of("K", X, values);
  }

  // ---- making fields

  @Test
  void fieldsInMemoryAreChecked() {
    NdArray a = NdArray.ofDoubles(List.of(new Dim("x", 2)), 1, 2);
    Field f = Field.of("v", a, "K", Map.of("x", X));
    assertEquals("v[x=2] [K]", f.toString());
    assertArrayEquals(new long[] {2}, f.shape());
    assertEquals(DType.FLOAT64, f.dtype());
    assertEquals("", Field.of("v", a, "", Map.of()).unit().text());
    fails(ShapeException.class, () -> Field.of("v", a, "K", Map.of("y", X)), "'y'", "[x=2]");
    fails(
        ShapeException.class,
        () -> Field.of("v", a, "K", Map.of("x", numbers("x", 1))),
        "x[1] for dimension x=2");
    fails(UnitException.class, () -> Field.of("v", a, "Kelwin", Map.of()), "'Kelwin'");
    fails(ShapeException.class, () -> f.withCoordinate("x", numbers("x", 1)), "x=2");
    assertEquals(7, f.withCoordinate("x", numbers("x", 7, 8)).coordinate("x").value(0));
  }

  // ---- dimensions

  @Test
  void dimensionsAreBroadcastByName() {
    Field f = over("K", days(Calendar.STANDARD, 0, 1), lat(0, 10), lon(0, 90, 180));
    Field mean = f.mean("time");
    assertEquals("[time=2, lat=2, lon=3]", dims(f.minus(mean)));
    assertEquals("[time=2, lat=2, lon=3]", dims(mean.minus(f)));
    assertEquals("time", mean.minus(f).coordinate(Axis.T).name());
    assertEquals(List.of(), mean.minus(f).coordinates().scalars());
    assertEquals("[x=2, y=3]", dims(bare("", new Dim("x", 2)).plus(bare("", new Dim("y", 3)))));
  }

  @Test
  void dimensionsOfOneAxisAreOneWhateverTheirNames() {
    Field f = over("K", lat(0, 10), lon(0, 90));
    Field other = over("K", lat(0, 10).withName("latitude"), lon(0, 90).withName("nav_lon"));
    for (Field g :
        List.of(f.plus(other), f.minus(other), f.where(other), f.where(f, other), f.gt(other))) {
      assertEquals("[lat=2, lon=2]", dims(g));
      assertEquals(List.of("lat", "lon"), List.copyOf(g.coordinates().byDim().keySet()));
    }
    fails(
        ShapeException.class,
        () -> f.plus(over("K", lat(0, 11).withName("latitude"))),
        "differ along 'lat'");
  }

  @Test
  void sizesMustFit() {
    Field f = over("K", days(Calendar.NOLEAP, 0, 1, 2));
    fails(
        ShapeException.class,
        () -> f.minus(over("K", days(Calendar.NOLEAP, 0, 1)).rename("other")),
        "subtract: 'tas' and 'other'",
        "time=3 from 2000-01-01T00:00:00 to 2000-01-03T00:00:00",
        "time=2");
    fails(
        ShapeException.class,
        () -> bare("K", new Dim("x", 2)).plus(bare("K", new Dim("x", 3))),
        "x=2",
        "x=3");
  }

  @Test
  void coordinatesMustMatch() {
    assertEquals(
        "[lat=2]", dims(over("K", lat(0, 33.333333333)).plus(over("K", lat(0, 33.333332f)))));
    fails(
        ShapeException.class,
        () -> over("K", lat(0, 10)).plus(over("K", lat(0, 10.1))),
        "differ along 'lat'",
        "cell 1 is 10.0 degrees_north in one and 10.1 degrees_north in the other",
        "1e-6");
    fails(ShapeException.class, () -> over("K", lat(0, 10)).plus(over("K", lat(10, 0))), "cell 0");
    assertEquals("[plev=1]", dims(over("K", plev("hPa", 850)).plus(over("K", plev("Pa", 85000)))));
  }

  @Test
  void calendarsMustBeOne() {
    fails(
        CalendarException.class,
        () -> over("K", days(Calendar.NOLEAP, 0, 1)).minus(over("K", days(Calendar.DAY_360, 0, 1))),
        "noleap and 360_day",
        "alignTime");
  }

  @Test
  void coordinatesOfTheOtherAreTaken() {
    Field f = bare("K", new Dim("lat", 2)).plus(over("K", lat(0, 10)));
    assertEquals(Axis.Y, f.coordinate("lat").axis().orElseThrow());
  }

  @Test
  void levelsOfUnlikeFieldsDoNotNameTheResult() {
    Field f = over("m", plev("hPa", 500, 1000), lat(0, 10));
    Field thickness = f.level(500, "hPa").minus(f.level(1000, "hPa"));
    assertEquals(List.of(), thickness.coordinates().scalars());
    Field same = f.level(500, "hPa").minus(f.level(500, "hPa").max("lat"));
    assertEquals("plev", same.coordinates().scalars().get(0).name());
  }

  // ---- units

  @Test
  void unitsOfSumsAreConverted() {
    assertEquals("degC", degC(1, 2).plus(kelvin(274.15, 275.15)).unit().text());
    assertArrayEquals(
        new double[] {2, 4}, Values.of(degC(1, 2).plus(kelvin(274.15, 275.15))), 1e-4);
    fails(
        UnitException.class,
        () -> kelvin(1, 2).plus(Fields.of("Pa", X).rename("ps")),
        "'tas' in 'K' and 'ps' in 'Pa'",
        "withUnit");
    assertEquals("K", kelvin(1, 2).plus(Fields.of("", X)).unit().text());
  }

  @Test
  void unitsOfProductsFollowAlgebra() {
    Field speed = Fields.of("m s-1", X);
    assertEquals("m2 s-2", speed.times(speed).unit().text());
    assertEquals("1", speed.divide(speed).unit().text());
    assertEquals("m2 s-2", speed.power(2).unit().text());
    assertEquals("m2 s-2", speed.square().unit().text());
    assertEquals("m s-1", speed.square().sqrt().unit().text());
    assertEquals("", speed.power(0.5).unit().text());
    assertEquals("m s-1", speed.times(3).divide(2).negate().abs().unit().text());
    assertEquals("1", speed.gt(3).and(speed.lt(5)).or(speed.eq(0)).not().unit().text());
    assertEquals("1", speed.isMissing().unit().text());
    assertEquals("1", speed.apply(Elementary.EXP).unit().text());
  }

  @Test
  void numbersAreInTheFieldsUnit() {
    assertEquals("degC", degC(1, 2).plus(3).unit().text());
    assertEquals("degC", degC(1, 2).minus(3).unit().text());
    assertArrayEquals(new double[] {-2, -1}, Values.of(degC(1, 2).minus(3)));
    assertEquals("degC", degC(1, 2).fillMissing(0).unit().text());
  }

  @Test
  void numbersDoNotWidenFloats() {
    Field f = kelvin(1, 2);
    for (Field g :
        List.of(
            f.minus(273.15),
            f.times(86400),
            f.divide(0.1),
            f.power(0.1),
            f.gt(0.1),
            f.fillMissing(0.1))) {
      assertEquals(DType.FLOAT32, g.dtype());
    }
  }

  @Test
  void differencesOfTemperaturesAreNoTemperatures() {
    Field anomaly = degC(21, 23).minus(degC(20, 20));
    assertEquals("K", anomaly.unit().text());
    assertArrayEquals(new double[] {1, 3}, Values.of(anomaly.to("degC")));
    assertArrayEquals(new double[] {1.8, 5.4}, Values.of(anomaly.to("degF")), 1e-6);
    assertEquals("degF", anomaly.to("degF").unit().text());
    assertArrayEquals(new double[] {2, 6}, Values.of(anomaly.times(2).to("degC")), 1e-6);
    assertArrayEquals(new double[] {2}, Values.of(anomaly.mean("x").to("degC")), 1e-6);
  }

  @Test
  void temperaturePlusAnomalyIsATemperature() {
    Field anomaly = degC(21, 23).minus(degC(20, 20));
    Field back = degC(20, 20).plus(anomaly);
    assertEquals("degC", back.unit().text());
    assertArrayEquals(new double[] {21, 23}, Values.of(back), 1e-6);
    Field other = anomaly.plus(degC(20, 20));
    assertEquals("K", other.unit().text());
    assertArrayEquals(new double[] {294.15, 296.15}, Values.of(other), 1e-4);
  }

  @Test
  void temperatureMinusSpreadIsATemperature() {
    Field spread = degC(10, 14).std("x");
    assertEquals("K", spread.unit().text());
    Field low = degC(10, 14).minus(spread.times(2));
    assertEquals("degC", low.unit().text());
    assertArrayEquals(new double[] {6, 10}, Values.of(low), 1e-6);
    Field f = degC(10, 14).minus(kelvin(283.15, 283.15));
    assertEquals("K", f.unit().text());
    assertArrayEquals(new double[] {0, 4}, Values.of(f), 1e-4);
  }

  @Test
  void valuesShiftedByHandAreStillTemperatures() {
    Field celsius = kelvin(273.15, 274.15).minus(273.15).withUnit("degC");
    assertArrayEquals(new double[] {32, 33.8}, Values.of(celsius.to("degF")), 1e-3);
  }

  @Test
  void conversionKeepsTheQuantity() {
    Field f = kelvin(273.15, 274.15).withAttribute("standard_name", "air_temperature");
    Field c = f.to("degC");
    assertEquals("degC", c.unit().text());
    assertEquals("air_temperature", text(c, "standard_name"));
    assertArrayEquals(new double[] {0, 1}, Values.of(c), 1e-4);
    Field pr =
        Fields.of("kg m-2 s-1", X, 1, 2).withAttribute("standard_name", "precipitation_flux");
    Field mm = pr.to("mm day-1");
    assertEquals("-", text(mm, "standard_name"));
    assertArrayEquals(new double[] {86400, 172800}, Values.of(mm), 1e-6);
    fails(UnitException.class, () -> f.to("Pa"), "'K'", "'Pa'");
    fails(UnitException.class, () -> f.to("degreeC or so"), "degreeC or so");
    fails(UnitException.class, () -> Fields.of("", X).to("K"), "a value without unit");
  }

  @Test
  void unitsCanBeStated() {
    assertEquals("m", Fields.of("", X).withUnit("m").unit().text());
    assertEquals("", Fields.of("m", X).withUnit(" ").unit().text());
    assertEquals("blobs", Fields.of("m", X).withUnit("blobs").unit().text());
    fails(UnitException.class, () -> Fields.of("m", X).withUnit("blobs").to("m s-1"), "blobs");
  }

  // ---- conditions

  @Test
  void conditionMayHaveFewerOrMoreDimensions() {
    Field f = over("K", days(Calendar.STANDARD, 0, 1), lat(0, 10));
    Field land = Fields.of("%", lat(0, 10), 0, 100);
    assertEquals("[time=2, lat=2]", dims(f.where(land.gt(50))));
    assertArrayEquals(new double[] {Double.NaN, 1, Double.NaN, 3}, Values.of(f.where(land.gt(50))));
    assertEquals("[time=2, lat=2]", dims(f.mean("time").where(f.gt(0))));
    assertEquals("time", f.mean("time").where(f.gt(0)).coordinate(Axis.T).name());
    assertEquals("K", f.where(land).unit().text());
  }

  @Test
  void alternativeIsConvertedAndAlignedToo() {
    Field f = degC(1, 2);
    Field g = f.where(f.gt(1.5), kelvin(273.15, 273.15));
    assertArrayEquals(new double[] {0, 2}, Values.of(g), 1e-4);
    Field condition = over("1", X, lat(0, 10));
    fails(
        ShapeException.class,
        () -> f.where(condition, over("degC", X, lat(0, 11))),
        "differ along 'lat'");
    fails(UnitException.class, () -> f.where(condition, Fields.of("Pa", X)), "'Pa'");
  }

  @ParameterizedTest
  @EnumSource(Comparison.class)
  void comparisonsConvertUnits(Comparison c) {
    Field f = degC(1, 2).compare(c, kelvin(273.15, 273.15));
    assertEquals("1", f.unit().text());
    assertEquals("degC", f.expr().children().get(1).unit().text());
    assertEquals(List.of(c.label() + " tas"), steps(f));
  }

  @Test
  void extremesConvertUnits() {
    assertArrayEquals(
        new double[] {0, 2}, Values.of(degC(-1, 2).max(kelvin(273.15, 273.15))), 1e-4);
    assertArrayEquals(
        new double[] {-1, 0}, Values.of(degC(-1, 2).min(kelvin(273.15, 273.15))), 1e-4);
  }

  // ---- names and history

  @Test
  void otherQuantitiesLoseTheirStandardName() {
    Field f = kelvin(1, 2).withAttribute("standard_name", "air_temperature");
    for (Field same :
        List.of(
            f.plus(1),
            f.minus(1),
            f.abs(),
            f.plus(f),
            f.max(f),
            f.where(f),
            f.fillMissing(0),
            f.minus(f.std("x")))) {
      assertEquals("air_temperature", text(same, "standard_name"));
    }
    for (Field other :
        List.of(
            f.minus(f), f.square(), f.times(f), f.gt(1), f.gt(f), f.isMissing(), f.ln(), f.not())) {
      assertEquals("-", text(other, "standard_name"), () -> steps(other).toString());
    }
  }

  @Test
  void stepsAreRemembered() {
    Field f = kelvin(1, 2);
    Field g = f.plus(1).minus(f.times(2).rename("twice")).sqrt().abs();
    assertEquals(4, steps(g).size());
    assertEquals("add 1.0", steps(g).get(0));
    assertEquals("subtract twice[multiply 2.0]", steps(g).get(1));
    assertEquals(List.of(), steps(f));
  }

  @Test
  void historyDoesNotExplode() {
    Field f = kelvin(1, 2);
    for (int i = 0; i < 60; i++) {
      f = f.plus(f);
    }
    int length = steps(f).stream().mapToInt(String::length).sum();
    assertTrue(length < 60 * 500, () -> "history of " + length);
  }

  @Test
  void resultsAreNotPacked() {
    Field f = kelvin(1, 2);
    assertEquals(DType.FLOAT32, f.plus(1).construct().packing().type().type());
    assertFalse(f.plus(1).construct().packing().attributes().has("scale_factor"));
  }

  @Test
  void renamedDimensionKeepsItsCoordinate() {
    Field f = over("K", lat(0, 10)).renameDim("latitude", "y");
    assertEquals("[y=2]", dims(f));
    assertEquals("y", f.coordinate(Axis.Y).name());
    fails(
        ShapeException.class,
        () -> over("K", lat(0, 10), lon(0, 90)).renameDim("lat", "lon"),
        "'lon' exists already");
  }
}
