package org.isobar.engine.runtime;

import java.util.List;
import java.util.Objects;
import org.isobar.data.Region;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.Lanes;
import org.isobar.engine.kernel.ReduceKernel;
import org.isobar.engine.plan.FoldGeometry;
import org.jspecify.annotations.Nullable;

/**
 * Folds slabs into the states of all folds of a stage. Where the innermost dimension is kept, runs
 * fold across: each value into a cell of its own, several rows at a time. Where it is folded, a run
 * folds into one cell, or into one cell for each stretch of the same group.
 */
final class SlabFold {
  /** Cells of a row that are folded before the next rows: their states stay in the cache. */
  private static final int WIDTH = 1024;

  /** Rows of floats that are widened at once. */
  private static final int WIDENED = 4;

  private static final int SEGMENT = Program.TILE;

  private final FoldGeometry geometry;
  private final Program program;
  private final Part[] parts;
  private final Cursor[] cursors;
  private final Batch batch = new Batch();
  private final Batch wide = new Batch();
  private final double[][] computed = new double[Program.TAKEN][];
  private final int[] rowOffsets;

  /** One fold: its layout, its state, and the expressions of its values and weights. */
  static final class Part {
    final FoldLayout layout;
    final int values;
    final int weights;
    double[] state = {};

    Part(FoldLayout layout, int values, int weights) {
      this.layout = layout;
      this.values = values;
      this.weights = weights;
    }
  }

  SlabFold(FoldGeometry geometry, Program program, List<Part> parts) {
    this.geometry = geometry;
    this.program = program;
    this.parts = parts.toArray(new Part[0]);
    this.cursors = new Cursor[program.inputs() + this.parts.length];
    System.arraycopy(program.cursors(), 0, cursors, 0, program.inputs());
    for (int f = 0; f < this.parts.length; f++) {
      cursors[program.inputs() + f] = new Cursor(geometry.rank());
    }
    this.rowOffsets = new int[cursors.length];
  }

  /** Evaluates a slab of the domain and folds it. */
  void fold(Region slab) {
    if (slab.size() == 0 || !touches(slab)) {
      return;
    }
    program.load(slab);
    int[] counts = new int[geometry.rank()];
    for (int d = 0; d < counts.length; d++) {
      counts[d] = (int) slab.count(d);
    }
    for (int f = 0; f < parts.length; f++) {
      parts[f].layout.point(target(f), slab);
    }
    Nest nest = Nest.of(counts, cursors, geometry.runFrom());
    if (geometry.runFrom() < geometry.rank()) {
      program.runs(nest.run);
      int n = nest.runLength();
      int[] places = places();
      nest.walk(
          0,
          offsets -> {
            if (places == null) {
              foldRun(offsets, n);
            } else {
              foldGroups(offsets, places);
            }
          });
    } else {
      foldAcross(nest);
    }
  }

  private boolean touches(Region slab) {
    for (Part part : parts) {
      if (part.layout.touches(slab)) {
        return true;
      }
    }
    return false;
  }

  private Cursor target(int f) {
    return cursors[program.inputs() + f];
  }

  /** The places of groups along a run, the same for all folds; null where runs have no groups. */
  private int @Nullable [] places() {
    int axis = parts[0].layout.groupAxis();
    return axis >= geometry.runFrom() ? target(0).index[axis] : null;
  }

  private void foldRun(int[] offsets, int n) {
    for (int from = 0; from < n; from += SEGMENT) {
      segment(offsets, from, Math.min(SEGMENT, n - from), 0);
    }
  }

  /** Folds each stretch of one group; segments count from its start, wherever the slab begins. */
  private void foldGroups(int[] offsets, int[] places) {
    for (int from = 0; from < places.length; ) {
      int place = places[from];
      int to = from + 1;
      while (to < places.length && places[to] == place) {
        to++;
      }
      for (int at = from; place >= 0 && at < to; at += SEGMENT) {
        segment(offsets, at, Math.min(SEGMENT, to - at), place);
      }
      from = to;
    }
  }

  private void segment(int[] offsets, int from, int n, int place) {
    program.tile(offsets, from, n);
    for (int f = 0; f < parts.length; f++) {
      Part part = parts[f];
      load(part, n);
      ReduceKernel kernel = part.layout.kernel;
      kernel.row(part.state, part.layout.cells, offsets[program.inputs() + f] + place, batch);
    }
  }

  /** Puts the current tile's values and weights of a fold into the batch, as one row. */
  private void load(Part part, int n) {
    batch.values = program.values(part.values, n);
    batch.at = program.at(part.values);
    batch.rows = 1;
    batch.n = n;
    batch.mayMiss =
        program.mayMiss(part.values)
            && (!program.isComputed(part.values) || Lanes.anyMissing(batch.values, batch.at, n));
    if (part.weights >= 0) {
      batch.weights = program.values(part.weights, n);
      batch.weightsAt = program.at(part.weights);
      batch.positiveWeights = program.isPositive(part.weights);
    }
  }

  private void foldAcross(Nest nest) {
    if (!isKept(nest.run)) {
      nest.endRun();
    }
    program.runs(nest.run);
    int n = nest.runLength();
    Level rows = rows(nest.outer);
    boolean tiles = false;
    for (Part part : parts) {
      tiles |= !isDirect(part);
    }
    boolean evaluate = tiles;
    boolean alone = parts.length == 1 && isComputedInRows(parts[0]);
    nest.walk(
        rows == null ? 0 : 1,
        offsets -> {
          for (int from = 0; from < n; from += WIDTH) {
            int width = Math.min(WIDTH, n - from);
            foldDirect(offsets, rows, from, width);
            if (alone) {
              foldComputed(parts[0], offsets, rows, from, width);
            } else if (evaluate) {
              foldTiles(offsets, rows, from, width);
            }
          }
        });
  }

  /** Whether each cell of a run has a cell of its own in every state. */
  private boolean isKept(List<Level> run) {
    for (Level level : run) {
      for (int f = 0; f < parts.length; f++) {
        int k = program.inputs() + f;
        if (level.index[k] != null || level.stride[k] != 1) {
          return false;
        }
      }
    }
    return true;
  }

  /** The innermost outer level, if all its indices fold into the same cells. */
  private @Nullable Level rows(List<Level> outer) {
    if (outer.isEmpty()) {
      return null;
    }
    Level last = outer.get(outer.size() - 1);
    for (int f = 0; f < parts.length; f++) {
      if (last.stride[program.inputs() + f] != 0) {
        return null;
      }
    }
    return last.isLinear() ? last : null;
  }

  private boolean isDirect(Part part) {
    return part.weights < 0 && program.isDirect(part.values);
  }

  private void foldDirect(int[] offsets, @Nullable Level rows, int from, int width) {
    for (int f = 0; f < parts.length; f++) {
      Part part = parts[f];
      int cell = offsets[program.inputs() + f];
      if (cell >= 0 && isDirect(part)) {
        int cursor = program.cursorOf(part.values);
        batch.values = program.data(part.values);
        batch.floats = program.floats(part.values);
        batch.at = offsets[cursor] + from;
        batch.rows = rows == null ? 1 : rows.count;
        batch.rowStride = rows == null ? 0 : rows.stride[cursor];
        batch.n = width;
        batch.mayMiss = program.mayMiss(part.values);
        if (batch.floats == null || part.layout.kernel.takesRows()) {
          part.layout.kernel.across(part.state, part.layout.cells, cell + from, batch);
        } else {
          foldWidened(part, cell + from);
        }
        batch.floats = null;
      }
    }
  }

  /** Folds a batch of floats for a kernel that takes doubles only. */
  private void foldWidened(Part part, int cell) {
    wide.n = batch.n;
    wide.rowStride = batch.n;
    wide.mayMiss = batch.mayMiss;
    wide.values = Source.room(wide.values, (long) WIDENED * WIDTH);
    float[] in = Objects.requireNonNull(batch.floats);
    for (int r = 0; r < batch.rows; r += wide.rows) {
      wide.rows = Math.min(WIDENED, batch.rows - r);
      for (int k = 0; k < wide.rows; k++) {
        Batch.widen(in, batch.at + (r + k) * batch.rowStride, batch.n, wide.values, k * batch.n);
      }
      part.layout.kernel.across(part.state, part.layout.cells, cell, wide);
    }
  }

  private boolean isComputedInRows(Part part) {
    return part.weights < 0 && program.isComputed(part.values) && part.layout.kernel.takesRows();
  }

  /** Computes a few rows and folds them together: the state is touched once for all. */
  private void foldComputed(Part part, int[] offsets, @Nullable Level rows, int from, int width) {
    int cell = offsets[program.inputs()];
    if (cell < 0) {
      return;
    }
    System.arraycopy(offsets, 0, rowOffsets, 0, offsets.length);
    int n = rows == null ? 1 : rows.count;
    batch.apart = computed;
    batch.n = width;
    batch.mayMiss = true;
    batch.unlikely = !program.sourcesMayMiss();
    for (int r = 0; r < n; r += batch.rows) {
      batch.rows = Math.min(Program.TAKEN, n - r);
      for (int k = 0; k < batch.rows; k++) {
        program.tile(rowOffsets, from, width);
        computed[k] = program.take(part.values, k, width);
        next(rows);
      }
      part.layout.kernel.across(part.state, part.layout.cells, cell + from, batch);
    }
    batch.apart = null;
    batch.unlikely = false;
  }

  private void next(@Nullable Level rows) {
    if (rows != null) {
      for (int k = 0; k < rowOffsets.length; k++) {
        rowOffsets[k] += rows.stride[k];
      }
    }
  }

  private void foldTiles(int[] offsets, @Nullable Level rows, int from, int width) {
    int n = rows == null ? 1 : rows.count;
    System.arraycopy(offsets, 0, rowOffsets, 0, offsets.length);
    for (int r = 0; r < n; r++) {
      program.tile(rowOffsets, from, width);
      for (int f = 0; f < parts.length; f++) {
        Part part = parts[f];
        int cell = offsets[program.inputs() + f];
        if (cell >= 0 && !isDirect(part)) {
          load(part, width);
          part.layout.kernel.across(part.state, part.layout.cells, cell + from, batch);
        }
      }
      next(rows);
    }
  }
}
