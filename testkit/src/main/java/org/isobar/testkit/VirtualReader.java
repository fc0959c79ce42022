package org.isobar.testkit;

import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
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
    requireOpen(variable);
    if (variable.equals(set.variable())) {
      check(variable, region, set.dims());
      hook.reading(location, variable, region);
      return readRows(
          region, (index, stride, n, at) -> fill(index, stride, n, target, offset + at));
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

  /** As files do: floats as they are stored. */
  @Override
  public Optional<Boolean> readFloats(String variable, Region region, float[] target, int offset) {
    if (!variable.equals(set.variable()) || set.storage() != DType.FLOAT32) {
      return Optional.empty();
    }
    requireOpen(variable);
    check(variable, region, set.dims());
    hook.reading(location, variable, region);
    double[] line =
        new double[Math.toIntExact(region.rank() == 0 ? 1 : region.count(region.rank() - 1))];
    boolean missing =
        readRows(
            region,
            (index, stride, n, at) -> {
              boolean any = fill(index, stride, n, line, 0);
              for (int i = 0; i < n; i++) {
                target[offset + at + i] = (float) line[i];
              }
              return any;
            });
    return Optional.of(missing);
  }

  private void requireOpen(String variable) {
    if (closed) {
      throw new DatasetException(
          "reading variable '" + variable + "' of " + location + ": the reader is closed");
    }
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

  /** Where a row of values goes; returns whether one is missing. */
  private interface Target {
    boolean row(long[] index, long stride, int n, int at);
  }

  private boolean fill(long[] index, long stride, int n, double[] target, int at) {
    formula.row(index, stride, n, target, at);
    boolean any = missing.apply(index, stride, n, target, at);
    any |= land.apply(index, stride, n, target, at);
    return any;
  }

  private boolean readRows(Region region, Target target) {
    if (region.size() == 0) {
      return false;
    }
    int rank = region.rank();
    int row = rank == 0 ? 1 : Math.toIntExact(region.count(rank - 1));
    long stride = rank == 0 ? 1 : region.stride(rank - 1);
    long[] at = new long[rank];
    long[] index = new long[rank];
    boolean any = false;
    int out = 0;
    do {
      for (int d = 0; d < rank; d++) {
        index[d] = region.start(d) + at[d] * region.stride(d) + (d == 0 ? origin : 0);
      }
      any |= target.row(index, stride, row, out);
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
    requireOpen(variable);
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
