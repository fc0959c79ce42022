package org.isobar.cli.operator;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Seasons as users type them: runs of initials of months, such as {@code DJF} or {@code JJAS}. */
final class Seasons {
  private static final String INITIALS = "JFMAMJJASONDJFMAMJJASOND";
  private static final int YEAR = 12;

  private Seasons() {}

  /** The months of all seasons given; {@code ANN} is the whole year. */
  static Set<Integer> months(Call call, List<String> seasons) {
    Set<Integer> out = new TreeSet<>();
    for (String s : seasons) {
      String word = s.toUpperCase(Locale.ROOT);
      boolean whole = word.equals("ANN");
      int first = whole ? 0 : INITIALS.indexOf(word);
      if (word.isEmpty() || first < 0 || word.length() > YEAR) {
        throw call.refuse(
            "season >" + s + "< must be initials of months in a row, such as DJF or JJAS, or ANN");
      }
      for (int i = first; i < first + (whole ? YEAR : word.length()); i++) {
        out.add(i % YEAR + 1);
      }
    }
    return out;
  }
}
