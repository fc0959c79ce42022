package org.isobar.io.netcdf.storage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isobar.data.Region;

/**
 * Which cells of an array were written. Along the first dimension it keeps disjoint intervals; an
 * interval that is not covered wholly has a coverage of the inner dimensions, the same for each of
 * its indices. Neighbours that are alike are joined, so that blocks written in any usual order take
 * a few entries, not one for each row or cell.
 *
 * <p>Not thread-safe.
 */
public final class Coverage {
  private final long[] shape;
  private final int dim;
  private final TreeMap<Long, Interval> intervals = new TreeMap<>();

  /**
   * The indices from the interval's key to its end.
   *
   * @param inner what is covered of the inner dimensions; empty if all
   */
  private record Interval(long end, Optional<Coverage> inner) {
    Interval copy(long newEnd) {
      return new Interval(newEnd, inner.map(Coverage::copy));
    }
  }

  private Coverage(long[] shape, int dim) {
    this.shape = shape;
    this.dim = dim;
  }

  /** Nothing of an array of a shape; a scalar has one cell. */
  public static Coverage none(long... shape) {
    return new Coverage(shape.length == 0 ? new long[] {1} : shape.clone(), 0);
  }

  /** Adds a region inside the array, of stride 1. Cells may be added again. */
  public void add(Region region) {
    if (region.size() > 0) {
      insert(region.rank() == 0 ? Region.all(1) : region);
    }
  }

  private void insert(Region region) {
    long from = region.start(dim);
    long to = region.end(dim);
    split(from);
    split(to);
    for (long at = from; at < to; ) {
      Map.Entry<Long, Interval> next = intervals.ceilingEntry(at);
      long gapEnd = next == null ? to : Math.min(to, next.getKey());
      if (next == null || gapEnd > at) {
        intervals.put(at, new Interval(gapEnd, inner(region)));
        at = gapEnd;
      } else {
        Interval grown = grown(next.getValue(), region);
        intervals.put(at, grown);
        at = grown.end();
      }
    }
    join(from, to);
  }

  /** What a region covers of the inner dimensions; empty if all. */
  private Optional<Coverage> inner(Region region) {
    boolean all = true;
    for (int d = dim + 1; d < shape.length; d++) {
      all &= region.count(d) == shape[d];
    }
    if (all) {
      return Optional.empty();
    }
    Coverage inner = new Coverage(shape, dim + 1);
    inner.insert(region);
    return Optional.of(inner);
  }

  private Interval grown(Interval interval, Region region) {
    if (interval.inner().isEmpty()) {
      return interval;
    }
    Coverage inner = interval.inner().get();
    inner.insert(region);
    return inner.complete() ? new Interval(interval.end(), Optional.empty()) : interval;
  }

  /** Makes an interval that contains a position end and begin there. */
  private void split(long position) {
    Map.Entry<Long, Interval> before = intervals.lowerEntry(position);
    if (before != null && before.getValue().end() > position) {
      Interval whole = before.getValue();
      intervals.put(before.getKey(), new Interval(position, whole.inner()));
      intervals.put(position, whole.copy(whole.end()));
    }
  }

  private void join(long from, long to) {
    Map.Entry<Long, Interval> a = intervals.lowerEntry(from);
    if (a == null) {
      a = intervals.firstEntry();
    }
    while (a.getKey() < to) {
      Map.Entry<Long, Interval> b = intervals.higherEntry(a.getKey());
      if (b == null) {
        return;
      }
      if (a.getValue().end() == b.getKey() && a.getValue().inner().equals(b.getValue().inner())) {
        intervals.remove(b.getKey());
        intervals.put(a.getKey(), new Interval(b.getValue().end(), a.getValue().inner()));
        a = intervals.floorEntry(a.getKey());
      } else {
        a = b;
      }
    }
  }

  private Coverage copy() {
    Coverage c = new Coverage(shape, dim);
    intervals.forEach((start, interval) -> c.intervals.put(start, interval.copy(interval.end())));
    return c;
  }

  /** Whether every cell was added. */
  public boolean complete() {
    return covered() == cells(dim);
  }

  /** Number of cells added. */
  public long covered() {
    long n = 0;
    for (Map.Entry<Long, Interval> e : intervals.entrySet()) {
      Optional<Coverage> inner = e.getValue().inner();
      n +=
          (e.getValue().end() - e.getKey())
              * (inner.isPresent() ? inner.get().covered() : cells(dim + 1));
    }
    return n;
  }

  /** Number of cells of the array. */
  public long cells() {
    return cells(dim);
  }

  private long cells(int from) {
    long n = 1;
    for (int d = from; d < shape.length; d++) {
      n *= shape[d];
    }
    return n;
  }

  /** Number of intervals kept, those of inner dimensions included. */
  int entries() {
    return intervals.values().stream()
        .mapToInt(i -> 1 + i.inner().map(Coverage::entries).orElse(0))
        .sum();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Coverage c && dim == c.dim && intervals.equals(c.intervals);
  }

  @Override
  public int hashCode() {
    return intervals.hashCode();
  }
}
