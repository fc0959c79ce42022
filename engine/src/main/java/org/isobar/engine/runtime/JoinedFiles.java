package org.isobar.engine.runtime;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.JoinedWriter;
import org.isobar.dataset.SharedPart;
import org.isobar.dataset.StoredRegion;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ResultSpec;
import org.isobar.error.DatasetException;
import org.jspecify.annotations.Nullable;

/**
 * Files of a job that another process of this machine began, as far as this one can write to them.
 * Thread-safe.
 */
public final class JoinedFiles implements AutoCloseable {
  private final Plan plan;
  private final Map<Integer, JoinedWriter> writers = new HashMap<>();
  private final Map<Integer, FilePlacement> placements = new HashMap<>();

  /**
   * Joins what can be joined.
   *
   * @param parts by number of file of the plan
   */
  public JoinedFiles(Plan plan, Map<Integer, SharedPart> parts, Providers providers) {
    this.plan = plan;
    parts.forEach(
        (file, part) -> {
          FileSpec spec = plan.files().get(file);
          providers
              .get(spec.provider())
              .join(part, spec.schema())
              .ifPresent(writer -> writers.put(file, writer));
        });
    for (int r = 0; r < plan.results().size(); r++) {
      if (plan.results().get(r) instanceof ResultSpec.InFile to && writers.containsKey(to.file())) {
        FileSpec spec = plan.files().get(to.file());
        placements.put(r, FilePlacement.of(spec.schema(), to.variable(), to.dims()));
      }
    }
  }

  /**
   * Stores a region of a result.
   *
   * @return what the process that began the file has to know; empty if nothing was stored, because
   *     the region goes to no file that this process writes to
   * @throws DatasetException if the disk refuses it, or a value does not fit
   */
  public Optional<StoredRegion> write(Destination to, Region region, double[] values, int offset) {
    if (!(to instanceof Destination.ToResult(int result))
        || !(plan.results().get(result) instanceof ResultSpec.InFile in)) {
      return Optional.empty();
    }
    @Nullable JoinedWriter writer = writers.get(in.file());
    @Nullable FilePlacement placement = placements.get(result);
    if (writer == null || placement == null) {
      return Optional.empty();
    }
    try {
      return writer.write(in.variable(), placement.place(region), values, offset);
    } catch (UncheckedIOException e) {
      throw new DatasetException(
          "writing variable '" + in.variable() + "' " + region + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    writers.values().forEach(JoinedWriter::close);
  }
}
