package org.isobar.cli.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment or an option says about how operators work.
 *
 * @param stamp which time stamp stands for a run of steps; empty for each operator's own
 * @param skipSameTime whether {@code mergetime} leaves out steps whose time there is already
 * @param fileSuffix what names of split files end in; empty for the input's extension
 */
public record Settings(Optional<Stamp> stamp, boolean skipSameTime, Optional<String> fileSuffix) {
  private static final String STAMP = "CDO_TIMESTAT_DATE";
  private static final String SKIP = "SKIP_SAME_TIME";
  private static final String SUFFIX = "CDO_FILE_SUFFIX";

  /** Nothing said. */
  public static final Settings NONE = new Settings(Optional.empty(), false, Optional.empty());

  /**
   * Reads CDO's variables.
   *
   * @throws CommandException naming the variable that is wrong
   */
  public static Settings of(Map<String, String> environment) {
    Optional<String> stamp = Optional.ofNullable(environment.get(STAMP)).filter(s -> !s.isEmpty());
    String skip = environment.getOrDefault(SKIP, "0");
    return new Settings(
        stamp.map(s -> stamp(STAMP, s)),
        !skip.isEmpty() && !skip.equals("0"),
        Optional.ofNullable(environment.get(SUFFIX)).filter(s -> !s.isEmpty()));
  }

  /** The same settings with another choice of time stamps, as an option says it. */
  public Settings withStamp(String option, String word) {
    return new Settings(Optional.of(stamp(option, word)), skipSameTime, fileSuffix);
  }

  private static Stamp stamp(String where, String word) {
    return Arrays.stream(Stamp.values())
        .filter(c -> c.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    where + " needs first, middle, midhigh or last, got >" + word + "<"));
  }
}
