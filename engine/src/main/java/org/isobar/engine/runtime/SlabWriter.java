package org.isobar.engine.runtime;

import java.util.Arrays;
import org.isobar.data.Region;

/** Computes the expressions of a program over a region into dense arrays. Used by one thread. */
final class SlabWriter {
  private final Program program;
  private final int results;
  private final Cursor[] cursors;

  SlabWriter(Program program, int results, int rank) {
    this.program = program;
    this.results = results;
    this.cursors = Arrays.copyOf(program.cursors(), program.inputs() + 1);
    cursors[program.inputs()] = new Cursor(rank);
  }

  /** Writes expression {@code k} row-major to {@code targets[k]}. */
  void write(Region region, double[][] targets) {
    if (region.size() == 0) {
      return;
    }
    program.load(region);
    int rank = region.rank();
    int[] counts = new int[rank];
    int[] dense = View.denseStrides(region);
    Cursor target = cursors[program.inputs()];
    target.clear(0);
    for (int d = 0; d < rank; d++) {
      counts[d] = (int) region.count(d);
      target.stride[d] = dense[d];
    }
    Nest nest = Nest.of(counts, cursors, rank);
    program.runs(nest.run);
    int n = nest.runLength();
    nest.walk(0, offsets -> writeRun(offsets, n, targets));
  }

  private void writeRun(int[] offsets, int n, double[][] targets) {
    int to = offsets[program.inputs()];
    for (int from = 0; from < n; from += Program.TILE) {
      int cells = Math.min(Program.TILE, n - from);
      program.tile(offsets, from, cells);
      for (int k = 0; k < results; k++) {
        double[] values = program.values(k, cells);
        System.arraycopy(values, program.at(k), targets[k], to + from, cells);
      }
    }
  }
}
