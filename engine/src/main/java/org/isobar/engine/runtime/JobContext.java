package org.isobar.engine.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.error.DatasetException;

/**
 * What the tasks of one job share in a process: its plan, readers, intermediates and results. Made
 * when the job starts, closed when it ends, whichever way.
 */
public final class JobContext implements AutoCloseable, RegionSink {
  private final Plan plan;
  private final Kernels kernels;
  private final ReaderPool readers;
  private final Cancellation cancellation;
  private final Intermediates intermediates = new Intermediates();
  private final Optional<Results> results;
  private volatile Optional<RegionSink> journal = Optional.empty();

  private JobContext(
      Plan plan,
      Kernels kernels,
      ReaderPool readers,
      Cancellation cancellation,
      Optional<Results> results) {
    this.plan = plan;
    this.kernels = kernels;
    this.readers = readers;
    this.cancellation = cancellation;
    this.results = results;
  }

  /** Makes room for the results and starts the files. */
  public static JobContext open(
      Plan plan,
      Kernels kernels,
      Providers providers,
      ReaderPool readers,
      Cancellation cancellation) {
    return new JobContext(
        plan, kernels, readers, cancellation, Optional.of(Results.open(plan, providers)));
  }

  /**
   * The part of a job that runs in a process which does not own it: what it gives goes to sinks.
   */
  public static JobContext ofMember(
      Plan plan, Kernels kernels, ReaderPool readers, Cancellation cancellation) {
    return new JobContext(plan, kernels, readers, cancellation, Optional.empty());
  }

  public Plan plan() {
    return plan;
  }

  public Cancellation cancellation() {
    return cancellation;
  }

  /** Makes room for the intermediates that a stage fills, and a combiner of its partials. */
  public Combiner combiner(ReduceStage stage) {
    for (Fold fold : stage.folds()) {
      for (Destination to : fold.to()) {
        if (to instanceof Destination.ToIntermediate(int id)) {
          intermediates.create(intermediate(id));
        }
      }
    }
    return new Combiner(stage, kernels, this);
  }

  private Intermediate intermediate(int id) {
    return plan.intermediates().stream().filter(i -> i.id() == id).findFirst().orElseThrow();
  }

  /** A new combiner of partials of a part of a stage's tasks. */
  public Forest forest(ReduceStage stage) {
    return new Forest(stage, kernels);
  }

  /** Copies a region of an intermediate that is there, row-major. */
  public void readIntermediate(int id, Region region, double[] target) {
    View view = intermediates.source(id).load(region);
    if (region.size() > 0) {
      view.copy(region.counts(), target, 0, View.denseStrides(Region.all(region.counts())));
    }
  }

  /** Stores a region of an intermediate that another process made. */
  public void writeIntermediate(int id, Region region, double[] values) {
    intermediates.create(intermediate(id));
    write(new Destination.ToIntermediate(id), region, values, 0);
  }

  /** A worker for one thread. Partials go to the sink, regions to this job's results. */
  public StageWorker worker(Stage stage, PartialSink partials) {
    return worker(stage, partials, this);
  }

  /** A worker for one thread that hands all it makes to the sinks. */
  public StageWorker worker(Stage stage, PartialSink partials, RegionSink regions) {
    Sources sources = new Sources(kernels, readers, intermediates);
    return switch (stage) {
      case ReduceStage reduce -> new ReduceWorker(reduce, sources, cancellation, partials);
      case ProduceStage produce -> new ProduceWorker(produce, sources, cancellation, regions);
    };
  }

  /**
   * Hands a copy of all that is written from now on to a sink, too. Files can then not be written
   * by other processes, since of that this one would see nothing.
   */
  public void journal(RegionSink sink) {
    journal = Optional.of(sink);
  }

  /** Whether all that is written is handed to a sink, too. */
  public boolean isJournaled() {
    return journal.isPresent();
  }

  @Override
  public void write(Destination to, Region region, double[] values, int offset) {
    store(to, region, values, offset);
    journal.ifPresent(sink -> sink.write(to, region, values, offset));
  }

  /** Stores a region that an earlier run of the job made. */
  public void restore(Destination to, Region region, double[] values) {
    if (to instanceof Destination.ToIntermediate(int id)) {
      intermediates.create(intermediate(id));
    }
    store(to, region, values, 0);
  }

  private void store(Destination to, Region region, double[] values, int offset) {
    switch (to) {
      case Destination.ToIntermediate(int id) -> {
        try {
          intermediates.write(id, region, values, offset);
        } catch (java.io.UncheckedIOException e) {
          throw new DatasetException(String.valueOf(e.getMessage()), e);
        }
      }
      case Destination.ToResult(int index) ->
          results.orElseThrow().write(index, region, values, offset);
    }
  }

  /** Where other processes of this machine can write the job's files, by number of file. */
  public Map<Integer, SharedPart> sharedParts() {
    return journal.isPresent() ? Map.of() : results.map(Results::shared).orElse(Map.of());
  }

  /** The temporary files of the job's files: they stay if this process is killed. */
  public List<Path> temporaries() {
    return results.map(Results::temporaries).orElse(List.of());
  }

  /** Another process has stored a region of a result in, or beside, one of {@link #sharedParts}. */
  public void wroteElsewhere(Destination to, Region region, StoredRegion stored) {
    if (!(to instanceof Destination.ToResult(int index))) {
      throw new IllegalArgumentException("no file is at " + to);
    }
    results.orElseThrow().wroteElsewhere(index, region, stored);
  }

  /** Ends the job well: files appear under their names. Returns the arrays in memory. */
  public List<NdArray> commit() {
    results.orElseThrow().commit();
    return results.orElseThrow().arrays();
  }

  /** Frees everything; files that were not committed vanish. */
  @Override
  public void close() {
    try {
      intermediates.close();
    } finally {
      results.ifPresent(Results::close);
    }
  }
}
