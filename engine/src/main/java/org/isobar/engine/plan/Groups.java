package org.isobar.engine.plan;

import org.isobar.data.Indices;

/**
 * A grouping of the cells along one dimension.
 *
 * @param axis position of the dimension in the stage's domain
 * @param codes group of each cell, -1 for none
 * @param count number of groups
 */
public record Groups(int axis, Indices codes, int count) {
  /** Whether codes never fall, cells of no group left aside: then groups are intervals. */
  public boolean areIntervals() {
    int last = -1;
    for (int i = 0; i < codes.size(); i++) {
      int code = codes.get(i);
      if (code >= 0) {
        if (code < last) {
          return false;
        }
        last = code;
      }
    }
    return true;
  }

  /** First cell of each group and, at {@code count + g}, one past its last; 0, 0 if it is empty. */
  public int[] bounds() {
    int[] bounds = new int[2 * count];
    for (int i = codes.size() - 1; i >= 0; i--) {
      int g = codes.get(i);
      if (g >= 0) {
        bounds[g] = i;
        bounds[count + g] = Math.max(bounds[count + g], i + 1);
      }
    }
    return bounds;
  }

  /** Number of cells between first and last of the largest group. */
  public long longest() {
    int[] bounds = bounds();
    int most = 0;
    for (int g = 0; g < count; g++) {
      most = Math.max(most, bounds[count + g] - bounds[g]);
    }
    return most;
  }
}
