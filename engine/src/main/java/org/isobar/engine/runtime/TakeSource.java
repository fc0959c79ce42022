package org.isobar.engine.runtime;

import org.isobar.data.Indices;
import org.isobar.data.Region;
import org.isobar.expr.Take;

/**
 * Gathers along one dimension of another source. Evenly spaced indices become a strided region,
 * near ones a region that is addressed by places, and only scattered or missing ones are copied.
 */
final class TakeSource implements Source {
  private final Source input;
  private final Indices indices;
  private final int axis;
  private double[] buffer = {};

  TakeSource(Take take, Source input) {
    this.input = input;
    this.indices = take.indices();
    this.axis = take.input().indexOf(take.dim());
  }

  @Override
  public View load(Region region) {
    int n = (int) region.count(axis);
    if (n == 0 || region.size() == 0) {
      return View.dense(buffer, 0, region, false);
    }
    int[] wanted = new int[n];
    int low = Integer.MAX_VALUE;
    int high = -1;
    boolean gaps = false;
    for (int i = 0; i < n; i++) {
      wanted[i] = indices.get((int) (region.start(axis) + i * region.stride(axis)));
      gaps |= wanted[i] < 0;
      low = wanted[i] < 0 ? low : Math.min(low, wanted[i]);
      high = Math.max(high, wanted[i]);
    }
    if (gaps) {
      return copied(region, wanted);
    }
    int step = evenStep(wanted, 0, n);
    if (step > 0) {
      return input.load(region.with(axis, low, n, step));
    }
    if (step < 0) {
      return input.load(region.with(axis, low, n, -step)).reversed(axis, n);
    }
    if ((long) high - low < 2L * n) {
      return placed(region, wanted, low, high);
    }
    return copied(region, wanted);
  }

  /** The spacing of evenly spaced indices of {@code [from, to)}, or 0. */
  private static int evenStep(int[] wanted, int from, int to) {
    if (to - from == 1) {
      return 1;
    }
    int step = wanted[from + 1] - wanted[from];
    for (int i = from + 2; i < to; i++) {
      if (wanted[i] - wanted[i - 1] != step) {
        return 0;
      }
    }
    return step;
  }

  private View placed(Region region, int[] wanted, int low, int high) {
    View all = input.load(region.with(axis, low, high - low + 1L, 1));
    int[] places = new int[wanted.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = all.place(axis, wanted[i] - low);
    }
    return all.withIndex(axis, places);
  }

  private View copied(Region region, int[] wanted) {
    buffer = Source.room(buffer, region.size());
    int[] step = View.denseStrides(region);
    boolean mayMiss = false;
    for (int from = 0; from < wanted.length; ) {
      int to = runEnd(wanted, from);
      Region piece = region.with(axis, Math.max(0, wanted[from]), to - from, 1);
      int at = from * step[axis];
      if (wanted[from] < 0) {
        fillMissing(piece, at, step);
        mayMiss = true;
      } else {
        View view = input.load(piece);
        view.copy(piece.counts(), buffer, at, step);
        mayMiss |= view.mayMiss;
      }
      from = to;
    }
    return View.dense(buffer, 0, region, mayMiss);
  }

  /** End of the run of consecutive, or of missing, indices that starts at {@code from}. */
  private static int runEnd(int[] wanted, int from) {
    int to = from + 1;
    while (to < wanted.length
        && (wanted[from] < 0 ? wanted[to] < 0 : wanted[to] == wanted[to - 1] + 1)) {
      to++;
    }
    return to;
  }

  private void fillMissing(Region piece, int at, int[] step) {
    View nothing =
        new View(
            new double[] {Double.NaN}, 0, new int[piece.rank()], new int[piece.rank()][], true);
    nothing.copy(piece.counts(), buffer, at, step);
  }
}
