package org.isobar.engine.runtime;

import org.isobar.data.NdArray;
import org.isobar.data.Region;

/** Values of a large array in memory, widened region by region. */
final class ArraySource implements Source {
  private final NdArray array;
  private double[] buffer = {};

  ArraySource(NdArray array) {
    this.array = array;
  }

  @Override
  public View load(Region region) {
    buffer = Source.room(buffer, region.size());
    array.read(region, buffer, 0);
    return View.dense(buffer, 0, region, true);
  }
}
