package org.isobar.io.netcdf.nc4;

/** The values of a region, row-major, that can be had as they are stored. */
@FunctionalInterface
interface Cells {
  /**
   * Encodes some of them.
   *
   * @param from number of the first in the region
   * @param out receives them from {@code at} on
   */
  void encode(int from, int count, byte[] out, int at);
}
