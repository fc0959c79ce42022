package org.isobar.cli.operator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's printf writes them. */
final class CNumbers {
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private CNumbers() {}

  /** {@code %.<digits>g}: significant digits, no zeros at the end. */
  static String general(double value, int digits) {
    return write(value, digits, false);
  }

  /** {@code %#.<digits>g}: significant digits, zeros at the end kept. */
  static String sharp(double value, int digits) {
    return write(value, digits, true);
  }

  /** {@code %.<digits>e}: one digit, so many behind the point, and the power of ten. */
  static String scientific(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    return (value < 0 ? "-" : "") + mantissa(rounded.abs(), exponent, digits + 1) + power(exponent);
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String write(double value, int digits, boolean zeros) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    boolean plain = exponent >= SMALLEST_PLAIN_EXPONENT && exponent < digits;
    String sign = value < 0 || 1 / value < 0 ? "-" : "";
    String text =
        plain
            ? rounded
                .abs()
                .setScale(Math.max(0, digits - 1 - exponent), RoundingMode.UNNECESSARY)
                .toPlainString()
            : mantissa(rounded.abs(), exponent, digits);
    String shown = zeros ? pointed(text) : trimmed(text);
    return sign + (plain ? shown : shown + power(exponent));
  }

  private static String mantissa(BigDecimal rounded, int exponent, int digits) {
    return rounded
        .movePointLeft(exponent)
        .setScale(digits - 1, RoundingMode.UNNECESSARY)
        .toPlainString();
  }

  private static String power(int exponent) {
    String digits = Integer.toString(Math.abs(exponent));
    return "e" + (exponent < 0 ? "-" : "+") + (digits.length() < 2 ? "0" : "") + digits;
  }

  private static String pointed(String text) {
    return text.indexOf('.') < 0 ? text + "." : text;
  }

  private static String trimmed(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
