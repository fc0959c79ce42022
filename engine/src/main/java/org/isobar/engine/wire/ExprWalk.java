package org.isobar.engine.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.expr.Expr;

/** Walks through the expressions of plans with a stack of its own. */
final class ExprWalk {
  private ExprWalk() {}

  /** All nodes of the expressions in a plan, or below an expression, inputs first. */
  static List<Expr> inputsFirst(Object value) {
    List<Expr> roots = new ArrayList<>();
    if (value instanceof Plan plan) {
      plan.stages().forEach(stage -> addRoots(stage, roots));
    } else if (value instanceof Expr e) {
      roots.add(e);
    }
    List<Expr> order = new ArrayList<>();
    Set<Expr> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Expr> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> stack = new ArrayDeque<>();
    for (Expr root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        Expr e = stack.peek();
        if (done.contains(e)) {
          stack.pop();
        } else if (entered.add(e)) {
          e.children().forEach(stack::push);
        } else {
          done.add(e);
          order.add(e);
          stack.pop();
        }
      }
    }
    return order;
  }

  private static void addRoots(Stage stage, List<Expr> roots) {
    switch (stage) {
      case ReduceStage reduce -> {
        for (Fold fold : reduce.folds()) {
          roots.add(fold.input());
          fold.weights().ifPresent(roots::add);
        }
      }
      case ProduceStage produce -> produce.products().forEach(p -> roots.add(p.expr()));
    }
  }
}
