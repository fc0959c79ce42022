package org.isobar.io.netcdf.hdf5;

/** Takes the values of a region, in rows of consecutive values. */
interface Sink {
  /**
   * Takes stored values.
   *
   * @param bytes holds {@code count} values from {@code from} on
   * @param at index of the first in the region's row-major order
   */
  void row(byte[] bytes, int from, int count, int at);

  /** Takes {@code count} cells that were never written. */
  void fill(int count, int at);
}
