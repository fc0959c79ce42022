package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.isobar.data.Dim;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.expr.Read;

/** Walks over expressions. */
final class Exprs {
  private Exprs() {}

  /** Visits each distinct node below and including an expression, children first. */
  static void forEach(Expr root, Consumer<Expr> action) {
    walk(root, new LinkedHashSet<>(), action);
  }

  private static void walk(Expr e, Set<Expr> seen, Consumer<Expr> action) {
    if (seen.contains(e)) {
      return;
    }
    e.children().forEach(c -> walk(c, seen, action));
    seen.add(e);
    action.accept(e);
  }

  static void forEachRead(Expr root, Consumer<Read> action) {
    forEach(
        root,
        e -> {
          if (e instanceof Read read) {
            action.accept(read);
          }
        });
  }

  /** The distinct largest subexpressions that are no cell-by-cell operation, in order. */
  static List<Expr> sources(List<Expr> roots) {
    LinkedHashSet<Expr> found = new LinkedHashSet<>();
    roots.forEach(r -> sources(r, found));
    return new ArrayList<>(found);
  }

  private static void sources(Expr e, Set<Expr> found) {
    if (e instanceof Map map) {
      map.inputs().forEach(in -> sources(in, found));
    } else {
      found.add(e);
    }
  }

  static long[] sizes(List<Dim> dims) {
    return dims.stream().mapToLong(Dim::size).toArray();
  }

  static int indexOf(List<Dim> dims, String name) {
    for (int d = 0; d < dims.size(); d++) {
      if (dims.get(d).name().equals(name)) {
        return d;
      }
    }
    return -1;
  }
}
