package org.isobar.engine.planner.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;

/**
 * Selects before joining. Inputs that the selection does not touch vanish; a single one that is
 * left is not joined.
 *
 * <pre>
 * Select a = 8..11      Concat a
 * └─ Concat a           ├─ Select a = 8..9
 *    ├─ x (a = 5)    →  │  └─ y
 *    ├─ y (a = 5)       └─ Select a = 0..1
 *    └─ z (a = 5)          └─ z
 * </pre>
 *
 * <p>The type of a join is the widest of its inputs. Where the inputs that are left would have
 * another type or unit, all stay and only the other dimensions are cut.
 */
final class PushSelectThroughConcat implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select select && select.input() instanceof Concat concat)) {
      return Optional.empty();
    }
    Cuts cuts = Cuts.of(select);
    Cuts others = cuts.without(concat.dim());
    Cuts.Cut cut = cuts.get(concat.dims().get(concat.axis()));
    List<Expr> touched = touched(concat, others, cut);
    if (!touched.isEmpty()) {
      Expr joined = cut.drop() ? touched.get(0) : new Concat(concat.dim(), touched);
      if (joined.dtype() == e.dtype() && joined.unit().equals(e.unit())) {
        return Optional.of(joined);
      }
    }
    List<Expr> inputs = concat.inputs().stream().map(others::of).toList();
    return inputs.equals(concat.inputs())
        ? Optional.empty()
        : Optional.of(Cuts.along(concat.dim(), cut).of(new Concat(concat.dim(), inputs)));
  }

  /** The selected part of each input of which something is selected. */
  private static List<Expr> touched(Concat concat, Cuts others, Cuts.Cut cut) {
    List<Expr> out = new ArrayList<>();
    long begin = 0;
    for (Expr input : concat.inputs()) {
      long end = begin + concat.extent(input);
      // Of the selected indices start + k stride, those from begin to end.
      long first = Math.max(0, Math.ceilDiv(begin - cut.start(), cut.stride()));
      long after = Math.min(cut.count(), Math.ceilDiv(end - cut.start(), cut.stride()));
      if (first < after) {
        long start = cut.start() + first * cut.stride() - begin;
        Cuts.Cut part = new Cuts.Cut(start, after - first, cut.stride(), cut.drop());
        out.add(others.with(concat.dim(), part).of(input));
      }
      begin = end;
    }
    return out;
  }
}
