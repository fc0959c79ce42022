package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;

/**
 * Two conversions are one if the first or the second only changes the sign: then no rounding is
 * lost. Any other pair rounds twice and stays, since one conversion would give other bits.
 *
 * <pre>
 * Affine c, d          Affine c a, c b + d
 * └─ Affine a, b    →  └─ x                   if a = -1 and b = 0, or c = -1 and d = 0
 *    └─ x
 * </pre>
 */
final class MergeAffines implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    Optional<Affine> outer = Units.affine(e);
    Optional<Affine> inner = outer.flatMap(o -> Units.affine(Units.input(e)));
    if (inner.isEmpty()) {
      return Optional.empty();
    }
    Affine second = outer.orElseThrow();
    Affine first = inner.orElseThrow();
    if (!changesSignOnly(first) && !changesSignOnly(second)) {
      return Optional.empty();
    }
    Affine both =
        new Affine(
            second.scale() * first.scale(),
            second.scale() * first.offset() + second.offset(),
            second.result());
    return Optional.of(Map.of(both, Units.input(Units.input(e))));
  }

  private static boolean changesSignOnly(Affine a) {
    return Math.abs(a.scale()) == 1 && a.offset() == 0;
  }
}
