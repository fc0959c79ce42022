package org.isobar.engine.planner.rule;

import java.util.Optional;
import java.util.function.Predicate;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;

/**
 * Selects among the kept dimensions before a reduction instead of after it.
 *
 * <pre>
 * Select lat = 3..5                Mean over time
 * └─ Mean over time                ├─ Select lat = 3..5
 *    ├─ x (time, lat)           →  │  └─ x
 *    └─ weights w (time, lat)      └─ weights Select lat = 3..5
 *                                     └─ w
 * </pre>
 *
 * <p>Does not fire on a reduction of which others need the rest too.
 */
final class PushSelectThroughReduce implements Rule {
  private final Predicate<Expr> neededWhole;

  PushSelectThroughReduce(Predicate<Expr> neededWhole) {
    this.neededWhole = neededWhole;
  }

  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select select
        && select.input() instanceof Reduce reduce
        && !neededWhole.test(reduce))) {
      return Optional.empty();
    }
    Cuts cuts = Cuts.of(select);
    return Optional.of(
        new Reduce(
            reduce.op(),
            cuts.of(reduce.input()),
            reduce.over(),
            reduce.weights().map(cuts::of),
            reduce.missing()));
  }
}
