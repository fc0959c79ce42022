package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.op.Relabel;

/**
 * Stating the unit that a value has already does nothing. Fires only where the type stays, too
 * (counts are integers, relabelled ones are not).
 *
 * <pre>
 * Relabel u
 * └─ x in u  →  x
 * </pre>
 */
final class DropNeutralRelabel implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    Optional<Relabel> relabel = Units.relabel(e);
    return relabel.isPresent()
            && Units.input(e).unit().equals(e.unit())
            && Units.input(e).dtype() == e.dtype()
        ? Optional.of(Units.input(e))
        : Optional.empty();
  }
}
