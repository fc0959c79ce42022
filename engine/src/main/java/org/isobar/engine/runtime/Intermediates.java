package org.isobar.engine.runtime;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.engine.plan.Intermediate;
import org.jspecify.annotations.Nullable;

/**
 * Results of folds that later stages of a job read, in memory or in scratch files, and constants
 * widened to doubles. Thread-safe; gone when closed.
 */
final class Intermediates implements AutoCloseable {
  /** Constants up to this many values are widened once for all threads. */
  private static final long WIDENED = 1 << 20;

  private final Map<Integer, Stored> stored = new HashMap<>();
  private final IdentityHashMap<NdArray, double[]> widened = new IdentityHashMap<>();

  /** One intermediate: an array or a file. */
  private static final class Stored {
    final Region whole;
    final double @Nullable [] memory;
    final @Nullable ScratchFile file;

    Stored(Intermediate what) {
      whole = Region.all(what.dims());
      memory = what.scratch() ? null : new double[Math.toIntExact(whole.size())];
      file = what.scratch() ? new ScratchFile(what.dims()) : null;
    }
  }

  /** Makes room for an intermediate. */
  synchronized void create(Intermediate what) {
    if (stored.containsKey(what.id())) {
      return;
    }
    stored.put(what.id(), new Stored(what));
  }

  void write(int id, Region region, double[] values, int offset) {
    Stored s = get(id);
    if (s.file != null) {
      s.file.write(region, values, offset);
    } else if (s.memory != null) {
      int[] step = View.denseStrides(s.whole);
      int at = 0;
      for (int d = 0; d < step.length; d++) {
        at += (int) region.start(d) * step[d];
      }
      View.dense(values, offset, region, true).copy(region.counts(), s.memory, at, step);
    }
  }

  /** A source of an intermediate's values, for one thread. */
  Source source(int id) {
    Stored s = get(id);
    return s.memory != null
        ? MemorySource.of(s.memory, s.whole)
        : new ScratchSource(java.util.Objects.requireNonNull(s.file));
  }

  private synchronized Stored get(int id) {
    Stored s = stored.get(id);
    if (s == null) {
      throw new IllegalStateException("intermediate " + id + " is not there");
    }
    return s;
  }

  /** The values of a small constant as doubles, shared by all threads; empty for a large one. */
  synchronized Optional<double[]> widened(NdArray array) {
    return array.size() > WIDENED
        ? Optional.empty()
        : Optional.of(widened.computeIfAbsent(array, NdArray::toDoubleArray));
  }

  @Override
  public synchronized void close() {
    for (Stored s : stored.values()) {
      if (s.file != null) {
        s.file.close();
      }
    }
    stored.clear();
    widened.clear();
  }
}
