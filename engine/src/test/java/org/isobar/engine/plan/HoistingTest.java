package org.isobar.engine.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Arithmetic;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

class HoistingTest {
  private static final Dim TIME = new Dim("time", 100);
  private static final Dim LAT = new Dim("lat", 3);

  private static Map square(Dim dim) {
    Expr x = new Constant(NdArray.ofDoubles(List.of(dim), new double[(int) dim.size()]), Unit.ONE);
    return Map.of(Arithmetic.MULTIPLY, x, x);
  }

  @Test
  void aProductOfWeightsIsComputedApartFromASeriesOfMaps() {
    assertTrue(Hoisting.applies(square(LAT), List.of(TIME, LAT)));
  }

  @Test
  void whatHasAllDimensionsIsNot() {
    assertFalse(Hoisting.applies(square(LAT), List.of(LAT)));
  }

  @Test
  void whatOccursFewTimesIsNot() {
    assertFalse(Hoisting.applies(square(LAT), List.of(new Dim("time", 3), LAT)));
  }

  @Test
  void domainsBeyondALongAreNoTrouble() {
    Dim huge = new Dim("time", Long.MAX_VALUE / 2);

    assertTrue(Hoisting.applies(square(LAT), List.of(huge, new Dim("member", 1 << 20), LAT)));
  }
}
