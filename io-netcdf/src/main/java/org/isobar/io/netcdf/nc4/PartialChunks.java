package org.isobar.io.netcdf.nc4;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.io.netcdf.storage.Coverage;
import org.isobar.io.netcdf.storage.SpillFile;

/**
 * Which chunks of a variable are whole, and what there is of others: in memory as far as that goes,
 * else in a spill file. Each chunk is handed out once, to whoever brings the last of its cells.
 * Thread-safe.
 */
final class PartialChunks {
  private final ChunkGrid grid;
  private final int valueBytes;
  private final HeldMemory memory;
  private final SpillFile spill;
  private final Map<Long, Partial> partials = new HashMap<>();
  private final BitSet whole = new BitSet();
  private long cells;

  /**
   * @param memory for parts of chunks
   */
  PartialChunks(ChunkGrid grid, int valueBytes, HeldMemory memory, SpillFile spill) {
    this.grid = grid;
    this.valueBytes = valueBytes;
    this.memory = memory;
    this.spill = spill;
  }

  /** Whether a chunk that the caller has all cells of is still to be stored, now by the caller. */
  synchronized boolean claim(long chunk) {
    if (whole.get((int) chunk)) {
      return false;
    }
    whole.set((int) chunk);
    cells += grid.cells(chunk).size();
    Partial old = partials.remove(chunk);
    if (old != null) {
      old.drop();
    }
    return true;
  }

  /**
   * Adds stored values.
   *
   * @param part which cells of the chunk, counted from its first
   * @param dense their values
   * @return all values of the chunk if they are there now and were not before
   */
  Optional<byte[]> add(long chunk, Region part, byte[] dense) {
    Partial partial;
    synchronized (this) {
      if (whole.get((int) chunk)) {
        return Optional.empty();
      }
      partial = partials.computeIfAbsent(chunk, n -> new Partial(grid.cells(n).counts()));
    }
    Optional<byte[]> all = partial.add(part, dense);
    return all.isPresent() && claim(chunk) ? all : Optional.empty();
  }

  /** Number of cells stored or held. */
  synchronized long covered() {
    return cells + partials.values().stream().mapToLong(Partial::covered).sum();
  }

  /** A chunk of which cells are missing. */
  private final class Partial {
    private final long[] shape;
    private final int bytes;
    private final Coverage coverage;
    private byte[] held;
    private long slot = -1;
    private boolean over;

    Partial(long[] shape) {
      this.shape = shape;
      this.bytes = Math.toIntExact(Region.all(shape).size() * valueBytes);
      this.coverage = Coverage.none(shape);
      boolean fits = memory.take(bytes);
      if (!fits) {
        slot = spill.reserve(bytes);
      }
      this.held = fits ? new byte[bytes] : new byte[0];
    }

    synchronized Optional<byte[]> add(Region part, byte[] dense) {
      if (over) {
        return Optional.empty();
      }
      Rows.forEach(
          shape,
          part,
          (outer, inner, n) -> {
            int from = (int) inner * valueBytes;
            int count = (int) n * valueBytes;
            if (slot < 0) {
              System.arraycopy(dense, from, held, (int) outer * valueBytes, count);
            } else {
              spill.write(slot + outer * valueBytes, dense, from, count);
            }
          });
      coverage.add(part);
      return coverage.complete() ? Optional.of(take()) : Optional.empty();
    }

    private byte[] take() {
      byte[] all = held;
      if (slot >= 0) {
        all = new byte[bytes];
        spill.read(slot, all, bytes);
      }
      drop();
      return all;
    }

    synchronized void drop() {
      if (over) {
        return;
      }
      over = true;
      if (slot < 0) {
        memory.give(bytes);
      } else {
        spill.release(slot, bytes);
      }
      held = new byte[0];
    }

    synchronized long covered() {
      return over ? 0 : coverage.covered();
    }
  }
}
