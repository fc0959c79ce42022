package org.isobar.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loops over one slab: outer levels, and innermost ones that form a run. Neighbouring
 * dimensions that lie end to end for every cursor become one loop.
 */
final class Nest {
  final List<Level> outer;
  final List<Level> run;
  private final Cursor[] cursors;

  private Nest(List<Level> outer, List<Level> run, Cursor[] cursors) {
    this.outer = outer;
    this.run = run;
    this.cursors = cursors;
  }

  /**
   * The loops over a slab.
   *
   * @param counts cells of the slab along each dimension of the domain
   * @param runFrom the first dimension of the run; the rank if the run is to be the innermost
   *     merged level
   */
  static Nest of(int[] counts, Cursor[] cursors, int runFrom) {
    int rank = counts.length;
    List<Level> outer = levels(counts, cursors, 0, Math.min(runFrom, rank));
    if (runFrom < rank) {
      return new Nest(merge(outer), levels(counts, cursors, runFrom, rank), cursors);
    }
    List<Level> merged = merge(outer);
    List<Level> run = new ArrayList<>();
    if (!merged.isEmpty()) {
      run.add(merged.remove(merged.size() - 1));
    }
    return new Nest(merged, run, cursors);
  }

  private static List<Level> levels(int[] counts, Cursor[] cursors, int from, int to) {
    List<Level> levels = new ArrayList<>();
    for (int d = from; d < to; d++) {
      Level level = level(counts[d], cursors, d);
      if (level.count != 1 || !level.isLinear()) {
        levels.add(level);
      }
    }
    return levels;
  }

  private static Level level(int count, Cursor[] cursors, int d) {
    int[] stride = new int[cursors.length];
    int[] @Nullable [] index = new int[cursors.length][];
    for (int k = 0; k < cursors.length; k++) {
      stride[k] = cursors[k].stride[d];
      index[k] = cursors[k].index[d];
    }
    return new Level(count, stride, index);
  }

  private static List<Level> merge(List<Level> levels) {
    List<Level> merged = new ArrayList<>();
    for (int l = levels.size() - 1; l >= 0; l--) {
      Level level = levels.get(l);
      Level inner = merged.isEmpty() ? null : merged.get(0);
      if (inner != null && level.merges(inner)) {
        merged.set(0, level.merged(inner));
      } else {
        merged.add(0, level);
      }
    }
    return merged;
  }

  /** Number of cells of a run. */
  int runLength() {
    int n = 1;
    for (Level level : run) {
      n *= level.count;
    }
    return n;
  }

  /** Makes the innermost level of the run the innermost outer level; the run is then one cell. */
  void endRun() {
    outer.addAll(run);
    run.clear();
  }

  /** What is done for each combination of outer indices. */
  interface Body {
    /** Given the offset of each cursor; {@link Cursor#NOWHERE} or below where it has no place. */
    void at(int[] offsets);
  }

  /** Walks the outer levels but for the innermost {@code skip} ones, row-major. */
  void walk(int skip, Body body) {
    int depth = outer.size() - skip;
    int width = cursors.length;
    int[][] offsets = new int[depth + 1][width];
    for (int k = 0; k < width; k++) {
      offsets[0][k] = cursors[k].offset;
    }
    int[] at = new int[depth];
    for (Level level : outer) {
      if (level.count == 0) {
        return;
      }
    }
    int l = 0;
    while (true) {
      for (; l < depth; l++) {
        step(outer.get(l), at[l], offsets[l], offsets[l + 1]);
      }
      body.at(offsets[depth]);
      l = depth - 1;
      while (l >= 0 && ++at[l] == outer.get(l).count) {
        at[l--] = 0;
      }
      if (l < 0) {
        return;
      }
    }
  }

  private static void step(Level level, int i, int[] from, int[] to) {
    for (int k = 0; k < from.length; k++) {
      to[k] = from[k] + level.place(k, i);
    }
  }
}
