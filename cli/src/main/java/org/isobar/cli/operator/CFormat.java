package org.isobar.cli.operator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format of C's printf for one number, such as {@code %8.4g}, with text around it.
 *
 * @param before text before the number
 * @param after text behind it
 * @param flags some of {@code -+ 0#}
 * @param width least number of letters of the number
 * @param precision digits, as the conversion counts them
 * @param conversion one of e, f, g, E, F and G
 */
record CFormat(
    String before, String after, String flags, int width, int precision, char conversion) {
  private static final Pattern DIRECTIVE =
      Pattern.compile("%(?:%|([-+ 0#]*)([0-9]{0,3})(?:\\.([0-9]{0,3}))?l?([efgEFG]))");
  private static final int USUAL_PRECISION = 6;

  /** The format that a text stands for; empty unless it has exactly one number. */
  static Optional<CFormat> of(String text) {
    Matcher m = DIRECTIVE.matcher(text);
    StringBuilder plain = new StringBuilder();
    Optional<CFormat> found = Optional.empty();
    int at = 0;
    while (m.find()) {
      plain.append(text, at, m.start());
      at = m.end();
      if (m.group(4) == null) {
        plain.append('%');
      } else if (found.isPresent()) {
        return Optional.empty();
      } else {
        found = Optional.of(directive(m, plain.toString()));
        plain.setLength(0);
      }
    }
    String after = plain + text.substring(at);
    return text.substring(at).indexOf('%') >= 0
        ? Optional.empty()
        : found.map(
            f ->
                new CFormat(
                    f.before(), after, f.flags(), f.width(), f.precision(), f.conversion()));
  }

  private static CFormat directive(Matcher m, String before) {
    String precision = m.group(3);
    return new CFormat(
        before,
        "",
        m.group(1),
        m.group(2).isEmpty() ? 0 : Integer.parseInt(m.group(2)),
        precision == null ? USUAL_PRECISION : precision.isEmpty() ? 0 : Integer.parseInt(precision),
        m.group(4).charAt(0));
  }

  String apply(double value) {
    String digits = digits(Math.abs(value));
    boolean negative = value < 0 || (value == 0 && 1 / value < 0);
    String sign = negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
    int room = width - sign.length();
    String padded;
    if (has('-')) {
      padded = CNumbers.left(sign + digits, width);
    } else if (has('0') && Double.isFinite(value)) {
      padded = sign + "0".repeat(Math.max(0, room - digits.length())) + digits;
    } else {
      padded = CNumbers.right(sign + digits, width);
    }
    boolean large = Character.isUpperCase(conversion);
    return before + (large ? padded.toUpperCase(Locale.ROOT) : padded) + after;
  }

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  private String digits(double value) {
    if (!Double.isFinite(value)) {
      return CNumbers.general(value, 1);
    }
    return switch (Character.toLowerCase(conversion)) {
      case 'g' ->
          has('#')
              ? CNumbers.sharp(value, Math.max(1, precision))
              : CNumbers.general(value, Math.max(1, precision));
      case 'e' -> CNumbers.scientific(value, precision);
      default -> new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    };
  }
}
