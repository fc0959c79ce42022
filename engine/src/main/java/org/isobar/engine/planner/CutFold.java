package org.isobar.engine.planner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.Dim;
import org.isobar.engine.plan.Groups;
import org.isobar.expr.Expr;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/**
 * A fold that was cut out of an expression.
 *
 * @param input its input, in which earlier folds stand as reads of intermediates
 * @param over names of the folded dimensions
 * @param groups the grouping, of a grouped fold
 * @param dims dimensions of its result
 * @param level 1 above that of the highest fold it reads; 0 if it reads none
 */
record CutFold(
    int id,
    ReduceOp op,
    Expr input,
    Optional<Expr> weights,
    MissingRule missing,
    Set<String> over,
    Optional<Groups> groups,
    List<Dim> dims,
    int level) {}
