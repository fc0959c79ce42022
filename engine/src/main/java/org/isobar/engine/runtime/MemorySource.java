package org.isobar.engine.runtime;

import org.isobar.data.Region;
import org.isobar.engine.kernel.Lanes;
import org.isobar.engine.kernel.Weights;

/** Values that stand in one array as a whole; nothing is copied. */
final class MemorySource implements Source {
  private final double[] values;
  private final int[] step;
  private final boolean mayMiss;
  private final boolean positive;

  /** Values of an intermediate, of which nothing is known. */
  static MemorySource of(double[] values, Region whole) {
    return new MemorySource(values, whole, true, false);
  }

  /** Values that are worth a look because they are few and used often. */
  static MemorySource ofConstant(double[] values, Region whole) {
    return new MemorySource(
        values,
        whole,
        Lanes.anyMissing(values, 0, values.length),
        Weights.allPositive(values, 0, values.length));
  }

  private MemorySource(double[] values, Region whole, boolean mayMiss, boolean positive) {
    this.values = values;
    this.step = View.denseStrides(whole);
    this.mayMiss = mayMiss;
    this.positive = positive;
  }

  @Override
  public View load(Region region) {
    int offset = 0;
    int[] stride = new int[step.length];
    for (int d = 0; d < step.length; d++) {
      offset += (int) region.start(d) * step[d];
      stride[d] = (int) region.stride(d) * step[d];
    }
    return new View(values, offset, stride, new int[step.length][], mayMiss, positive);
  }
}
