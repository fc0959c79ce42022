package org.isobar.cli;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.Settings;

/**
 * How the command was called.
 *
 * @param words all words behind its name
 * @param environment the environment's variables
 */
record Invocation(List<String> words, Map<String, String> environment) {
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  Invocation {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** What it adds to the history of outputs, in the form of other tools: the date and the words. */
  String history() {
    return date(LocalDateTime.now(Clock.systemUTC())) + ": isobar " + String.join(" ", words);
  }

  /**
   * As {@code date} prints it. A formatter by pattern loads the texts of a locale, a slow start.
   */
  private static String date(LocalDateTime t) {
    return name(DAYS, t.getDayOfWeek().getValue())
        + " "
        + name(MONTHS, t.getMonthValue())
        + " "
        + two(t.getDayOfMonth())
        + " "
        + two(t.getHour())
        + ":"
        + two(t.getMinute())
        + ":"
        + two(t.getSecond())
        + " "
        + t.getYear();
  }

  private static String name(String all, int number) {
    return all.substring(3 * number - 3, 3 * number);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /** What the environment says; options count more. */
  Settings settings(Options options) {
    Settings said = Settings.of(environment);
    return options.stamp().map(word -> said.withStamp("--timestat_date", word)).orElse(said);
  }
}
