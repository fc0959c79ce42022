package org.isobar.testkit;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.error.DatasetException;

/** Computes the values of a virtual dataset. */
final class VirtualReader implements BlockReader {
  private final VirtualDataset set;
  private final String location;
  private final ReadHook hook;
  private final VirtualFormula formula;
  private final MissingPattern missing;
  private final MissingPattern land;
  private final long origin;
  private boolean closed;

  VirtualReader(String location, ReadHook hook) {
    this.location = location;
    this.set = VirtualDataset.parse(location);
    this.hook = hook;
    this.formula = VirtualFormula.of(set);
    this.missing = new MissingPattern((int) set.longOption("missing", 0), 0);
    this.land = new MissingPattern((int) set.longOption("land", 0), 1);
    this.origin = set.longOption("origin", 0);
  }

  @Override
  public boolean read(String variable, Region region, double[] target, int offset) {
    if (closed) {
      throw new DatasetException(
          "reading variable '" + variable + "' of " + location + ": the reader is closed");
    }
    if (variable.equals(set.variable())) {
      check(variable, region, set.dims());
      hook.reading(location, variable, region);
      return readData(region, target, offset);
    }
    for (Dim dim : set.dims()) {
      VirtualCoordinate c = VirtualCoordinate.of(set, dim);
      if (c != null && variable.equals(c.name())) {
        check(variable, region, List.of(dim));
        hook.reading(location, variable, region);
        return readCoordinate(c, region, target, offset);
      }
      if (c != null && c.bounded() && variable.equals(c.name() + "_bnds")) {
        check(variable, region, List.of(dim, new Dim("bnds", 2)));
        hook.reading(location, variable, region);
        return readBounds(c, region, target, offset);
      }
    }
    throw new DatasetException(
        location
            + " has no numeric variable '"
            + variable
            + "', it has "
            + set.metadata().variables().stream().map(v -> v.path()).toList());
  }

  private void check(String variable, Region region, List<Dim> dims) {
    boolean inside = region.rank() == dims.size();
    for (int d = 0; inside && d < dims.size(); d++) {
      inside = region.end(d) <= dims.get(d).size();
    }
    if (!inside) {
      throw new DatasetException(
          location + ": region " + region + " leaves variable '" + variable + "' " + dims);
    }
  }

  private boolean readData(Region region, double[] target, int offset) {
    if (region.size() == 0) {
      return false;
    }
    int rank = region.rank();
    int row = rank == 0 ? 1 : Math.toIntExact(region.count(rank - 1));
    long stride = rank == 0 ? 1 : region.stride(rank - 1);
    long[] at = new long[rank];
    long[] index = new long[rank];
    boolean any = false;
    int out = offset;
    do {
      for (int d = 0; d < rank; d++) {
        index[d] = region.start(d) + at[d] * region.stride(d) + (d == 0 ? origin : 0);
      }
      formula.row(index, stride, row, target, out);
      any |= missing.apply(index, stride, row, target, out);
      any |= land.apply(index, stride, row, target, out);
      out += row;
    } while (next(region, at));
    return any;
  }

  /** Steps to the next row; whether there is one. */
  private static boolean next(Region region, long[] at) {
    int d = region.rank() - 2;
    while (d >= 0 && ++at[d] == region.count(d)) {
      at[d--] = 0;
    }
    return d >= 0;
  }

  private static boolean readCoordinate(
      VirtualCoordinate c, Region region, double[] target, int offset) {
    for (int i = 0; i < region.count(0); i++) {
      target[offset + i] = c.value(region.start(0) + i * region.stride(0));
    }
    return false;
  }

  private static boolean readBounds(
      VirtualCoordinate c, Region region, double[] target, int offset) {
    int out = offset;
    for (int i = 0; i < region.count(0); i++) {
      for (int side = 0; side < region.count(1); side++) {
        target[out++] =
            c.bound(
                region.start(0) + i * region.stride(0),
                (int) (region.start(1) + side * region.stride(1)));
      }
    }
    return false;
  }

  @Override
  public List<String> readText(String variable) {
    if (closed) {
      throw new DatasetException(
          "reading variable '" + variable + "' of " + location + ": the reader is closed");
    }
    if (!VirtualHeader.labelDim(set).orElse("").equals(variable)) {
      throw new DatasetException(location + " has no text variable '" + variable + "'");
    }
    return VirtualHeader.labels(set);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      hook.closed(location);
    }
  }
}
