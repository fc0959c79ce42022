package org.isobar.backend.local;

import java.util.Locale;

/** The memory budget of requests that name none. */
final class DefaultMemory {
  private static final String PROPERTY = "isobar.memory";
  private static final double SHARE_OF_HEAP = 0.6;

  private DefaultMemory() {}

  static long bytes() {
    String text = System.getProperty(PROPERTY);
    return text == null
        ? (long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory())
        : parse(text.strip());
  }

  /** A number of bytes with k, m, g or t for powers of 1,024. */
  static long parse(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    int power = digits.isEmpty() ? -1 : "kmgt".indexOf(digits.charAt(digits.length() - 1));
    if (power >= 0) {
      digits = digits.substring(0, digits.length() - 1);
    }
    try {
      long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << (10 * (power + 1)));
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static IllegalArgumentException wrong(
      String text, @org.jspecify.annotations.Nullable Exception cause) {
    return new IllegalArgumentException(
        "-D" + PROPERTY + "=" + text + " is not a number of bytes such as 1500m or 4g", cause);
  }
}
