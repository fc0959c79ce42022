package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.data.Indices;
import org.isobar.expr.Expr;
import org.isobar.expr.Take;

/**
 * Gathering an ascending run of indices with equal distances, under the same name, is a selection.
 *
 * <pre>
 * Take [3, 5, 7] (a → a)      Select a = 3, 5, 7
 * └─ x                     →  └─ x
 * </pre>
 */
final class TurnTakeIntoSelect implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Take take && take.result().name().equals(take.dim()))) {
      return Optional.empty();
    }
    Indices at = take.indices();
    int n = at.size();
    int stride = n > 1 ? at.get(1) - at.get(0) : 1;
    if (stride < 1 || (n > 0 && at.get(0) < 0)) {
      return Optional.empty();
    }
    for (int k = 2; k < n; k++) {
      if (at.get(k) - at.get(k - 1) != stride) {
        return Optional.empty();
      }
    }
    Cuts.Cut cut = new Cuts.Cut(n == 0 ? 0 : at.get(0), n, stride, false);
    return Optional.of(Cuts.along(take.dim(), cut).of(take.input()));
  }
}
