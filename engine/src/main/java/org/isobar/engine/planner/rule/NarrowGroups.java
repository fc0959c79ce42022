package org.isobar.engine.planner.rule;

import java.util.Arrays;
import java.util.Optional;
import org.isobar.data.Indices;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;

/**
 * Cells before the first and after the last that belongs to a group are not read: the years outside
 * of a baseline, say.
 *
 * <pre>
 * Mean by month [-1, -1, 0, 1, -1]      Mean by month [0, 1]
 * └─ x (time = 5)                    →  └─ Select time = 2..3
 *                                          └─ x
 * </pre>
 */
final class NarrowGroups implements Rule {
  @Override
  public Optional<Expr> apply(Expr e) {
    if (!(e instanceof GroupReduce group)) {
      return Optional.empty();
    }
    Indices codes = group.codes();
    int begin = 0;
    int end = codes.size();
    while (begin < end && codes.get(begin) < 0) {
      begin++;
    }
    while (end > begin && codes.get(end - 1) < 0) {
      end--;
    }
    if (begin == end || end - begin == codes.size()) {
      return Optional.empty();
    }
    Cuts cuts = Cuts.along(group.dim(), new Cuts.Cut(begin, end - begin, 1, false));
    return Optional.of(
        new GroupReduce(
            group.op(),
            cuts.of(group.input()),
            group.dim(),
            group.groups(),
            Indices.of(Arrays.copyOfRange(codes.toArray(), begin, end)),
            group.weights().map(cuts::of),
            group.missing()));
  }
}
