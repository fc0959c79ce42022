package org.isobar.engine.planner;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.isobar.data.LongList;
import org.isobar.engine.plan.Grid;
import org.isobar.error.PlanException;
import org.isobar.expr.Expr;

/**
 * Fits a stage into the budget: chooses tiles, slabs and the number of tasks at once. None of it
 * changes a bit of the result.
 */
abstract class StagePlanner {
  /** Bytes of input of a task: enough that its overhead does not show. */
  private static final long TASK = 16 << 20;

  private static final long LEAST_TASK = 1 << 20;
  private static final int TASKS_PER_WORKER = 8;
  private static final long LONG_ROW = 1 << 16;
  static final long SLAB = 1 << 17;
  private static final long LEAST_SLAB = 1 << 13;

  final PrimaryInput primary;
  final Budget budget;
  final LongList space;
  long[] tile;
  long slabValues = SLAB;
  int concurrency;

  StagePlanner(PrimaryInput primary, LongList space, Budget budget) {
    this.primary = primary;
    this.space = space;
    this.budget = budget;
    this.concurrency = budget.workers();
    this.tile = space.toArray();
    for (int d = 0; d < tile.length; d++) {
      tile[d] = Math.max(1, tile[d]);
    }
  }

  /** Bytes of primary input that fall to one cell of a tile in one task of the shortest kind. */
  abstract double bytesPerCell();

  /** Bytes that the stage holds at once with the current choices. */
  abstract long memory();

  abstract String label();

  abstract List<Expr> roots();

  /** Input bytes that a task is to have, given those of the whole stage. */
  final long taskBytes(long total) {
    return Math.clamp(total / ((long) budget.workers() * TASKS_PER_WORKER), LEAST_TASK, TASK);
  }

  /** The extent below which tiles of a dimension would cut chunks. */
  private long floor(int d) {
    return primary.compressed() && isKept(d)
        ? Math.min(primary.chunk().get(d), Math.max(1, space.get(d)))
        : 1;
  }

  /** Whether tiles along a dimension are of cells of the domain, not of groups. */
  abstract boolean isKept(int d);

  /**
   * Cuts tiles, outermost dimension first, until a task has about so many bytes of input. Tiles
   * keep long rows, for the sake of reading, unless too few tasks would be left for all workers.
   */
  final void cutTo(long bytes) {
    long[] whole = tile.clone();
    for (long row = LONG_ROW; row >= 1; row /= 4) {
      tile = whole.clone();
      cutTo(bytes, row);
      if (grid().count() * tasksPerTile() >= 2L * budget.workers()) {
        return;
      }
    }
  }

  /** Number of tasks that a tile gives. */
  abstract long tasksPerTile();

  private void cutTo(long bytes, long row) {
    long inner = cells() * primary.bytes();
    for (int d = 0; d < tile.length; d++) {
      double ratio = bytesPerCell() * cells() / bytes;
      if (ratio <= 1) {
        return;
      }
      inner /= tile[d];
      long floor = Math.max(floor(d), Math.min(tile[d], Math.ceilDiv(row, inner)));
      long wanted = Math.max(floor, (long) (tile[d] / ratio) / floor(d) * floor(d));
      // Tiles of one size, as far as chunks allow.
      long even = Math.ceilDiv(tile[d], Math.max(1, tile[d] / wanted));
      tile[d] = Math.min(tile[d], Math.ceilDiv(even, floor(d)) * floor(d));
    }
  }

  final long cells() {
    long n = 1;
    for (long t : tile) {
      n = Math.multiplyExact(n, t);
    }
    return n;
  }

  /**
   * Cuts tiles further, then slabs, then the number of tasks at once, then tiles below chunks,
   * until the stage fits.
   *
   * @throws PlanException if it cannot
   */
  final void fit() {
    while (memory() > budget.free()) {
      if (!halve(this::floor) && !halveSlab() && !fewerTasks() && !halve(d -> 1)) {
        throw tooLarge();
      }
    }
  }

  private boolean halve(IntToLongFunction floor) {
    for (int d = 0; d < tile.length; d++) {
      long least = floor.applyAsLong(d);
      if (tile[d] > least) {
        long half = (tile[d] + 1) / 2;
        tile[d] = Math.max(least, half / least * least);
        return true;
      }
    }
    return false;
  }

  private boolean halveSlab() {
    if (slabValues <= LEAST_SLAB) {
      return false;
    }
    slabValues /= 2;
    return true;
  }

  private boolean fewerTasks() {
    if (concurrency == 1) {
      return false;
    }
    concurrency = concurrency / 2;
    return true;
  }

  private PlanException tooLarge() {
    StringBuilder why = new StringBuilder();
    why.append(label())
        .append(" needs at least ")
        .append(Memory.words(memory()))
        .append(" (")
        .append(memory())
        .append(" bytes) of memory; ")
        .append(Memory.words(budget.free()))
        .append(" are left of the budget of ")
        .append(Memory.words(budget.bytes()))
        .append(" (")
        .append(budget.bytes())
        .append(" bytes)");
    for (Expr root : roots()) {
      Exprs.forEachRead(
          root,
          r -> {
            if (Memory.chunkBytes(r) > budget.free()) {
              why.append("; a storage chunk of variable '")
                  .append(r.variable().path())
                  .append("' ")
                  .append(r.variable().chunk())
                  .append(" takes ")
                  .append(Memory.words(Memory.chunkBytes(r)));
            }
          });
    }
    return new PlanException(why.append("; raise the memory budget").toString());
  }

  /** How often compressed chunks are decoded because tiles cut them. */
  final int passes() {
    long passes = 1;
    for (int d = 0; d < tile.length; d++) {
      passes *= Math.ceilDiv(floor(d), tile[d]);
    }
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, passes));
  }

  /** Uncompressed bytes of all inputs, once. */
  final long inputBytes() {
    long bytes = 0;
    for (Expr source : Exprs.sources(roots())) {
      long[] most = {0};
      Exprs.forEachRead(
          source,
          r -> most[0] += Math.min(r.size(), source.size()) * r.variable().storage().bytes());
      bytes += most[0];
    }
    return bytes;
  }

  final Grid grid() {
    return new Grid(space, LongList.of(tile));
  }

  static int log2Ceil(long n) {
    return n <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(n - 1);
  }
}
