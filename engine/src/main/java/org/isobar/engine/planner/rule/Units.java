package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Relabel;

/** Recognises conversions of units. */
final class Units {
  private Units() {}

  static Optional<Affine> affine(Expr e) {
    return e instanceof Map map && map.op() instanceof Affine affine
        ? Optional.of(affine)
        : Optional.empty();
  }

  static Optional<Relabel> relabel(Expr e) {
    return e instanceof Map map && map.op() instanceof Relabel relabel
        ? Optional.of(relabel)
        : Optional.empty();
  }

  /** The only input of a conversion. */
  static Expr input(Expr e) {
    return e.children().get(0);
  }
}
