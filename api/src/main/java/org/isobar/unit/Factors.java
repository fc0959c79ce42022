package org.isobar.unit;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a unit as a number times powers of names, in the order written: what algebra on units
 * works on, so that its results look like what people write ({@code W m-2} times {@code m2} is
 * {@code W}, not {@code kg m2 s-3}).
 */
record Factors(double scale, Map<String, Integer> powers) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?<sign>[/.*]?)\\s*(?:(?<name>[A-Za-z_%]+)(?:\\^?(?<power>[+-]?[0-9]{1,2}))?"
              + "|(?<number>[0-9]+\\.?[0-9]*(?:[eE][+-]?[0-9]+)?))(?=[\\s/.*]|$)");

  static final Factors ONE = new Factors(1, Map.of());

  /** Takes a text apart; null if it is not such a product. */
  static @Nullable Factors of(String text) {
    String plain = Spelling.signs(Spelling.whole(text));
    var powers = new LinkedHashMap<String, Integer>();
    double scale = 1;
    Matcher token = TOKEN.matcher(plain);
    int at = 0;
    while (at < plain.length()) {
      if (!token.find(at) || token.start() != at) {
        return null;
      }
      int sign = "/".equals(token.group("sign")) ? -1 : 1;
      String number = token.group("number");
      if (number != null) {
        scale = sign > 0 ? scale * Double.parseDouble(number) : scale / Double.parseDouble(number);
      } else {
        String power = token.group("power");
        add(powers, token.group("name"), sign * (power == null ? 1 : Integer.parseInt(power)));
      }
      at = token.end();
    }
    return new Factors(scale, powers);
  }

  /**
   * The base units of a definition; its offset is left out, so this is the unit of its differences.
   */
  static Factors of(Definition definition) {
    return new Factors(definition.scale(), definition.exponents());
  }

  Factors times(Factors other, int power) {
    var product = new LinkedHashMap<>(powers);
    other.powers.forEach((name, exponent) -> add(product, name, exponent * power));
    return new Factors(scale * Math.pow(other.scale, power), product);
  }

  /** The n-th root; null if an exponent is no multiple of n. */
  @Nullable Factors root(int n) {
    var roots = new LinkedHashMap<String, Integer>();
    for (var factor : powers.entrySet()) {
      if (factor.getValue() % n != 0) {
        return null;
      }
      roots.put(factor.getKey(), factor.getValue() / n);
    }
    return new Factors(n == 2 ? Math.sqrt(scale) : StrictMath.pow(scale, 1.0 / n), roots);
  }

  /** The text, with a space between factors, as CF writes it. */
  String text() {
    var text = new StringJoiner(" ");
    text.setEmptyValue("1");
    if (scale != 1) {
      text.add(number(scale));
    }
    powers.forEach((name, power) -> text.add(power == 1 ? name : name + power));
    return text.toString();
  }

  private static void add(Map<String, Integer> powers, String name, int exponent) {
    int sum = powers.getOrDefault(name, 0) + exponent;
    if (sum == 0) {
      powers.remove(name);
    } else {
      powers.put(name, sum);
    }
  }

  private static String number(double value) {
    boolean moderate = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7;
    return moderate
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
