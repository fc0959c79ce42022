package org.isobar.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.isobar.Backend;
import org.isobar.Field;
import org.isobar.Isobar;
import org.isobar.Result;
import org.isobar.WriteOptions;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.run.RunOptions;
import org.isobar.time.Frequency;

/**
 * The demonstration's main job for the runs of one model: the warming of each, and the anomalies of
 * the one that reaches farthest as a file.
 */
final class WarmingJob {
  private final Backend backend;
  private final RunOptions options;
  private final Consumer<String> note;
  private List<Prepared> prepared = List.of();

  /**
   * @param note is told of choices that were made and of runs that failed
   */
  WarmingJob(Backend backend, RunOptions options, Consumer<String> note) {
    this.backend = backend;
    this.options = options;
    this.note = note;
  }

  /** A run with its baseline and the anomalies against it. */
  private record Prepared(RunField run, Baseline baseline, Field anomaly) {
    /** One value a year. */
    Field yearly() {
      return anomaly.areaMean().resample(Frequency.YEAR).mean();
    }
  }

  /**
   * Computes the warming of each run that can be used, all in one pass over what they share.
   *
   * @param runs of one model
   */
  List<Warming> compute(List<Run> runs) {
    prepared = prepare(runs);
    List<Field> wanted = new ArrayList<>();
    for (Prepared p : prepared) {
      wanted.add(p.yearly());
      wanted.add(p.baseline().mean());
    }
    List<Warming> rows = new ArrayList<>();
    if (!wanted.isEmpty()) {
      List<Result> results = Isobar.computeAll(backend, options, wanted);
      for (int i = 0; i < prepared.size(); i++) {
        Prepared p = prepared.get(i);
        double mean = results.get(2 * i + 1).value();
        rows.add(Warming.of(p.run(), p.baseline(), mean, results.get(2 * i).values()));
      }
    }
    return rows;
  }

  private List<Prepared> prepare(List<Run> runs) {
    List<RunField> fields = new ArrayList<>();
    for (Run run : runs) {
      attempt(run, () -> fields.add(RunField.open(run, note)));
    }
    List<Prepared> usable = new ArrayList<>();
    for (RunField field : fields) {
      attempt(
          field.run(),
          () -> {
            Baseline baseline = Baseline.choose(field, fields);
            Prepared p = new Prepared(field, baseline, baseline.anomaly(field));
            baseline.remark(field).ifPresent(note);
            usable.add(p);
          });
    }
    return usable;
  }

  /** One run that cannot be used does not keep the others from being computed. */
  private void attempt(Run run, Runnable step) {
    try {
      step.run();
    } catch (IsobarException e) {
      note.accept("left out " + run.describe() + ": " + e.getMessage());
    }
  }

  /**
   * Writes the anomalies of the run that reaches farthest, as monthly means if it is daily, of
   * those that {@link #compute} was last asked for.
   *
   * @param folder where the file goes; made if there is none
   * @return the file; empty if no run could be used
   */
  Optional<Path> write(Path folder) {
    return prepared.stream()
        .max(Comparator.comparingInt(p -> p.run().lastYear()))
        .map(last -> write(last, folder));
  }

  private Path write(Prepared p, Path folder) {
    Run run = p.run().run();
    Path file = folder.resolve("anomaly_" + run.model().replaceAll("[^A-Za-z0-9.-]", "-") + ".nc");
    Field anomaly = isDaily(p.run()) ? p.anomaly().resample(Frequency.MONTH).mean() : p.anomaly();
    make(folder);
    anomaly.rename(run.variable() + "_anomaly").write(file, backend, WriteOptions.DEFAULT, options);
    note.accept(
        "wrote "
            + file
            + ": "
            + run.name()
            + ", anomalies against "
            + p.baseline().years()
            + ", "
            + anomaly.dims());
    return file;
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DatasetException("cannot make the folder " + folder.toAbsolutePath() + ": " + e, e);
    }
  }

  private static boolean isDaily(RunField run) {
    return run.samples() > 300L * run.years().size();
  }
}
