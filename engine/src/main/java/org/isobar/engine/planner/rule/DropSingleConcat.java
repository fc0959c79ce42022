package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Concat;
import org.isobar.expr.Expr;

/**
 * One input that has the joined dimension already is the whole.
 *
 * <pre>
 * Concat a
 * └─ x (a, ...)  →  x
 * </pre>
 */
final class DropSingleConcat implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    return e instanceof Concat concat
            && concat.inputs().size() == 1
            && concat.inputs().get(0).indexOf(concat.dim()) >= 0
        ? Optional.of(concat.inputs().get(0))
        : Optional.empty();
  }
}
