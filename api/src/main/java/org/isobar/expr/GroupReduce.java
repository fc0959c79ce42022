package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.error.ShapeException;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/**
 * Folds one dimension into groups: all cells {@code i} with the same {@code codes(i)} become one
 * cell of the new dimension.
 */
public final class GroupReduce extends Computed implements Expr {
  private final ReduceOp op;
  private final String dim;
  private final Dim groups;
  private final Indices codes;
  private final Optional<Expr> weights;
  private final MissingRule missing;

  /**
   * @param dim name of the folded dimension
   * @param groups the new dimension, which takes its place; its size is the number of groups
   * @param codes group of each cell of the folded dimension, -1 for none. If they never fall, cells
   *     of a group are neighbours and the result is produced group after group
   * @param weights weights whose dimensions are among the input's
   */
  public GroupReduce(
      ReduceOp op,
      Expr input,
      String dim,
      Dim groups,
      Indices codes,
      Optional<Expr> weights,
      MissingRule missing) {
    check(op, input, dim, groups, codes, weights);
    List<Dim> dims = new ArrayList<>(input.dims());
    dims.set(input.indexOf(dim), groups);
    super(
        dims,
        op.resultType(input.dtype(), codes.size()),
        Reduce.unit(op, input, weights),
        Stream.concat(Stream.of(input), weights.stream()).toList(),
        op,
        dim,
        groups,
        codes,
        missing);
    this.op = op;
    this.dim = dim;
    this.groups = groups;
    this.codes = codes;
    this.weights = weights;
    this.missing = missing;
  }

  private static void check(
      ReduceOp op, Expr input, String dim, Dim groups, Indices codes, Optional<Expr> weights) {
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

  public ReduceOp op() {
    return op;
  }

  public Expr input() {
    return children().get(0);
  }

  public String dim() {
    return dim;
  }

  public Dim groups() {
    return groups;
  }

  public Indices codes() {
    return codes;
  }

  public Optional<Expr> weights() {
    return weights;
  }

  public MissingRule missing() {
    return missing;
  }
}
