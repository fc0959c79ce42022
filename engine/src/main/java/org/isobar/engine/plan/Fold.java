package org.isobar.engine.plan;

import java.util.List;
import java.util.Optional;
import org.isobar.expr.Expr;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/**
 * One of the folds of a reduce stage.
 *
 * @param input an expression with the stage's domain as dimensions, in which earlier folds stand as
 *     reads of intermediates
 * @param scattered the grouping, if cells of a group are no neighbours; all groups then fold side
 *     by side
 * @param lengthLog2 log2 of the number of the geometry's leaves that fold one after the other into
 *     one leaf of this fold
 */
public record Fold(
    ReduceOp op,
    Expr input,
    Optional<Expr> weights,
    MissingRule missing,
    Optional<Groups> scattered,
    int lengthLog2,
    List<Destination> to) {
  public Fold {
    to = List.copyOf(to);
  }

  /** Number of cells of the result for each kept cell. */
  public int groups() {
    return scattered.map(Groups::count).orElse(1);
  }
}
