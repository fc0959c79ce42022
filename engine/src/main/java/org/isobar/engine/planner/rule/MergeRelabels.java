package org.isobar.engine.planner.rule;

import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Relabel;

/**
 * Of units stated one after the other the last one counts.
 *
 * <pre>
 * Relabel v
 * └─ Relabel u         Relabel v
 *    └─ x           →  └─ x
 *
 * Relabel v
 * └─ Affine a, b to u  Affine a, b to v
 *    └─ x           →  └─ x
 *
 * Affine a, b to v
 * └─ Relabel u         Affine a, b to v
 *    └─ x           →  └─ x
 * </pre>
 */
final class MergeRelabels implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    Optional<Relabel> outer = Units.relabel(e);
    if (outer.isPresent()) {
      Expr input = Units.input(e);
      if (Units.relabel(input).isPresent()) {
        return Optional.of(Map.of(outer.get(), Units.input(input)));
      }
      return Units.affine(input)
          .map(a -> new Affine(a.scale(), a.offset(), outer.get().result()))
          .map(a -> Map.of(a, Units.input(input)));
    }
    return Units.affine(e)
        .filter(a -> Units.relabel(Units.input(e)).isPresent())
        .map(a -> Map.of(a, Units.input(Units.input(e))));
  }
}
