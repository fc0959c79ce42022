package org.isobar.cli.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one model's run of one experiment.
 *
 * @param member which of the model's runs, such as {@code r1i1p1}; empty if nothing tells
 * @param table what the files were cut from, such as {@code Amon} or {@code day}; empty if nothing
 *     tells
 * @param variable the temperature in them
 */
record Run(
    String model,
    String experiment,
    String member,
    String table,
    String variable,
    List<String> files) {

  /** By model; the historical run first, as the others continue it. */
  static final Comparator<Run> ORDER =
      Comparator.comparing(Run::model)
          .thenComparing(run -> !run.isHistorical())
          .thenComparing(Run::experiment)
          .thenComparing(Run::member)
          .thenComparing(Run::table)
          .thenComparing(Run::variable);

  Run {
    files = List.copyOf(files);
  }

  boolean isHistorical() {
    return experiment.equals("historical");
  }

  /** The same run with these files. */
  Run with(List<String> itsFiles) {
    return new Run(model, experiment, member, table, variable, itsFiles);
  }

  /** Whether the table is one of monthly means. */
  boolean isMonthly() {
    return table.toLowerCase(Locale.ROOT).endsWith("mon");
  }

  /** Name, table and variable: {@code HadGEM2-ES rcp85 r1i1p1 (tas of Amon)}. */
  String describe() {
    return name() + " (" + variable + (table.isEmpty() ? "" : " of " + table) + ")";
  }

  /** What of model, experiment and member is known. */
  String name() {
    return Stream.of(model, experiment.equals("-") ? "" : experiment, member)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
