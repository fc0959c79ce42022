package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.error.ShapeException;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.unit.Unit;

/**
 * Folds one dimension into groups: all cells {@code i} with the same {@code codes(i)} become one
 * cell of the new dimension.
 *
 * @param dim name of the folded dimension
 * @param groups the new dimension, which takes its place; its size is the number of groups
 * @param codes group of each cell of the folded dimension, -1 for none. If they never fall, cells
 *     of a group are neighbours and the result is produced group after group
 * @param weights weights whose dimensions are among the input's
 */
public record GroupReduce(
    ReduceOp op,
    Expr input,
    String dim,
    Dim groups,
    Indices codes,
    Optional<Expr> weights,
    MissingRule missing)
    implements Expr {
  public GroupReduce {
    int at = input.indexOf(dim);
    if (at < 0) {
      throw new ShapeException("grouping along '" + dim + "': dimensions are " + input.dims());
    }
    if (codes.size() != input.dims().get(at).size()) {
      throw new ShapeException(codes.size() + " group codes for dimension " + input.dims().get(at));
    }
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i) < -1 || codes.get(i) >= groups.size()) {
        throw new ShapeException("group code " + codes.get(i) + " with " + groups);
      }
    }
    if (!groups.name().equals(dim) && input.indexOf(groups.name()) >= 0) {
      throw new ShapeException(
          "dimension '" + groups.name() + "' exists already in " + input.dims());
    }
    weights.ifPresent(w -> Reduce.checkWeights(op, input, w));
  }

  @Override
  public List<Dim> dims() {
    List<Dim> out = new ArrayList<>(input.dims());
    out.set(input.indexOf(dim), groups);
    return List.copyOf(out);
  }

  @Override
  public DType dtype() {
    return op.resultType(input.dtype(), codes.size());
  }

  @Override
  public Unit unit() {
    return op.unit(input.unit());
  }

  @Override
  public List<Expr> children() {
    return Stream.concat(Stream.of(input), weights.stream()).toList();
  }
}
