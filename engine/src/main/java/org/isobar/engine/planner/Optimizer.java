package org.isobar.engine.planner;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.isobar.engine.planner.rule.Rule;
import org.isobar.engine.planner.rule.Rules;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;

/**
 * Rewrites expressions into cheaper ones of the same values, dimensions, types and units: applies
 * {@link Rules} until none fires. Equal subexpressions become one object.
 */
public final class Optimizer {
  private Optimizer() {}

  /** Expressions of the same values, dimensions and units, in the same order. */
  public static List<Expr> optimize(List<Expr> exprs) {
    return optimize(exprs, rule -> {});
  }

  /** The same; tells of each rule that fires. */
  static List<Expr> optimize(List<Expr> exprs, Consumer<Rule> fired) {
    List<Expr> current = new Rewriter(Rules.always(), fired).rewrite(exprs);
    while (true) {
      Predicate<Expr> needed = neededWhole(current);
      List<Expr> next = new Rewriter(Rules.alsoThroughReductions(needed), fired).rewrite(current);
      if (Nodes.identical(current, next)) {
        return next;
      }
      current = next;
    }
  }

  /**
   * The reductions of which more than some selections are needed: they are computed once and whole,
   * and selections are made from the result. To push a selection into such a one would read the
   * data again for it.
   */
  private static Predicate<Expr> neededWhole(List<Expr> roots) {
    IdentityHashMap<Expr, Long> cellsNeeded = new IdentityHashMap<>();
    for (Expr root : roots) {
      count(root, root, cellsNeeded);
    }
    for (Expr e : Nodes.below(roots)) {
      for (Expr input : e.children()) {
        count(input, e, cellsNeeded);
      }
    }
    return e -> {
      Long needed = cellsNeeded.get(e);
      return needed != null && needed > e.size();
    };
  }

  /** One more cell than there are marks a use that no selection narrows. */
  private static void count(Expr input, Expr user, IdentityHashMap<Expr, Long> cellsNeeded) {
    if (input instanceof Reduce || input instanceof GroupReduce) {
      long cells = user instanceof Select select ? select.size() : input.size() + 1;
      cellsNeeded.merge(input, cells, Math::addExact);
    }
  }
}
