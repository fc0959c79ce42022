package org.isobar.cli.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.FileMetadata;

/**
 * What a file is of: told by the global attributes of CMIP5 and CMIP6, else by a file name of
 * theirs, else by the file's own name.
 */
record RunNames(String model, String experiment, String member, String table) {
  /** {@code variable_table_model_experiment_member[_grid][_period].nc}. */
  private static final Pattern FILE_NAME =
      Pattern.compile(
          "[A-Za-z0-9-]+_([A-Za-z0-9]+)_([^_]+)_([^_]+)_((?:s\\d+-)?r\\d+i\\d+p\\d+(?:f\\d+)?)[_.].*");

  private static final Pattern CMIP5_TABLE = Pattern.compile("Table ([A-Za-z0-9]+).*");
  private static final Pattern PERIOD = Pattern.compile("[_.-]?\\d{4,}(?:-\\d{4,})?$");

  static RunNames of(FileMetadata file) {
    Attributes global = file.attributes();
    String name = Path.of(file.location()).getFileName().toString();
    Matcher parts = FILE_NAME.matcher(name);
    boolean known = parts.matches();
    return new RunNames(
        first(global, "source_id", "model_id")
            .orElseGet(() -> known ? parts.group(2) : withoutPeriod(name)),
        first(global, "experiment_id").orElseGet(() -> known ? parts.group(3) : "-"),
        member(global).orElseGet(() -> known ? parts.group(4) : ""),
        first(global, "table_id")
            .map(RunNames::tableName)
            .orElseGet(() -> known ? parts.group(1) : ""));
  }

  private static Optional<String> first(Attributes global, String... names) {
    for (String name : names) {
      Optional<String> text = global.text(name).filter(t -> !t.isBlank());
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> member(Attributes global) {
    OptionalDouble realization = global.number("realization");
    OptionalDouble initialization = global.number("initialization_method");
    OptionalDouble physics = global.number("physics_version");
    if (realization.isPresent() && initialization.isPresent() && physics.isPresent()) {
      return Optional.of(
          "r"
              + (long) realization.getAsDouble()
              + "i"
              + (long) initialization.getAsDouble()
              + "p"
              + (long) physics.getAsDouble());
    }
    return first(global, "variant_label");
  }

  /** {@code Table Amon (31 January 2011) a5a1} as CMIP5 has it, or the name alone. */
  private static String tableName(String id) {
    Matcher cmip5 = CMIP5_TABLE.matcher(id);
    return cmip5.matches() ? cmip5.group(1) : id;
  }

  /** The files of a series differ in the dates at the end of their names. */
  private static String withoutPeriod(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String series = PERIOD.matcher(stem).replaceFirst("");
    return series.isEmpty() ? stem : series;
  }
}
