package org.isobar.unit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names of units like one that is not known, for messages. */
final class Suggestions {
  private static final int MOST = 3;

  private static final List<String> COMMON =
      List.of(
          "1",
          "%",
          "K",
          "degC",
          "degF",
          "Pa",
          "hPa",
          "millibar",
          "bar",
          "dbar",
          "m",
          "mm",
          "cm",
          "km",
          "m2",
          "km2",
          "m3",
          "s",
          "minute",
          "hour",
          "day",
          "month",
          "year",
          "m s-1",
          "km h-1",
          "knot",
          "m s-2",
          "m2 s-2",
          "kg",
          "g",
          "kg m-2",
          "kg m-3",
          "kg m-2 s-1",
          "kg kg-1",
          "g kg-1",
          "mm day-1",
          "mm h-1",
          "W m-2",
          "J m-2",
          "J kg-1",
          "W",
          "J",
          "N",
          "N m-2",
          "Pa s-1",
          "s-1",
          "mol",
          "mol m-3",
          "mol mol-1",
          "mol m-2 s-1",
          "degree",
          "degrees_north",
          "degrees_east",
          "radian",
          "1e-3",
          "1e-6",
          "ppm",
          "ppb",
          "m3 s-1",
          "sverdrup",
          "K s-1",
          "K day-1",
          "micron",
          "liter");

  private Suggestions() {}

  /** The nearest common units, best first; none if nothing is near. */
  static List<String> of(String text) {
    if (text.matches(".*\\bppt\\b.*")) {
      return List.of("1e-3 (parts per thousand)", "1e-12 (parts per trillion)");
    }
    if (text.length() > 40) {
      return List.of();
    }
    String asked = text.strip().toLowerCase(Locale.ROOT);
    int limit = Math.max(1, asked.length() / 3);
    return COMMON.stream()
        .filter(name -> distance(asked, name.toLowerCase(Locale.ROOT)) <= limit)
        .sorted(Comparator.comparingInt(name -> distance(asked, name.toLowerCase(Locale.ROOT))))
        .limit(MOST)
        .toList();
  }

  /** How many letters must be changed, put in or taken out to make one text the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
