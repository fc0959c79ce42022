package org.isobar.engine.planner.rule;

import java.util.Optional;
import java.util.function.Predicate;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Select;

/**
 * Selects among the kept dimensions before a grouped reduction; groups that are not selected are
 * not formed.
 *
 * <pre>
 * Select month = 1, lat = 3..5           Mean by month [-1, -1, 0, -1, -1, 0]
 * └─ Mean by month [0, 0, 1, 2, 0, 1] →  └─ Select lat = 3..5
 *    └─ x (time, lat)                       └─ x
 * </pre>
 *
 * <p>Does not fire on a reduction of which others need the rest too.
 */
final class PushSelectThroughGroupReduce implements Rule {
  private final Predicate<Expr> neededWhole;

  PushSelectThroughGroupReduce(Predicate<Expr> neededWhole) {
    this.neededWhole = neededWhole;
  }

  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof Select select
        && select.input() instanceof GroupReduce group
        && !neededWhole.test(group))) {
      return Optional.empty();
    }
    Cuts cuts = Cuts.of(select);
    Cuts others = cuts.without(group.groups().name());
    Cuts.Cut cut = cuts.get(group.groups());
    boolean allGroups = cut.count() == group.groups().size();
    if ((others.keepAll(group.input()) && allGroups) || cut.count() == 0) {
      return Optional.empty();
    }
    Dim groups = new Dim(group.groups().name(), cut.count());
    Expr reduced =
        new GroupReduce(
            group.op(),
            others.of(group.input()),
            group.dim(),
            groups,
            allGroups ? group.codes() : codes(group.codes(), cut),
            group.weights().map(others::of),
            group.missing());
    return Optional.of(
        cut.drop() ? Cuts.along(groups.name(), new Cuts.Cut(0, 1, 1, true)).of(reduced) : reduced);
  }

  private static Indices codes(Indices codes, Cuts.Cut cut) {
    int[] out = codes.toArray();
    for (int k = 0; k < out.length; k++) {
      long from = out[k] - cut.start();
      boolean kept = from >= 0 && from % cut.stride() == 0 && from / cut.stride() < cut.count();
      out[k] = kept ? (int) (from / cut.stride()) : -1;
    }
    return Indices.of(out);
  }
}
