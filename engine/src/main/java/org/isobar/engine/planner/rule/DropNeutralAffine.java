package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Relabel;

/**
 * {@code x * 1 + 0} is x, perhaps with another unit. (A zero may keep its minus sign.)
 *
 * <pre>
 * Affine 1, 0 to u      Relabel u
 * └─ x               →  └─ x
 * </pre>
 */
final class DropNeutralAffine implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    Optional<Affine> affine = Units.affine(e);
    return affine.isPresent() && affine.get().scale() == 1 && affine.get().offset() == 0
        ? Optional.of(Map.of(new Relabel(affine.get().result()), Units.input(e)))
        : Optional.empty();
  }
}
