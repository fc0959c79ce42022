package org.isobar.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.Providers;
import org.isobar.error.DatasetException;

/**
 * Files sorted into runs.
 *
 * @param runs in {@link Run#ORDER}; at least one
 * @param notes what was left out, and why, a line each
 */
record Catalogue(List<Run> runs, List<String> notes) {
  Catalogue {
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
  }

  /**
   * Reads the headers of files.
   *
   * @throws DatasetException if none of them has a temperature; says what the first one has
   */
  static Catalogue of(List<String> files) {
    Map<Run, List<String>> found = new TreeMap<>(Run.ORDER);
    List<String> notes = new ArrayList<>();
    for (String file : files) {
      try {
        FileMetadata header = Providers.recognising(file).inspect(file, Map.of());
        Run run = run(header);
        found.computeIfAbsent(run, r -> new ArrayList<>()).add(file);
      } catch (DatasetException e) {
        notes.add("left out " + e.getMessage());
      }
    }
    if (found.isEmpty()) {
      throw new DatasetException(
          "none of "
              + files.size()
              + " files can be used; "
              + (notes.isEmpty() ? "give NetCDF files" : notes.getFirst()));
    }
    List<Run> runs = new ArrayList<>();
    found.forEach((key, members) -> runs.add(key.with(members)));
    return new Catalogue(onePerTable(runs, notes), notes);
  }

  private static Run run(FileMetadata header) {
    Optional<String> variable = Temperatures.find(header);
    if (variable.isEmpty()) {
      throw new DatasetException(
          header.location()
              + ": no temperature over time, latitude and longitude; variables are "
              + header.variables().stream().map(v -> v.path()).toList());
    }
    RunNames names = RunNames.of(header);
    return new Run(
        names.model(),
        names.experiment(),
        names.member(),
        names.table(),
        variable.get(),
        List.of());
  }

  /** Daily and monthly means of one run have the same global means: the fewer data are enough. */
  private static List<Run> onePerTable(List<Run> runs, List<String> notes) {
    List<Run> kept = new ArrayList<>();
    for (Run run : runs) {
      Run before = kept.isEmpty() ? null : kept.getLast();
      if (before != null && before.name().equals(run.name())) {
        boolean monthly = !before.isMonthly() && run.isMonthly();
        Run chosen = monthly ? run : before;
        Run other = monthly ? before : run;
        notes.add(
            "left out " + other.describe() + ", as " + chosen.describe() + " is of the same run");
        kept.set(kept.size() - 1, chosen);
      } else {
        kept.add(run);
      }
    }
    return kept;
  }
}
