package org.isobar.cli;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.US);

  Invocation {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** What it adds to the history of outputs, in the form of other tools: the date and the words. */
  String history() {
    String date = ZonedDateTime.now(Clock.systemUTC()).format(DATE);
    return date + ": isobar " + String.join(" ", words);
  }

  /** What the environment says; options count more. */
  Settings settings(Options options) {
    Settings said = Settings.of(environment);
    return options.stamp().map(word -> said.withStamp("--timestat_date", word)).orElse(said);
  }
}
