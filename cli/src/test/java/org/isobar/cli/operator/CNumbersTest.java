package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CNumbersTest {

  /** Expected texts are those of C's printf with %#.5g and %.6g. */
  @ParameterizedTest
  @CsvSource({
    "280.75, 280.75, 280.75",
    "-0.034218, -0.034218, -0.034218",
    "0, 0.0000, 0",
    "1, 1.0000, 1",
    "85000, 85000., 85000",
    "99999.5, 1.0000e+05, 99999.5",
    "123456789, 1.2346e+08, 1.23457e+08",
    "0.0001, 0.00010000, 0.0001",
    "0.00001, 1.0000e-05, 1e-05",
    "1e20, 1.0000e+20, 1e+20",
    "-1.5e-300, -1.5000e-300, -1.5e-300",
    "100, 100.00, 100",
    "NaN, nan, nan",
    "Infinity, inf, inf",
    "-Infinity, -inf, -inf",
    "-0.0, -0.0000, -0",
  })
  void numbersAreWrittenAsByPrintf(double value, String sharp, String general) {
    assertEquals(sharp, CNumbers.sharp(value, 5));
    assertEquals(general, CNumbers.general(value, 6));
  }
}
