package org.isobar.unit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The units of nearly all files. The library behind {@link UdunitsParser} takes a tenth of a second
 * to begin, as long as all else that a short command does; it says the same of these.
 */
final class CommonUnits {
  private static final Map<String, Definition> ALL =
      Map.ofEntries(
          unit("K", 1, "K", 1),
          unit("Pa", 1, "kg", 1, "m", -1, "s", -2),
          unit("hPa", 100, "kg", 1, "m", -1, "s", -2),
          unit("m", 1, "m", 1),
          unit("m2", 1, "m", 2),
          unit("kg", 1, "kg", 1),
          unit("s", 1, "s", 1),
          unit("m s-1", 1, "m", 1, "s", -1),
          unit("kg m-2", 1, "kg", 1, "m", -2),
          unit("kg m-2 s-1", 1, "kg", 1, "m", -2, "s", -1),
          unit("kg kg-1", 1),
          unit("W m-2", 1, "kg", 1, "s", -3),
          unit("%", 0.01),
          unit("degree", Math.PI / 180),
          unit("degrees", Math.PI / 180));

  private CommonUnits() {}

  /** What a text means, if it is one of these; others may be known to UDUNITS. */
  static Optional<Definition> of(String text) {
    return Optional.ofNullable(ALL.get(text));
  }

  /** Texts of all. */
  static Iterable<String> texts() {
    return ALL.keySet();
  }

  private static Map.Entry<String, Definition> unit(String text, double scale, Object... powers) {
    var exponents = new TreeMap<String, Integer>();
    for (int i = 0; i < powers.length; i += 2) {
      exponents.put((String) powers[i], (Integer) powers[i + 1]);
    }
    return Map.entry(text, new Definition(scale, 0, exponents));
  }
}
