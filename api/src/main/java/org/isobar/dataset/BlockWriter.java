package org.isobar.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.error.DatasetException;

/**
 * Writes one new file. The data lie in a temporary file beside the target until {@link #commit};
 * without it, {@link #close} removes the temporary file and leaves what stood under the final name
 * as it was.
 *
 * <p>Regions that do not overlap may be written by several threads at once, in any order.
 */
public interface BlockWriter extends RegionWriter {
  /**
   * Where other processes of this machine can write regions of the file by {@link
   * DatasetProvider#join}; empty if all has to come through this writer.
   */
  default Optional<SharedPart> shared() {
    return Optional.empty();
  }

  /**
   * The temporary file; empty if it has no name. If the process is killed it stays, and whoever
   * writes the file again may remove it.
   */
  default Optional<Path> temporary() {
    return Optional.empty();
  }

  /**
   * Takes note of a region that another process has stored, who joined the file; what lies beside
   * the file is moved into it.
   */
  default void wroteElsewhere(String variable, Region region, StoredRegion stored) {
    throw new DatasetException("no other process can write '" + variable + "'");
  }

  /** Writes all strings of a character or string variable, row-major. */
  void writeText(String variable, List<String> values);

  /**
   * Checks that every value of every variable was written, forces the data to disk and renames the
   * file to its final name, all or nothing.
   */
  void commit();

  @Override
  void close();
}
