package org.isobar.dataset;

import java.util.Optional;
import org.isobar.data.Region;

/** Stores regions of a file that another process of this machine has begun. Thread-safe. */
public interface JoinedWriter extends AutoCloseable {
  /**
   * Packs and stores a region of a numeric variable, as {@link RegionWriter#write} does.
   *
   * @return what the process that began the file has to be told; empty if nothing was stored,
   *     because that process has to write these values itself
   */
  Optional<StoredRegion> write(String variable, Region region, double[] values, int offset);

  /** What was stored and not told of is lost. */
  @Override
  void close();
}
