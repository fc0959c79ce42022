package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.expr.Select;

/**
 * Selects before a cell-by-cell operation instead of after it. Each input is cut along the
 * dimensions that it has.
 *
 * <pre>
 * Select lat = 3..5, time = 0 (dropped)      Map op
 * └─ Map op                                  ├─ Select lat = 3..5, time = 0 (dropped)
 *    ├─ x (time, lat)                     →  │  └─ x
 *    └─ y (lat)                              └─ Select lat = 3..5
 *                                               └─ y
 * </pre>
 */
final class PushSelectThroughMap implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select select && select.input() instanceof Map map)) {
      return Optional.empty();
    }
    Cuts cuts = Cuts.of(select);
    Map cut = new Map(map.op(), map.inputs().stream().map(cuts::of).toList());
    // The input with most dimensions says in which order they come; it may be another one now.
    return cut.dims().equals(select.dims()) ? Optional.of(cut) : Optional.empty();
  }
}
