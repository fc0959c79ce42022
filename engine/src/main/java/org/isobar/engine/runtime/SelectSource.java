package org.isobar.engine.runtime;

import org.isobar.data.Region;
import org.isobar.expr.Select;

/** A hyper-rectangle of another source. */
final class SelectSource implements Source {
  private final Source input;
  private final Region selected;
  private final boolean[] dropped;

  SelectSource(Select select, Source input) {
    this.input = input;
    this.selected = select.region();
    this.dropped = new boolean[selected.rank()];
    for (int d = 0; d < dropped.length; d++) {
      dropped[d] = select.drop().get(d);
    }
  }

  @Override
  public View load(Region region) {
    return input.load(inInput(region)).without(dropped);
  }

  @Override
  public View loadStored(Region region) {
    return input.loadStored(inInput(region)).without(dropped);
  }

  private Region inInput(Region region) {
    int rank = selected.rank();
    long[] start = new long[rank];
    long[] count = new long[rank];
    long[] stride = new long[rank];
    int at = 0;
    for (int d = 0; d < rank; d++) {
      if (dropped[d]) {
        start[d] = selected.start(d);
        count[d] = 1;
        stride[d] = 1;
      } else {
        start[d] = selected.start(d) + region.start(at) * selected.stride(d);
        count[d] = region.count(at);
        stride[d] = region.stride(at) * selected.stride(d);
        at++;
      }
    }
    return Region.of(start, count, stride);
  }
}
