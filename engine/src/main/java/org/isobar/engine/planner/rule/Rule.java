package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;

/**
 * A rewriting of one node, whose inputs have been rewritten already. The result has the same
 * dimensions, type and unit, and every cell the same value: sums are taken over the same cells, no
 * rounding is added or lost.
 */
public interface Rule {
  /** The better expression, or empty if the rule has nothing to say about the node. */
  Optional<Expr> apply(Expr e);

  /** Name in messages. */
  default String name() {
    return getClass().getSimpleName();
  }
}
