package org.isobar.io.netcdf;

import java.util.Random;
import org.isobar.data.Region;

/** Regions of arrays in memory. */
public final class Regions {
  private Regions() {}

  /** Any region of an array, also an empty one. */
  public static Region random(long[] shape, Random random) {
    Region region = Region.all(shape);
    for (int d = 0; d < shape.length; d++) {
      long stride = 1L + random.nextInt(3);
      long start = random.nextLong(shape[d] + 1);
      long most = Math.ceilDiv(shape[d] - start, stride);
      region = region.with(d, start, random.nextLong(most + 1), stride);
    }
    return region;
  }

  /** The values of a region, picked index by index. */
  public static double[] select(double[] all, long[] shape, Region region) {
    double[] out = new double[(int) region.size()];
    for (int i = 0; i < out.length; i++) {
      long rest = i;
      long at = 0;
      long step = 1;
      for (int d = shape.length - 1; d >= 0; d--) {
        at += (region.start(d) + rest % region.count(d) * region.stride(d)) * step;
        rest /= region.count(d);
        step *= shape[d];
      }
      out[i] = all[(int) at];
    }
    return out;
  }
}
