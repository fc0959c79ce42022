package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.data.Indices;
import org.isobar.expr.Expr;
import org.isobar.expr.Take;

/**
 * Gathering twice along one dimension is gathering once.
 *
 * <pre>
 * Take j (b → c)
 * └─ Take i (a → b)      Take i[j] (a → c), -1 where j is -1
 *    └─ x             →  └─ x
 * </pre>
 */
final class MergeTakes implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Take outer
        && outer.input() instanceof Take inner
        && outer.dim().equals(inner.result().name()))) {
      return Optional.empty();
    }
    int[] at = outer.indices().toArray();
    for (int k = 0; k < at.length; k++) {
      at[k] = at[k] < 0 ? -1 : inner.indices().get(at[k]);
    }
    return Optional.of(new Take(inner.input(), inner.dim(), Indices.of(at), outer.result()));
  }
}
