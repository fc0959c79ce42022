package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.LongList;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.jspecify.annotations.Nullable;

/**
 * The input with most bytes under the expressions of a stage; of equals the first. Its chunks, seen
 * through selections and gathers, decide how the stage is cut.
 *
 * @param read the variable, unless all inputs are constants
 * @param chunk its storage chunk along each dimension of the stage's domain, 1 where it has none
 * @param bytes of one value
 * @param compressed whether its chunks must be decompressed whole
 */
record PrimaryInput(Optional<Read> read, LongList chunk, int bytes, boolean compressed) {

  static PrimaryInput of(List<Expr> roots, List<Dim> domain) {
    @Nullable Read best = null;
    @Nullable Expr under = null;
    long most = -1;
    for (Expr source : Exprs.sources(roots)) {
      List<Read> reads = new ArrayList<>();
      Exprs.forEachRead(source, reads::add);
      for (Read read : reads) {
        long bytes = Math.min(read.size(), source.size()) * read.dtype().bytes();
        if (bytes > most) {
          best = read;
          under = source;
          most = bytes;
        }
      }
    }
    if (best == null || under == null) {
      return new PrimaryInput(Optional.empty(), wholeRow(domain), DType.FLOAT64.bytes(), false);
    }
    return new PrimaryInput(
        Optional.of(best),
        chunk(best, under, domain),
        best.dtype().bytes(),
        best.variable().compressed());
  }

  private static LongList wholeRow(List<Dim> domain) {
    long[] chunk = new long[domain.size()];
    Arrays.fill(chunk, 1);
    if (chunk.length > 0) {
      chunk[chunk.length - 1] = Math.max(1, domain.get(chunk.length - 1).size());
    }
    return LongList.of(chunk);
  }

  private static LongList chunk(Read read, Expr under, List<Dim> domain) {
    long[] seen = through(under, read);
    long[] chunk = new long[domain.size()];
    Arrays.fill(chunk, 1);
    for (int d = 0; seen != null && d < seen.length; d++) {
      int at = Exprs.indexOf(domain, under.dims().get(d).name());
      chunk[at] = Math.clamp(seen[d], 1, Math.max(1, domain.get(at).size()));
    }
    return LongList.of(chunk);
  }

  /** The chunk of a read along the dimensions of an expression above it; null if it is not. */
  private static long @Nullable [] through(Expr e, Read read) {
    return switch (e) {
      case Read r -> r.equals(read) ? r.variable().chunk().toArray() : null;
      case Constant c -> null;
      case Select s -> {
        long[] in = through(s.input(), read);
        yield in == null ? null : select(s, in);
      }
      case Take t -> through(t.input(), read);
      case Concat c -> {
        long[] in = firstOf(c.inputs(), read);
        boolean stacked = c.inputs().get(0).indexOf(c.dim()) < 0;
        yield in == null || !stacked ? in : insert(in, c.axis());
      }
      case Map m -> map(m, read);
      case Reduce r -> null;
      case GroupReduce g -> null;
    };
  }

  private static long[] select(Select s, long[] in) {
    long[] out = new long[s.dims().size()];
    int at = 0;
    for (int d = 0; d < in.length; d++) {
      if (!s.drop().get(d)) {
        out[at++] = Math.ceilDiv(in[d], s.region().stride(d));
      }
    }
    return out;
  }

  private static long @Nullable [] firstOf(List<Expr> inputs, Read read) {
    for (Expr in : inputs) {
      long[] chunk = through(in, read);
      if (chunk != null) {
        return chunk;
      }
    }
    return null;
  }

  private static long[] insert(long[] in, int axis) {
    long[] out = new long[in.length + 1];
    for (int d = 0; d < out.length; d++) {
      out[d] = d == axis ? 1 : in[d < axis ? d : d - 1];
    }
    return out;
  }

  private static long @Nullable [] map(Map m, Read read) {
    for (Expr in : m.inputs()) {
      long[] chunk = through(in, read);
      if (chunk != null) {
        long[] out = new long[m.dims().size()];
        Arrays.fill(out, 1);
        for (int d = 0; d < chunk.length; d++) {
          out[Exprs.indexOf(m.dims(), in.dims().get(d).name())] = chunk[d];
        }
        return out;
      }
    }
    return null;
  }
}
