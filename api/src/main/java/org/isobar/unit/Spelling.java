package org.isobar.unit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spellings found in files that UDUNITS does not know, or reads as something nobody means ({@code
 * mb} as millibarn, {@code psu} as pico-su, {@code C} as coulomb), rewritten to what it does read
 * right.
 */
final class Spelling {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]+");
  private static final Pattern POWER = Pattern.compile("\\*\\*|\\^\\s*");
  private static final Pattern SUPERSCRIPTS = Pattern.compile("[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+");
  private static final String SUPERSCRIPT_SIGNS = "⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final String PLAIN_SIGNS = "+-0123456789";

  private static final Pattern CELSIUS =
      Pattern.compile("c|° ?c|(deg|degree|degrees)[ _.]?(c|celsius|celcius|centigrade)|celcius");
  private static final Pattern FAHRENHEIT =
      Pattern.compile("° ?f|(deg|degree|degrees)[ _.]?(f|fahrenheit)");
  private static final Pattern KELVIN = Pattern.compile("(deg|degree|degrees)[ _.]?(k|kelvin)");
  private static final Set<String> DIMENSIONLESS =
      Set.of(
          "-",
          "(-)",
          "(0-1)",
          "(0 - 1)",
          "none",
          "unitless",
          "dimensionless",
          "nondimensional",
          "non-dimensional",
          "no units",
          "no_units",
          "fraction",
          "ratio",
          "proportion");

  /** Names within a product. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("mb", "millibar"),
          Map.entry("mbs", "millibar"),
          Map.entry("mbars", "millibar"),
          Map.entry("gpm", "geopotential meter"),
          Map.entry("Kg", "kg"),
          Map.entry("psu", "1e-3"),
          Map.entry("PSU", "1e-3"),
          Map.entry("PVU", "1e-6 K m2 kg-1 s-1"),
          Map.entry("DU", "4.4615e-4 mol m-2"),
          Map.entry("dobson", "4.4615e-4 mol m-2"));

  /**
   * Names in capitals that mean nothing else, or nothing at all, to UDUNITS: a text with one of
   * them is shouted.
   */
  private static final Map<String, String> SHOUTED =
      Map.of(
          "M",
          "m",
          "KG",
          "kg",
          "MB",
          "millibar",
          "HPA",
          "hPa",
          "MM",
          "mm",
          "CM",
          "cm",
          "KM",
          "km",
          "GR",
          "g");

  /** What else a shouted text may hold. */
  private static final Map<String, String> SHOUTED_BESIDES =
      Map.of(
          "S", "s", "G", "g", "PA", "Pa", "W", "W", "K", "K", "J", "J", "N", "N", "DAY", "day",
          "HR", "hr");

  private Spelling() {}

  /** The text as UDUNITS reads it. */
  static String normal(String text) {
    String whole = whole(text);
    return NAME.matcher(signs(whole))
        .replaceAll(match -> Matcher.quoteReplacement(name(match.group())));
  }

  /** The text with spellings that count only as a whole replaced; names within it are left. */
  static String whole(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (DIMENSIONLESS.contains(lower)) {
      return "1";
    }
    if (CELSIUS.matcher(lower).matches()) {
      return "degC";
    }
    if (FAHRENHEIT.matcher(lower).matches()) {
      return "degF";
    }
    if (KELVIN.matcher(lower).matches()) {
      return "K";
    }
    return lower.equals("m of water equivalent") ? "m" : unshouted(text);
  }

  /**
   * Powers written as {@code **} or as superscripts, the micro sign and the raised dot, in plain
   * signs.
   */
  static String signs(String text) {
    String plain =
        text.replace('µ', 'u')
            .replace('μ', 'u')
            .replace('·', '.')
            .replace('⋅', '.')
            .replace("°", "degree");
    plain = SUPERSCRIPTS.matcher(plain).replaceAll(match -> "^" + plainDigits(match.group()));
    return POWER.matcher(plain).replaceAll("^");
  }

  /** Units in capitals as people write them: {@code M/S} is {@code m/s}. */
  private static String unshouted(String text) {
    Set<String> names =
        NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    boolean shouted =
        names.stream().anyMatch(SHOUTED::containsKey)
            && names.stream()
                .allMatch(n -> SHOUTED.containsKey(n) || SHOUTED_BESIDES.containsKey(n));
    if (!shouted) {
      return text;
    }
    return NAME.matcher(text)
        .replaceAll(
            match -> {
              String plain = SHOUTED.get(match.group());
              return plain == null ? SHOUTED_BESIDES.getOrDefault(match.group(), "") : plain;
            });
  }

  private static String plainDigits(String superscripts) {
    var digits = new StringBuilder();
    for (int i = 0; i < superscripts.length(); i++) {
      digits.append(PLAIN_SIGNS.charAt(SUPERSCRIPT_SIGNS.indexOf(superscripts.charAt(i))));
    }
    return digits.toString();
  }

  private static String name(String name) {
    String replacement = NAMES.getOrDefault(name, name);
    boolean shouted = name.length() > 3 && name.equals(name.toUpperCase(Locale.ROOT));
    // UDUNITS lowers such names by the default locale, and in some of those an I does not become an
    // i.
    return shouted ? replacement.toLowerCase(Locale.ROOT) : replacement;
  }
}
