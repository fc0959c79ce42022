package org.isobar.engine.runtime;

import org.isobar.data.Region;
import org.isobar.engine.plan.Destination;

/**
 * Takes finished regions of results and intermediates. Thread-safe for regions that do not overlap;
 * the same region may come twice, with the same values.
 */
public interface RegionSink {
  /** Takes a region's values, row-major from {@code offset} on; they may be reused after. */
  void write(Destination to, Region region, double[] values, int offset);
}
