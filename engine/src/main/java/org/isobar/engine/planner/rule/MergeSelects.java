package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;

/**
 * A selection of a selection is one selection.
 *
 * <pre>
 * Select b
 * └─ Select a         Select (a, then b)
 *    └─ x          →  └─ x
 * </pre>
 */
final class MergeSelects implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select outer && outer.input() instanceof Select inner)) {
      return Optional.empty();
    }
    Cuts first = Cuts.of(inner);
    Cuts second = Cuts.of(outer);
    Cuts both = first;
    for (Dim dim : inner.input().dims()) {
      Cuts.Cut cut = first.get(dim);
      if (!cut.drop()) {
        Dim left = new Dim(dim.name(), cut.count());
        both = both.with(dim.name(), second.get(left).after(cut));
      }
    }
    return Optional.of(both.of(inner.input()));
  }
}
