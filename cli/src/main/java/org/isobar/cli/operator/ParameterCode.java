package org.isobar.cli.operator;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.Field;
import org.isobar.dataset.Attributes;

/**
 * The number by which CDO's listings call a variable: its {@code param}, or its {@code code} and
 * {@code table}, as files made from GRIB have them; the number in a name such as {@code var130};
 * else its place in the file, counted from -1 downwards.
 */
final class ParameterCode {
  private static final Pattern NUMBERED = Pattern.compile("var(\\d{1,3})");

  private static final String NO_DISCIPLINE = "255";

  private ParameterCode() {}

  /**
   * The number in words, such as {@code 157.128}.
   *
   * @param index place in the file, from 0 on
   */
  static String of(Field f, int index) {
    Attributes a = f.attributes();
    Optional<String> param = a.text("param");
    if (param.isPresent()) {
      return param.get();
    }
    OptionalDouble code = a.number("code");
    Matcher numbered = NUMBERED.matcher(f.name());
    if (code.isEmpty() && numbered.matches()) {
      code = OptionalDouble.of(Integer.parseInt(numbered.group(1)));
    }
    if (code.isEmpty()) {
      return Integer.toString(-(index + 1));
    }
    int table = (int) a.number("table").orElse(0);
    String number = Integer.toString((int) code.getAsDouble());
    return table > 0 ? number + "." + table : number;
  }

  /** The number without its table; the place of parameters that GRIB 2 numbers. */
  static String code(Field f, int index) {
    String[] parts = of(f, index).split("\\.", -1);
    return parts.length > 2 && !parts[2].equals(NO_DISCIPLINE)
        ? Integer.toString(-(index + 1))
        : parts[0];
  }
}
