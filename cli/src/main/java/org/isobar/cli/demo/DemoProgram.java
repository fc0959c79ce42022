package org.isobar.cli.demo;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.dataset.Providers;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.run.RunOptions;

/** The demonstration: an archive, the main job on it, and what to try next. */
public final class DemoProgram {
  private final Path folder;
  private final PrintStream out;
  private final ProgressLine progress;
  private final Optional<Long> memory;

  /**
   * @param folder where the archive and the results go
   * @param out receives the table
   * @param err is told of progress and of choices that were made
   * @param terminal whether {@code err} is a terminal, on which progress is shown in place
   * @param memory bytes that each computation may take; empty for the backend's default
   */
  public DemoProgram(
      Path folder, PrintStream out, PrintStream err, boolean terminal, Optional<Long> memory) {
    this.folder = folder;
    this.out = out;
    this.progress = new ProgressLine(err, terminal);
    this.memory = memory;
  }

  /** Runs on the archive, which is written where it is not there yet. */
  public void runOnArchive(Backend backend) {
    run(Archive.standard(folder.resolve("archive")), backend);
  }

  void run(Archive archive, Backend backend) {
    List<Path> files = archive.ensure(Providers.ofFormat("netcdf"), progress);
    compute(files.stream().map(Path::toString).toList(), backend);
    say("  ./isobar demo 'FOLDER/tas_*.nc'");
  }

  /**
   * Runs on files of the user's.
   *
   * @param paths files, folders (all files below them whose names end in {@code .nc}), or globs
   * @throws DatasetException if there are none that can be used
   */
  public void runOn(List<String> paths, Backend backend) {
    String[] locations = paths.stream().map(DemoProgram::inFolder).toArray(String[]::new);
    compute(Dataset.files(locations), backend);
  }

  private static String inFolder(String path) {
    return new File(path).isDirectory() ? path.replaceFirst("/*$", "/**/*.nc") : path;
  }

  private void compute(List<String> files, Backend backend) {
    long began = System.nanoTime();
    Catalogue catalogue = Catalogue.of(files);
    List<String> notes = new ArrayList<>(catalogue.notes());
    Map<String, List<Run>> models = new LinkedHashMap<>();
    catalogue.runs().forEach(r -> models.computeIfAbsent(r.model(), m -> new ArrayList<>()).add(r));
    Meter meter = new Meter(progress);
    RunOptions told = RunOptions.DEFAULT.progress(meter);
    RunOptions options = memory.map(told::memory).orElse(told);
    WarmingJob job = new WarmingJob(backend, options, notes::add);
    List<Warming> rows = new ArrayList<>();
    List<Path> written = new ArrayList<>();
    models.forEach(
        (model, runs) -> {
          meter.begin(model);
          attempt(
              model,
              notes,
              () -> {
                rows.addAll(job.compute(runs));
                job.write(folder).ifPresent(written::add);
              });
        });
    progress.clear();
    if (rows.isEmpty()) {
      throw new DatasetException("no run can be used\n  " + String.join("\n  ", notes));
    }
    report(rows, notes);
    say("");
    say("read " + meter.summary(System.nanoTime() - began) + " on " + backend.name());
    suggest(written);
  }

  /** A model that fails does not keep the others from being computed. */
  private static void attempt(String model, List<String> notes, Runnable step) {
    try {
      step.run();
    } catch (CancelledException e) {
      throw e;
    } catch (IsobarException e) {
      notes.add(model + " failed: " + e.getMessage());
    }
  }

  private void report(List<Warming> rows, List<String> notes) {
    say("");
    say("Warming of the area mean: each sample minus the mean of its month of the year over the");
    say("baseline, weighted by the cells' areas, then averaged over each year that is whole.");
    say("");
    WarmingReport.lines(rows).forEach(line -> say("  " + line));
    say("");
    notes.forEach(this::say);
  }

  private void suggest(List<Path> written) {
    say("");
    say("To try next:");
    for (Path file : written.subList(0, Math.min(1, written.size()))) {
      say("  ./isobar sinfo " + file);
      say("  ./isobar fldmean -yearmean " + file + " " + folder.resolve("warming.nc"));
      say("  ./isobar explain ymonmean " + file + " climatology.nc");
    }
  }

  private void say(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
