package org.isobar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.error.ShapeException;
import org.isobar.expr.Constant;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

/** Numbers as fields, fill values, auxiliaries of one's own, weights of periods, hours. */
class NumbersAndFillTest {
  private static final Dim LAT = new Dim("lat", 2);
  private static final Field X =
      Field.of(
              "x",
              NdArray.ofFloats(List.of(LAT), new float[] {1, 2}),
              "m",
              Map.of("lat", Coordinate.ofLatitudes("lat", 0, 10)))
          .withAttribute("long_name", "a length");

  @Test
  void aNumberOnTheLeftTakesTheFieldsPlace() {
    Field f = Field.ofNumber(10).apply(Arithmetic.SUBTRACT, X);
    assertEquals("x", f.name());
    assertEquals(List.of(LAT), f.dims());
    assertEquals(DType.FLOAT32, f.dtype());
    assertEquals(Optional.of("a length"), f.attributes().text("long_name"));
  }

  @Test
  void unitsOfFunctionsOfTwoInputs() {
    assertEquals("m2", X.apply(BinaryFunction.ZERO_ABSORBING_PRODUCT, X).unit().text());
    assertEquals("m", X.apply(BinaryFunction.HYPOT, X).unit().text());
    assertEquals("1", X.apply(BinaryFunction.ATAN2, X).unit().text());
  }

  @Test
  void fillValuesAreStated() {
    assertEquals(1e20, X.fill(), 1e14);
    assertEquals(-999, X.withFill(-999).fill());
    assertEquals((float) 0.1, X.withFill(0.1).fill());
    assertTrue(Double.isNaN(X.withFill(Double.NaN).fill()));
  }

  @Test
  void auxiliariesNeedTheFieldsDimensions() {
    Auxiliary fits = auxiliary("lon", LAT);
    Field f = X.withAuxiliary(fits).withAuxiliary(auxiliary("lon", LAT));
    assertEquals(1, f.coordinates().auxiliaries().size());
    assertEquals(List.of(), f.withoutCoordinates("lat").coordinates().auxiliaries());
    assertThrows(ShapeException.class, () -> X.withAuxiliary(auxiliary("lon", new Dim("cell", 2))));
  }

  private static Auxiliary auxiliary(String name, Dim dim) {
    NdArray values = NdArray.ofDoubles(List.of(dim), new double[(int) dim.size()]);
    return new Auxiliary.Numbers(
        name, new Constant(values, Unit.NONE), Attributes.NONE, Auxiliary.Role.COORDINATE);
  }

  @Test
  void scalarsAreDropped() {
    Field f = X.sum("lat");
    assertEquals(1, f.coordinates().scalars().size());
    assertEquals(List.of(), f.withoutScalar("lat").coordinates().scalars());
  }

  @Test
  void weightsOfPeriodsRunAlongTime() {
    Dim time = new Dim("time", 2);
    Field series =
        Field.of(
            "s",
            NdArray.ofFloats(List.of(time), new float[] {1, 2}),
            "m",
            Map.of(
                "time",
                Coordinate.ofTime(
                    "time", new double[] {0, 1}, "hours since 2001-01-01", Calendar.NOLEAP)));
    assertThrows(ShapeException.class, () -> series.resample(Frequency.DAY).weighted(X));
  }

  @Test
  void hoursBeginAtFullHours() {
    DateTime at = DateTime.parse("1949-12-31T23:59:59", Calendar.STANDARD);
    DateTime start = Frequency.HOUR.start(at);
    assertEquals("1949-12-31T23:00:00", start.toString());
    assertEquals("1950-01-01T00:00:00", Frequency.HOUR.next(start).toString());
    assertEquals("1949-12-31T23", Frequency.HOUR.label(at));
  }
}
