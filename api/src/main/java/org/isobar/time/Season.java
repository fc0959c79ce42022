package org.isobar.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobar.error.CalendarException;

/**
 * A run of months, named by their initials: {@code DJF}, {@code JJAS}, {@code NDJFM}.
 *
 * @param name initials of the months, in order
 * @param months the months, 1 to 12, in the order of the run
 */
public record Season(String name, List<Integer> months) {
  public static final Season DJF = new Season("DJF", List.of(12, 1, 2));
  public static final Season MAM = new Season("MAM", List.of(3, 4, 5));
  public static final Season JJA = new Season("JJA", List.of(6, 7, 8));
  public static final Season SON = new Season("SON", List.of(9, 10, 11));

  /** The four meteorological seasons, in the order of the year to which they are counted. */
  public static final List<Season> METEOROLOGICAL = List.of(DJF, MAM, JJA, SON);

  private static final String INITIALS = "JFMAMJJASOND";

  /**
   * @throws CalendarException if the months are no run of at most twelve, or not those that the
   *     name says
   */
  public Season {
    months = List.copyOf(months);
    if (!runs(name).contains(months)) {
      throw new CalendarException("season '" + name + "' of the months " + months);
    }
  }

  /**
   * Reads a run of initials, in either case.
   *
   * @throws CalendarException if there is no such run, or more than one, as for {@code J}
   */
  public static Season parse(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    List<List<Integer>> runs = runs(name);
    if (runs.isEmpty()) {
      throw new CalendarException(
          "'"
              + text
              + "' is not a season; write initials of successive months, as DJF, JJAS or NDJFM");
    }
    if (runs.size() > 1) {
      throw new CalendarException(
          "season '" + text + "' is ambiguous: it may be the months " + runs);
    }
    return new Season(name, runs.getFirst());
  }

  /** The meteorological season of a month. */
  public static Season of(int month) {
    return METEOROLOGICAL.get(month % 12 / 3);
  }

  /** Whether a month, 1 to 12, is in this season. */
  public boolean contains(int month) {
    return months.contains(month);
  }

  /** Whether the season begins in one year and ends in the next. */
  public boolean crossesYearEnd() {
    return months.getLast() < months.getFirst();
  }

  @Override
  public String toString() {
    return name;
  }

  private static List<List<Integer>> runs(String name) {
    var runs = new ArrayList<List<Integer>>();
    if (name.isEmpty() || name.length() > 12) {
      return runs;
    }
    for (int first = 0; first < 12; first++) {
      if ((INITIALS + INITIALS).startsWith(name, first)) {
        int start = first;
        runs.add(IntStream.range(0, name.length()).mapToObj(m -> (start + m) % 12 + 1).toList());
      }
    }
    return runs;
  }
}
