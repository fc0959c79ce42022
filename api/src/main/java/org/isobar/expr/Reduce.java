package org.isobar.expr;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.unit.Unit;

/**
 * Folds whole dimensions away.
 *
 * @param over names of the folded dimensions, at least one, each a dimension of the input
 * @param weights weights whose dimensions are among the input's; a cell whose weight is missing or
 *     zero does not take part
 */
public record Reduce(
    ReduceOp op, Expr input, Set<String> over, Optional<Expr> weights, MissingRule missing)
    implements Expr {
  public Reduce {
    over = java.util.Collections.unmodifiableSet(new TreeSet<>(over));
    if (over.isEmpty()) {
      throw new ShapeException(op.label() + " over no dimension");
    }
    for (String d : over) {
      if (input.indexOf(d) < 0) {
        throw new ShapeException(op.label() + " over '" + d + "': dimensions are " + input.dims());
      }
    }
    weights.ifPresent(w -> checkWeights(op, input, w));
  }

  static void checkWeights(ReduceOp op, Expr input, Expr weights) {
    if (!op.weightable()) {
      throw new ShapeException(op.label() + " takes no weights");
    }
    for (Dim d : weights.dims()) {
      if (!input.dims().contains(d)) {
        throw new ShapeException(
            "weights with dimension " + d + " for a field with dimensions " + input.dims());
      }
    }
  }

  /** Number of cells that fold into one. */
  public long cells() {
    return input.dims().stream()
        .filter(d -> over.contains(d.name()))
        .mapToLong(Dim::size)
        .reduce(1, Math::multiplyExact);
  }

  @Override
  public List<Dim> dims() {
    return input.dims().stream().filter(d -> !over.contains(d.name())).toList();
  }

  @Override
  public DType dtype() {
    return op.resultType(input.dtype(), cells());
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
