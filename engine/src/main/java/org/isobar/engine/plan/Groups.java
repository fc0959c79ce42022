package org.isobar.engine.plan;

import org.isobar.data.Indices;

/**
 * A grouping of the cells along one dimension. A value: equal if dimension, codes and number of
 * groups are.
 */
public final class Groups {
  private final int axis;
  private final Indices codes;
  private final int count;

  // Derived from the codes, which may be many, hence once.
  private final boolean rising;
  private final int[] first;
  private final int[] end;
  private final int longest;

  /**
   * A grouping.
   *
   * @param axis position of the dimension in the stage's domain
   * @param codes group of each cell, -1 for none
   * @param count number of groups
   */
  public Groups(int axis, Indices codes, int count) {
    this.axis = axis;
    this.codes = codes;
    this.count = count;
    this.first = new int[count];
    this.end = new int[count];
    boolean neverFalls = true;
    int last = -1;
    for (int i = 0; i < codes.size(); i++) {
      int g = codes.get(i);
      if (g >= 0) {
        neverFalls &= g >= last;
        last = g;
        first[g] = end[g] == 0 ? i : first[g];
        end[g] = i + 1;
      }
    }
    this.rising = neverFalls;
    int most = 0;
    for (int g = 0; g < count; g++) {
      most = Math.max(most, end[g] - first[g]);
    }
    this.longest = most;
  }

  /** Position of the dimension in the stage's domain. */
  public int axis() {
    return axis;
  }

  /** Group of each cell, -1 for none. */
  public Indices codes() {
    return codes;
  }

  /** Number of groups. */
  public int count() {
    return count;
  }

  /** Whether codes never fall, cells of no group left aside: then groups are intervals. */
  public boolean areIntervals() {
    return rising;
  }

  /** First cell of a group; 0 if it is empty. */
  public int first(int group) {
    return first[group];
  }

  /** One past the last cell of a group; 0 if it is empty. */
  public int end(int group) {
    return end[group];
  }

  /** Number of cells from first to last of the longest group. */
  public int longest() {
    return longest;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Groups g && axis == g.axis && count == g.count && codes.equals(g.codes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * axis + count) + codes.hashCode();
  }

  @Override
  public String toString() {
    return count + " groups " + codes + " along dimension " + axis;
  }
}
