package org.isobar.engine.runtime;

import org.isobar.data.Region;

/**
 * Values of an expression, region by region. Used by one thread; what {@link #load} returns is
 * valid until the next call.
 */
interface Source {
  /** The values of a region in the expression's own dimensions; strides are allowed. */
  View load(Region region);

  /**
   * As {@link #load}; where all values are stored as floats, the view may have {@link View#floats}.
   */
  default View loadStored(Region region) {
    return load(region);
  }

  /** Grows a reused buffer where it is too small. */
  static double[] room(double[] buffer, long size) {
    if (size <= buffer.length) {
      return buffer;
    }
    return new double[Math.toIntExact(size)];
  }
}
