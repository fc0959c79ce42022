package org.isobar.engine.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.isobar.engine.plan.Groups;
import org.isobar.engine.plan.Intermediate;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;

/**
 * Cuts expressions at every fold: what is left reads the folds' results as intermediates. Equal
 * folds are cut once.
 */
final class StageCutter {
  private final List<CutFold> folds = new ArrayList<>();
  private final Map<Expr, Integer> ids = new HashMap<>();
  private final IdentityHashMap<Expr, Expr> seen = new IdentityHashMap<>();

  /** The folds found so far, each after those that it reads. */
  List<CutFold> folds() {
    return folds;
  }

  /** An expression without folds. */
  Expr cut(Expr e) {
    Expr known = seen.get(e);
    if (known == null) {
      known = rebuild(e);
      seen.put(e, known);
    }
    return known;
  }

  private Expr rebuild(Expr e) {
    return switch (e) {
      case Read r -> r;
      case Constant c -> c;
      case Select s -> new Select(cut(s.input()), s.region(), s.drop());
      case Take t -> new Take(cut(t.input()), t.dim(), t.indices(), t.result());
      case Concat c -> new Concat(c.dim(), c.inputs().stream().map(this::cut).toList());
      case org.isobar.expr.Map m ->
          new org.isobar.expr.Map(m.op(), m.inputs().stream().map(this::cut).toList());
      case Reduce r -> reduce(r);
      case GroupReduce g -> groupReduce(g);
    };
  }

  private Expr reduce(Reduce r) {
    Expr input = cut(r.input());
    Optional<Expr> weights = r.weights().map(this::cut);
    Expr key = new Reduce(r.op(), input, r.over(), weights, r.missing());
    return fold(
        key,
        new CutFold(
            folds.size(),
            r.op(),
            input,
            weights,
            r.missing(),
            r.over(),
            Optional.empty(),
            r.dims(),
            level(input, weights)));
  }

  private Expr groupReduce(GroupReduce g) {
    Expr input = cut(g.input());
    Optional<Expr> weights = g.weights().map(this::cut);
    Expr key = new GroupReduce(g.op(), input, g.dim(), g.groups(), g.codes(), weights, g.missing());
    Groups groups =
        new Groups(input.indexOf(g.dim()), g.codes(), Math.toIntExact(g.groups().size()));
    return fold(
        key,
        new CutFold(
            folds.size(),
            g.op(),
            input,
            weights,
            g.missing(),
            Set.of(g.dim()),
            Optional.of(groups),
            g.dims(),
            level(input, weights)));
  }

  private Expr fold(Expr key, CutFold fold) {
    Integer known = ids.get(key);
    if (known == null) {
      known = fold.id();
      ids.put(key, known);
      folds.add(fold);
    }
    return Intermediate.reference(known, fold.dims(), key.unit());
  }

  private int level(Expr input, Optional<Expr> weights) {
    List<Integer> read = new ArrayList<>();
    Exprs.forEachRead(input, r -> note(r, read));
    weights.ifPresent(w -> Exprs.forEachRead(w, r -> note(r, read)));
    return read.stream().mapToInt(id -> folds.get(id).level() + 1).max().orElse(0);
  }

  private static void note(Read read, List<Integer> ids) {
    OptionalInt id = Intermediate.referred(read);
    if (id.isPresent()) {
      ids.add(id.getAsInt());
    }
  }
}
