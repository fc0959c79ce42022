package org.isobar.expr;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Sum;
import org.isobar.unit.Unit;

/** Folds whole dimensions away. */
public final class Reduce extends Computed implements Expr {
  private final ReduceOp op;
  private final Set<String> over;
  private final Optional<Expr> weights;
  private final MissingRule missing;
  private final long cells;

  /**
   * @param over names of the folded dimensions, at least one, each a dimension of the input
   * @param weights weights whose dimensions are among the input's; a cell whose weight is missing
   *     or zero does not take part
   */
  public Reduce(
      ReduceOp op, Expr input, Set<String> over, Optional<Expr> weights, MissingRule missing) {
    Set<String> sorted = Collections.unmodifiableSet(new TreeSet<>(over));
    check(op, input, sorted, weights);
    long cells = cells(input, sorted);
    super(
        input.dims().stream().filter(d -> !sorted.contains(d.name())).toList(),
        op.resultType(input.dtype(), cells),
        unit(op, input, weights),
        Stream.concat(Stream.of(input), weights.stream()).toList(),
        op,
        sorted,
        missing);
    this.op = op;
    this.over = sorted;
    this.weights = weights;
    this.missing = missing;
    this.cells = cells;
  }

  /** A weighted sum has the unit of value and weight, where the weights have one. */
  static Unit unit(ReduceOp op, Expr input, Optional<Expr> weights) {
    Unit own = op.unit(input.unit());
    Unit weight = weights.map(Expr::unit).orElse(Unit.ONE);
    boolean product = op instanceof Sum && !weight.equals(Unit.NONE) && !weight.equals(Unit.ONE);
    return product ? own.times(weight) : own;
  }

  private static void check(ReduceOp op, Expr input, Set<String> over, Optional<Expr> weights) {
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

  private static long cells(Expr input, Set<String> over) {
    return input.dims().stream()
        .filter(d -> over.contains(d.name()))
        .mapToLong(Dim::size)
        .reduce(1, Math::multiplyExact);
  }

  /** Number of cells that fold into one. */
  public long cells() {
    return cells;
  }

  public ReduceOp op() {
    return op;
  }

  public Expr input() {
    return children().get(0);
  }

  public Set<String> over() {
    return over;
  }

  public Optional<Expr> weights() {
    return weights;
  }

  public MissingRule missing() {
    return missing;
  }
}
