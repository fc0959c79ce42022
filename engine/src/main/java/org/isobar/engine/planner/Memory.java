package org.isobar.engine.planner;

import java.util.List;
import java.util.Locale;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.engine.plan.Hoisting;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;

/** Estimates of the memory that evaluating a slab takes, and numbers of bytes in words. */
final class Memory {
  private static final long TILE_BYTES = 2L * 4096 * 8;

  private Memory() {}

  /** Bytes of the buffers in which one thread evaluates a slab of expressions. */
  static long slabBytes(List<Expr> roots, List<Dim> domain, LongList slab) {
    long bytes = 0;
    for (Expr source : Exprs.sources(roots)) {
      bytes += 8 * buffers(source) * cells(source, domain, slab) + storage(source);
    }
    long[] nodes = {0, 0};
    for (Expr root : roots) {
      Exprs.forEach(
          root,
          e -> {
            nodes[0]++;
            if (e instanceof Map m && isWithin(m, domain) && Hoisting.applies(m, domain)) {
              nodes[1] += 8 * cells(m, domain, slab);
            }
          });
    }
    return bytes + nodes[0] * TILE_BYTES + nodes[1];
  }

  /** Number of buffers of a slab's size in the sources below an expression. */
  private static long buffers(Expr e) {
    return switch (e) {
      case Read r -> 1;
      case Constant c -> 1;
      case Select s -> buffers(s.input());
      // Gathering near indices reads up to twice as many cells as it gives.
      case Take t -> 1 + 2 * buffers(t.input());
      case Concat c -> 1 + c.inputs().stream().mapToLong(Memory::buffers).sum();
      case Map m -> 1 + m.inputs().stream().mapToLong(Memory::buffers).sum();
      case Reduce r -> 0;
      case GroupReduce g -> 0;
    };
  }

  private static boolean isWithin(Expr e, List<Dim> domain) {
    return domain.containsAll(e.dims());
  }

  private static long cells(Expr source, List<Dim> domain, LongList slab) {
    long cells = 1;
    for (Dim dim : source.dims()) {
      cells *= slab.get(Exprs.indexOf(domain, dim.name()));
    }
    return cells;
  }

  /** Bytes that readers hold beside: a stored and a decoded chunk of each variable. */
  private static long storage(Expr source) {
    long[] bytes = {0};
    Exprs.forEachRead(source, r -> bytes[0] += chunkBytes(r));
    return bytes[0];
  }

  /** Bytes of a compressed chunk's buffers, stored and decoded; 0 if nothing is compressed. */
  static long chunkBytes(Read read) {
    if (!read.variable().compressed()) {
      return 0;
    }
    long cells = 1;
    for (long n : read.variable().chunk().toArray()) {
      cells *= n;
    }
    return 2 * cells * read.variable().storage().bytes();
  }

  /** Such as {@code 13.2 GB}, with powers of 1,000 as file sizes are given. */
  static String words(long bytes) {
    String[] unit = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double value = bytes;
    int u = 0;
    while (value >= 1000 && u < unit.length - 1) {
      value /= 1000;
      u++;
    }
    return u == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.2f %s" : "%.1f %s", value, unit[u]);
  }
}
