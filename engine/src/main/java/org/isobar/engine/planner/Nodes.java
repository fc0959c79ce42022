package org.isobar.engine.planner;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;

/** Nodes of expression graphs. */
final class Nodes {
  private Nodes() {}

  /** All distinct objects among the expressions and their subexpressions. */
  static Set<Expr> below(List<Expr> roots) {
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Expr e = open.pop();
      if (seen.add(e)) {
        open.addAll(e.children());
      }
    }
    return seen;
  }

  /** The same node with other inputs; itself if they are the very same. */
  static Expr withChildren(Expr e, List<Expr> inputs) {
    if (identical(e.children(), inputs)) {
      return e;
    }
    return switch (e) {
      case Read read -> read;
      case Constant constant -> constant;
      case Select s -> new Select(inputs.get(0), s.region(), s.drop());
      case Take t -> new Take(inputs.get(0), t.dim(), t.indices(), t.result());
      case Map m -> new Map(m.op(), inputs);
      case Concat c -> new Concat(c.dim(), inputs);
      case Reduce r ->
          new Reduce(
              r.op(), inputs.get(0), r.over(), r.weights().map(w -> inputs.get(1)), r.missing());
      case GroupReduce g ->
          new GroupReduce(
              g.op(),
              inputs.get(0),
              g.dim(),
              g.groups(),
              g.codes(),
              g.weights().map(w -> inputs.get(1)),
              g.missing());
    };
  }

  /** Whether both hold the very same objects; after rewriting, equal nodes are. */
  @SuppressWarnings("ReferenceEquality")
  static boolean identical(List<Expr> a, List<Expr> b) {
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != b.get(i)) {
        return false;
      }
    }
    return true;
  }
}
