package org.isobar.engine.runtime;

import org.isobar.data.Region;

/** Values that stand in one array as a whole; nothing is copied. */
final class MemorySource implements Source {
  private final double[] values;
  private final int[] step;
  private final boolean mayMiss;

  MemorySource(double[] values, Region whole, boolean mayMiss) {
    this.values = values;
    this.step = View.denseStrides(whole);
    this.mayMiss = mayMiss;
  }

  @Override
  public View load(Region region) {
    int offset = 0;
    int[] stride = new int[step.length];
    for (int d = 0; d < step.length; d++) {
      offset += (int) region.start(d) * step[d];
      stride[d] = (int) region.stride(d) * step[d];
    }
    return new View(values, offset, stride, new int[step.length][], mayMiss);
  }
}
