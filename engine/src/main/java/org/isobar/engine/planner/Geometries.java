package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Groups;

/**
 * Computes fold geometries. Everything here decides in which order values fold, hence bits: it must
 * depend on shapes, chunks and types alone, and a change changes the last digits of results.
 */
final class Geometries {
  /** Bytes of a block. */
  private static final long BLOCK = 16 << 20;

  /** Values of a run that fold into one cell before the next leaf. */
  private static final long RUN = 1 << 18;

  /** Values that fold one after the other into one cell, if chunks allow. */
  private static final long SEQUENCE = 4096;

  /** Cells folded into one before a leaf is worth a partial result of its own. */
  private static final long WORTHWHILE = 64;

  /** As WORTHWHILE, for each group of a scattered grouping. */
  private static final long WORTHWHILE_PER_GROUP = 16;

  private static final int MAX_LENGTH_LOG2 = 40;

  private Geometries() {}

  static FoldGeometry of(
      List<Dim> domain, Set<String> over, Optional<Groups> groups, PrimaryInput primary) {
    List<Boolean> folded = domain.stream().map(d -> over.contains(d.name())).toList();
    int runFrom = runFrom(domain, folded);
    Optional<Groups> intervals = groups.filter(Groups::areIntervals);
    LongList leaf =
        intervals.isPresent()
            ? intervalLeaf(domain, intervals.get(), runFrom)
            : leaf(domain, folded, runFrom, primary);
    return new FoldGeometry(domain, folded, intervals, leaf, runFrom);
  }

  /** First of the innermost dimensions that are all folded, not counting those of one cell. */
  private static int runFrom(List<Dim> domain, List<Boolean> folded) {
    int from = domain.size();
    boolean any = false;
    for (int d = domain.size() - 1; d >= 0; d--) {
      if (domain.get(d).size() > 1) {
        if (!folded.get(d)) {
          break;
        }
        any = true;
        from = d;
      }
    }
    return any ? from : domain.size();
  }

  private static LongList intervalLeaf(List<Dim> domain, Groups groups, int runFrom) {
    long[] leaf = Exprs.sizes(domain);
    long most = groups.axis() >= runFrom ? RUN : SEQUENCE;
    leaf[groups.axis()] = Math.clamp(groups.longest(), 1, most);
    return LongList.of(leaf);
  }

  private static LongList leaf(
      List<Dim> domain, List<Boolean> folded, int runFrom, PrimaryInput primary) {
    long[] size = Exprs.sizes(domain);
    long[] chunk = primary.chunk().toArray();
    long[] block = grow(size, chunk, runFrom, BLOCK / primary.bytes());
    limitSequence(block, chunk, folded, runFrom);
    for (int d = 0; d < size.length; d++) {
      block[d] = folded.get(d) ? Math.max(1, block[d]) : size[d];
    }
    return LongList.of(block);
  }

  /** Grows a chunk by whole multiples, innermost dimension first, up to a number of values. */
  private static long[] grow(long[] size, long[] chunk, int runFrom, long limit) {
    long[] block = new long[size.length];
    long cells = 1;
    for (int d = 0; d < size.length; d++) {
      block[d] = Math.clamp(chunk[d], 1, Math.max(1, size[d]));
      cells *= block[d];
    }
    for (int d = size.length - 1; d >= 0; d--) {
      long most = d >= runFrom ? Math.min(limit, RUN) : limit;
      long times = Math.max(1, most / cells);
      long wider = Math.min(Math.max(1, size[d]), block[d] * times);
      cells = cells / block[d] * wider;
      block[d] = wider;
      if (wider < size[d]) {
        break;
      }
    }
    return block;
  }

  /** Shortens a block along folded dimensions outside of the run, but not below a chunk. */
  private static void limitSequence(long[] block, long[] chunk, List<Boolean> folded, int runFrom) {
    long sequence = 1;
    for (int d = 0; d < Math.min(runFrom, block.length); d++) {
      sequence *= folded.get(d) ? block[d] : 1;
    }
    for (int d = 0; d < Math.min(runFrom, block.length) && sequence > SEQUENCE; d++) {
      if (folded.get(d)) {
        long others = sequence / block[d];
        long chunks = Math.max(1, SEQUENCE / others / chunk[d]);
        block[d] = Math.min(block[d], chunks * chunk[d]);
        sequence = others * block[d];
      }
    }
  }

  /** Log2 of the number of leaves that make one leaf of a fold with so many scattered groups. */
  static int lengthLog2(FoldGeometry geometry, Optional<Groups> scattered) {
    long wanted =
        scattered.isPresent() ? WORTHWHILE_PER_GROUP * scattered.get().count() : WORTHWHILE;
    long cells = geometry.foldedPerLeaf();
    long leaves = geometry.leaves();
    int log2 = 0;
    while (cells << log2 < wanted && 1L << log2 < leaves && log2 < MAX_LENGTH_LOG2) {
      log2++;
    }
    return log2;
  }

  /** Names of the folded dimensions, in order. */
  static List<String> foldedNames(FoldGeometry geometry) {
    List<String> names = new ArrayList<>();
    for (int d = 0; d < geometry.rank(); d++) {
      if (geometry.folded().get(d)) {
        names.add(geometry.domain().get(d).name());
      }
    }
    return names;
  }
}
