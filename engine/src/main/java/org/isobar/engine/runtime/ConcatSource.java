package org.isobar.engine.runtime;

import org.isobar.data.Region;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;

/** Sources end to end along one dimension, or stacked along a new one. */
final class ConcatSource implements Source {
  private final Source[] inputs;
  private final long[] start;
  private final int axis;
  private final boolean stacked;
  private double[] buffer = {};

  ConcatSource(Concat concat, Source[] inputs) {
    this.inputs = inputs;
    this.axis = concat.axis();
    this.stacked = concat.inputs().get(0).indexOf(concat.dim()) < 0;
    this.start = new long[inputs.length + 1];
    for (int k = 0; k < inputs.length; k++) {
      Expr in = concat.inputs().get(k);
      start[k + 1] = start[k] + concat.extent(in);
    }
  }

  @Override
  public View load(Region region) {
    buffer = Source.room(buffer, region.size());
    int[] step = View.denseStrides(region);
    boolean mayMiss = false;
    long n = region.count(axis);
    long stride = region.stride(axis);
    int k = 0;
    for (long done = 0; done < n && region.size() > 0; ) {
      long first = region.start(axis) + done * stride;
      while (first >= start[k + 1]) {
        k++;
      }
      long part = Math.min(n - done, Math.ceilDiv(start[k + 1] - first, stride));
      View view = load(k, region, first - start[k], part);
      mayMiss |= view.mayMiss;
      long[] counts = region.counts();
      counts[axis] = part;
      int[] to = step;
      if (stacked) {
        counts = without(counts);
        to = without(step);
      }
      view.copy(counts, buffer, (int) done * step[axis], to);
      done += part;
    }
    return View.dense(buffer, 0, region, mayMiss);
  }

  private View load(int k, Region region, long first, long n) {
    if (!stacked) {
      return inputs[k].load(region.with(axis, first, n));
    }
    int rank = region.rank() - 1;
    long[] s = new long[rank];
    long[] c = new long[rank];
    long[] t = new long[rank];
    for (int d = 0; d < rank; d++) {
      int from = d < axis ? d : d + 1;
      s[d] = region.start(from);
      c[d] = region.count(from);
      t[d] = region.stride(from);
    }
    return inputs[k].load(Region.of(s, c, t));
  }

  private long[] without(long[] all) {
    long[] rest = new long[all.length - 1];
    for (int d = 0; d < rest.length; d++) {
      rest[d] = all[d < axis ? d : d + 1];
    }
    return rest;
  }

  private int[] without(int[] all) {
    int[] rest = new int[all.length - 1];
    for (int d = 0; d < rest.length; d++) {
      rest[d] = all[d < axis ? d : d + 1];
    }
    return rest;
  }
}
