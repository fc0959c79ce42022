package org.isobar.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a unit means: {@code base = x * scale + offset}, where base is a product of powers of SI
 * base units. Angles have no dimension, as in UDUNITS.
 */
record Definition(double scale, double offset, SortedMap<String, Integer> exponents) {
  /** Two scales this close mean the same: units are defined with rounded factors. */
  private static final double TOLERANCE = 1e-12;

  private static final MathContext THIRTEEN_DIGITS = new MathContext(13);

  static final Definition DIMENSIONLESS = new Definition(1, 0, new TreeMap<>());

  boolean sameDimension(Definition other) {
    return exponents.equals(other.exponents);
  }

  boolean sameAs(Definition other) {
    return sameDimension(other)
        && close(scale, other.scale)
        && Math.abs(offset - other.offset) <= TOLERANCE * Math.abs(scale);
  }

  Conversion to(Definition other) {
    return new Conversion(tidy(scale / other.scale), tidy((offset - other.offset) / other.scale));
  }

  /**
   * This unit of water as mass per area in place of depth, or the reverse; null if it is neither. 1
   * kg m-2 of liquid water is 1 mm deep.
   */
  @Nullable Definition waterEquivalent() {
    int kilograms = exponents.getOrDefault("kg", 0);
    int metres = exponents.getOrDefault("m", 0);
    int seconds = exponents.getOrDefault("s", 0);
    boolean amountOrFlux = seconds == 0 || seconds == -1;
    boolean nothingElse = exponents.keySet().stream().allMatch(b -> "kg m s".contains(b));
    if (offset != 0 || !amountOrFlux || !nothingElse) {
      return null;
    }
    if (kilograms == 1 && metres == -2) {
      return water(scale / 1000, 0, 1, seconds);
    }
    return kilograms == 0 && metres == 1 ? water(scale * 1000, 1, -2, seconds) : null;
  }

  private static Definition water(double scale, int kilograms, int metres, int seconds) {
    var exponents = new TreeMap<String, Integer>();
    putUnlessZero(exponents, "kg", kilograms);
    putUnlessZero(exponents, "m", metres);
    putUnlessZero(exponents, "s", seconds);
    return new Definition(scale, 0, exponents);
  }

  private static void putUnlessZero(SortedMap<String, Integer> exponents, String base, int power) {
    if (power != 0) {
      exponents.put(base, power);
    }
  }

  /** Takes off what the division of rounded factors added: 86400.00000000001 is 86400. */
  private static double tidy(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    double rounded = new BigDecimal(value).round(THIRTEEN_DIGITS).doubleValue();
    return Math.abs(rounded - value) <= 4 * Math.ulp(value) ? rounded : value;
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
