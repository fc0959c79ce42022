package org.isobar.dataset;

import org.isobar.data.Region;

/** Writes regions of numeric variables of a file. Thread-safe where regions do not overlap. */
public interface RegionWriter extends AutoCloseable {
  /**
   * Packs and writes a region of a numeric variable. NaN is stored as the variable's {@code
   * _FillValue} (else {@code missing_value}, else the type's default fill). A value that the packed
   * type cannot hold is an error.
   *
   * @param region stride must be 1
   * @param values row-major, {@code region.size()} of them from {@code offset} on
   */
  void write(String variable, Region region, double[] values, int offset);

  @Override
  void close();
}
