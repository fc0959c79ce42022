package org.isobar.unit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ucar.units.OffsetUnit;
import ucar.units.ScaledUnit;
import ucar.units.StandardUnitFormat;
import ucar.units.TokenMgrError;
import ucar.units.UnitDBManager;

/**
 * The only place that sees the library behind {@link Unit}. The library keeps one parser with state
 * and one table of units that grows, so one thread at a time may enter; what was parsed is
 * remembered, up to a bound.
 */
final class UdunitsParser {
  /** Longer texts are prose; they also could nest deeper than the parser's stack. */
  private static final int MAX_LENGTH = 200;

  private static final int MAX_EXPONENT = 99;
  private static final int REMEMBERED = 1024;

  private static final Pattern TIME_REFERENCE =
      Pattern.compile(
          ".*\\b(since|after|from|ref|as)\\b.*|.*@.*[:].*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Named amounts so ambiguous that any conversion may be wrong by powers of ten. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(^|.*[^A-Za-z])(ppt|PPT)([^A-Za-z].*|$)");

  private static final Pattern HUGE_EXPONENT = Pattern.compile(".*[A-Za-z)^][+-]?[0-9]{4,}.*");
  private static final Pattern FACTOR = Pattern.compile("([A-Za-z_]+)(-?[0-9]+)?");
  private static final Set<String> BASES = Set.of("m", "kg", "s", "A", "K", "mol", "cd");
  private static final Set<String> ANGLES = Set.of("rad", "sr");

  private static final Object LOCK = new Object();

  private static final Map<String, Optional<Definition>> MEMORY =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Definition>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private UdunitsParser() {}

  /**
   * What the text means; null if that is not known, or not linear (decibels, times since a date).
   */
  static @Nullable Definition parse(String text) {
    Optional<Definition> common = CommonUnits.of(text);
    if (common.isPresent()) {
      return common.get();
    }
    synchronized (LOCK) {
      Optional<Definition> known = MEMORY.get(text);
      if (known == null) {
        known = Optional.ofNullable(define(text));
        MEMORY.put(text, known);
      }
      return known.orElse(null);
    }
  }

  /** What the library says, whether or not the text was parsed before. */
  static @Nullable Definition define(String text) {
    if (text.length() > MAX_LENGTH
        || TIME_REFERENCE.matcher(text).matches()
        || AMBIGUOUS.matcher(text).matches()
        || HUGE_EXPONENT.matcher(text).matches()) {
      return null;
    }
    try {
      return definition(
          StandardUnitFormat.instance().parse(Spelling.normal(text), UnitDBManager.instance()));
    } catch (ucar.units.UnitException | RuntimeException | LinkageError | TokenMgrError e) {
      // Whatever a file says as its unit must not stop it from being read.
      return null;
    }
  }

  private static @Nullable Definition definition(ucar.units.Unit unit) {
    double scale = 1;
    double offset = 0;
    ucar.units.Unit rest = unit;
    while (true) {
      switch (rest) {
        case ScaledUnit scaled -> {
          scale *= scaled.getScale();
          offset *= scaled.getScale();
          rest = scaled.getUnit();
        }
        case OffsetUnit shifted -> {
          // The origin is given in the unit that is shifted; that is what "rest" becomes.
          offset += shifted.getOffset();
          rest = shifted.getUnit();
        }
        case ucar.units.DerivedUnit derived -> {
          return linear(scale, offset, derived);
        }
        default -> {
          return null;
        }
      }
    }
  }

  private static @Nullable Definition linear(
      double scale, double offset, ucar.units.DerivedUnit derived) {
    var exponents = new TreeMap<String, Integer>();
    String product = derived.getCanonicalString();
    for (String factor : product.isEmpty() ? new String[0] : product.split("\\.")) {
      Matcher matcher = FACTOR.matcher(factor);
      if (!matcher.matches()) {
        return null;
      }
      String base = matcher.group(1);
      int exponent = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
      if (Math.abs(exponent) > MAX_EXPONENT || (!BASES.contains(base) && !ANGLES.contains(base))) {
        return null;
      }
      if (BASES.contains(base)) {
        exponents.put(base, exponent);
      }
    }
    boolean usable = Double.isFinite(scale) && scale != 0 && Double.isFinite(offset);
    return usable ? new Definition(scale, offset, exponents) : null;
  }
}
