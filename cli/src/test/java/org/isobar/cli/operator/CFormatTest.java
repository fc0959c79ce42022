package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CFormatTest {
  private static String format(String format, double value) {
    return CFormat.of(format).orElseThrow().apply(value);
  }

  @Test
  void writesAsC() {
    assertEquals("    3.14", format("%8.3g", 3.14159));
    assertEquals("3.14    |", format("%-8.3g|", 3.14159));
    assertEquals("-0003.14", format("%08.2f", -3.14159));
    assertEquals("1.500000e-07", format("%e", 1.5e-7));
    assertEquals("1.5E+20", format("%G", 1.5e20));
    assertEquals("1.0000", format("%#.5g", 1));
    assertEquals(" 2", format("% .0f", 2.5));
    assertEquals("50% x", format("%.0f%% x", 50));
    assertEquals("     nan", format("%08.2f", Double.NaN));
    assertEquals("-inf", format("%g", Double.NEGATIVE_INFINITY));
    assertEquals("1", format("%lg", 1));
  }

  @Test
  void refusesWhatIsNotOneNumber() {
    assertEquals(Optional.empty(), CFormat.of("%d"));
    assertEquals(Optional.empty(), CFormat.of("%g %g"));
    assertEquals(Optional.empty(), CFormat.of("none"));
    assertEquals(Optional.empty(), CFormat.of("%g %s"));
    assertEquals(Optional.empty(), CFormat.of("%*g"));
  }
}
