package org.isobar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.isobar.coord.Coordinate;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.junit.jupiter.api.Test;

class AnomalyNamesTest {
  private static Field temperature(String standardName) {
    Coordinate time =
        Coordinate.ofTime(
            "time", new double[] {15, 45}, "days since 2001-01-01", Calendar.STANDARD);
    NdArray values = NdArray.ofDoubles(List.of(new Dim("time", 2)), 1, 2);
    return Field.of("t", values, "degC", Map.of("time", time))
        .withAttribute("standard_name", standardName)
        .withAttribute("long_name", "Temperature");
  }

  @Test
  void anAnomalyHasTheStandardNameOfOne() {
    Field t = temperature("air_temperature");
    Field climatology = t.groupBy(By.MONTH_OF_YEAR).mean();
    for (Field anomaly :
        List.of(
            t.groupBy(By.MONTH_OF_YEAR).anomaly(),
            t.groupBy(By.MONTH_OF_YEAR).minus(climatology))) {
      assertEquals(
          "air_temperature_anomaly", anomaly.attributes().text("standard_name").orElseThrow());
      assertEquals("Temperature anomaly", anomaly.attributes().text("long_name").orElseThrow());
      assertEquals("K", anomaly.unit().toString());
    }
  }

  @Test
  void aStandardNameWithoutAnomalyGoes() {
    Field anomaly = temperature("soil_temperature").groupBy(By.MONTH_OF_YEAR).anomaly();
    assertTrue(anomaly.attributes().text("standard_name").isEmpty());
  }

  @Test
  void otherArithmeticWithAClimatologyKeepsTheLongName() {
    Field t = temperature("air_temperature");
    Field sum = t.groupBy(By.MONTH_OF_YEAR).plus(t.groupBy(By.MONTH_OF_YEAR).mean());
    assertEquals("Temperature", sum.attributes().text("long_name").orElseThrow());
  }

  @Test
  void aFieldInTheUnitAskedForIsLeftAsItIs() {
    Field t = temperature("air_temperature");
    assertSame(t, t.to("degC"));
  }
}
