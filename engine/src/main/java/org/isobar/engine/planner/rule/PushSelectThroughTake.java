package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;
import org.isobar.expr.Take;

/**
 * Selects before gathering; along the gathered dimension only the selected indices are gathered.
 *
 * <pre>
 * Select b = 1..2, y = 4      Take [5, 9] (a → b)
 * └─ Take [7, 5, 9] (a → b)   └─ Select y = 4
 *    └─ x (a, y)           →     └─ x
 *
 * Select b = 1 (dropped)      Select a = 5 (dropped)
 * └─ Take [7, 5, 9] (a → b)   └─ x
 *    └─ x (a, y)           →
 * </pre>
 */
final class PushSelectThroughTake implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select select && select.input() instanceof Take take)) {
      return Optional.empty();
    }
    Cuts cuts = Cuts.of(select);
    Cuts others = cuts.without(take.result().name());
    Cuts.Cut cut = cuts.get(take.result());
    Indices picked = picked(take, cut);
    if (cut.drop() && picked.get(0) >= 0) {
      Cuts.Cut single = new Cuts.Cut(picked.get(0), 1, 1, true);
      return Optional.of(others.with(take.dim(), single).of(take.input()));
    }
    Expr input = others.of(take.input());
    Dim result = new Dim(take.result().name(), picked.size());
    if (others.keepAll(take.input()) && result.equals(take.result())) {
      return Optional.empty();
    }
    Expr gathered = new Take(input, take.dim(), picked, result);
    return Optional.of(
        cut.drop()
            ? Cuts.along(result.name(), new Cuts.Cut(0, 1, 1, true)).of(gathered)
            : gathered);
  }

  private static Indices picked(Take take, Cuts.Cut cut) {
    if (cut.count() == take.result().size()) {
      return take.indices();
    }
    int[] picked = new int[Math.toIntExact(cut.count())];
    for (int k = 0; k < picked.length; k++) {
      picked[k] = take.indices().get((int) (cut.start() + k * cut.stride()));
    }
    return Indices.of(picked);
  }
}
