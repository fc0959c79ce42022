package org.isobar.engine.runtime;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ResultSpec;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a job go: arrays in memory and files, which appear under their names only
 * when {@link #commit} is called. Thread-safe.
 */
final class Results implements AutoCloseable {
  private final Plan plan;
  private final List<BlockWriter> writers = new ArrayList<>();
  private final List<@Nullable MemoryResult> arrays = new ArrayList<>();
  private final List<@Nullable FilePlacement> placements = new ArrayList<>();

  private Results(Plan plan) {
    this.plan = plan;
  }

  /** Makes room for all results, and starts all files. */
  static Results open(Plan plan, Providers providers) {
    Results results = new Results(plan);
    try {
      for (ResultSpec spec : plan.results()) {
        results.arrays.add(
            spec instanceof ResultSpec.InMemory m ? new MemoryResult(m.dims(), m.dtype()) : null);
        results.placements.add(
            spec instanceof ResultSpec.InFile f
                ? FilePlacement.of(plan.files().get(f.file()).schema(), f.variable(), f.dims())
                : null);
      }
      for (FileSpec file : plan.files()) {
        BlockWriter writer = providers.get(file.provider()).create(file.path(), file.schema());
        results.writers.add(writer);
        file.texts().forEach(writer::writeText);
      }
      return results;
    } catch (RuntimeException | Error e) {
      results.closeAfter(e);
      throw e;
    }
  }

  void write(int result, Region region, double[] values, int offset) {
    MemoryResult array = arrays.get(result);
    FilePlacement placement = placements.get(result);
    if (array != null) {
      array.write(region, values, offset);
    } else if (placement != null && plan.results().get(result) instanceof ResultSpec.InFile to) {
      try {
        writers.get(to.file()).write(to.variable(), placement.place(region), values, offset);
      } catch (UncheckedIOException e) {
        throw failed(to, region, e);
      }
    }
  }

  /** Whatever was written of the file is lost with it: no use in trying again. */
  private DatasetException failed(ResultSpec.InFile to, Region region, UncheckedIOException e) {
    return new DatasetException(
        "writing variable '"
            + to.variable()
            + "' "
            + region
            + " of "
            + plan.files().get(to.file()).path()
            + ": "
            + e.getMessage(),
        e);
  }

  /** Where other processes can write the files; by number of file, those that can be shared. */
  Map<Integer, SharedPart> shared() {
    Map<Integer, SharedPart> parts = new TreeMap<>();
    for (int f = 0; f < writers.size(); f++) {
      int file = f;
      writers.get(f).shared().ifPresent(part -> parts.put(file, part));
    }
    return parts;
  }

  /** The temporary files that are being written. */
  List<Path> temporaries() {
    return writers.stream().flatMap(w -> w.temporary().stream()).toList();
  }

  /** Another process has stored a region of a result. */
  void wroteElsewhere(int result, Region region, StoredRegion stored) {
    FilePlacement placement = placements.get(result);
    if (placement == null || !(plan.results().get(result) instanceof ResultSpec.InFile to)) {
      throw new IllegalArgumentException("result " + result + " is in no file");
    }
    try {
      writers.get(to.file()).wroteElsewhere(to.variable(), placement.place(region), stored);
    } catch (UncheckedIOException e) {
      throw failed(to, region, e);
    }
  }

  /** Makes all files appear under their names. */
  void commit() {
    writers.forEach(BlockWriter::commit);
  }

  /** The arrays in memory, in the order of the request. */
  List<NdArray> arrays() {
    List<NdArray> all = new ArrayList<>();
    for (MemoryResult array : arrays) {
      if (array != null) {
        all.add(array.toArray());
      }
    }
    return List.copyOf(all);
  }

  @Override
  public void close() {
    @Nullable RuntimeException first = null;
    for (BlockWriter writer : writers) {
      try {
        writer.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    writers.clear();
    if (first != null) {
      throw first;
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
