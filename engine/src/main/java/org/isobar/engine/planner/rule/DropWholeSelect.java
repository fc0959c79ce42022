package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;

/**
 * A selection of everything is no selection.
 *
 * <pre>
 * Select [all, no dimension dropped]
 * └─ x                                  →  x
 * </pre>
 */
final class DropWholeSelect implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    return e instanceof Select select && Cuts.of(select).keepAll(select.input())
        ? Optional.of(select.input())
        : Optional.empty();
  }
}
