package org.isobar.engine.planner.rule;

import static org.isobar.engine.planner.rule.RuleAssert.read;
import static org.isobar.engine.planner.rule.RuleAssert.that;

import org.isobar.data.DType;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.op.Affine;
import org.isobar.op.Elementary;
import org.isobar.op.Relabel;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

class UnitRulesTest {
  private static final Expr X = read("x", "time:6");
  private static final Expr COUNT = read("n", "time:6", DType.INT32);
  private static final Unit K = Unit.parse("K");
  private static final Unit M = Unit.parse("m");

  private static Expr affine(double scale, double offset, Unit unit, Expr e) {
    return Map.of(new Affine(scale, offset, unit), e);
  }

  private static Expr relabel(Unit unit, Expr e) {
    return Map.of(new Relabel(unit), e);
  }

  @Test
  void neutralConversionsOnlyRelabel() {
    that(new DropNeutralAffine()).rewrites(affine(1, 0, M, X), relabel(M, X));
    that(new DropNeutralAffine()).doesNotFireOn(affine(1, 1, M, X));
    that(new DropNeutralAffine()).doesNotFireOn(affine(2, 0, M, X));
    that(new DropNeutralAffine()).doesNotFireOn(Map.of(Elementary.ABS, X));
  }

  @Test
  void statingTheSameUnitDoesNothing() {
    that(new DropNeutralRelabel()).rewrites(relabel(K, X), X);
    that(new DropNeutralRelabel()).doesNotFireOn(relabel(M, X));
    that(new DropNeutralRelabel()).doesNotFireOn(relabel(K, COUNT));
    that(new DropNeutralRelabel()).doesNotFireOn(X);
  }

  @Test
  void theLastUnitCounts() {
    that(new MergeRelabels()).rewrites(relabel(M, relabel(K, X)), relabel(M, X));
    that(new MergeRelabels()).rewrites(relabel(M, affine(2, 3, K, X)), affine(2, 3, M, X));
    that(new MergeRelabels()).rewrites(affine(2, 3, M, relabel(M, COUNT)), affine(2, 3, M, COUNT));
    that(new MergeRelabels()).doesNotFireOn(relabel(M, Map.of(Elementary.ABS, X)));
    that(new MergeRelabels()).doesNotFireOn(affine(2, 3, M, affine(1, 2, K, X)));
  }

  @Test
  void conversionsMergeOnlyWhereNoRoundingIsLost() {
    that(new MergeAffines())
        .rewrites(affine(0.1, 3, M, affine(-1, 0, K, X)), affine(-0.1, 3, M, X));
    that(new MergeAffines())
        .rewrites(affine(-1, 0, M, affine(0.1, 3, K, X)), affine(-0.1, -3, M, X));
    that(new MergeAffines()).doesNotFireOn(affine(2, 0, M, affine(0.5, 0, K, X)));
    that(new MergeAffines()).doesNotFireOn(affine(1, 5, M, affine(1, 7, K, X)));
    that(new MergeAffines()).doesNotFireOn(affine(2, 0, M, X));
  }
}
