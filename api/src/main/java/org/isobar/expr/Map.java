package org.isobar.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;
import org.isobar.op.ElementOp;

/**
 * Applies an operation cell by cell. Inputs are broadcast by dimension name: the result has the
 * dimensions of the input with the most (the first of these), then those that only other inputs
 * have, in their order. So a mean over time minus the series has the order of the series.
 *
 * <p>Ok: {@code (time, lat, lon)} with {@code (lat, lon)}, with {@code (time)}, with a number. Not
 * ok: {@code lat=96} with {@code lat=64} ({@link ShapeException}).
 */
public final class Map extends Computed implements Expr {
  private final ElementOp op;

  public Map(ElementOp op, List<Expr> inputs) {
    if (inputs.size() != op.arity()) {
      throw new ShapeException(
          op.label() + " takes " + op.arity() + " inputs, got " + inputs.size());
    }
    super(
        broadcast(op.label(), inputs),
        op.resultType(inputs.stream().map(Expr::dtype).toList()),
        op.unit(inputs.stream().map(Expr::unit).toList()),
        inputs,
        op);
    this.op = op;
  }

  public static Map of(ElementOp op, Expr... inputs) {
    return new Map(op, List.of(inputs));
  }

  private static List<Dim> broadcast(String label, List<Expr> inputs) {
    List<Dim> out = new ArrayList<>();
    for (Expr in : largestFirst(inputs)) {
      for (Dim dim : in.dims()) {
        Dim known = out.stream().filter(d -> d.name().equals(dim.name())).findFirst().orElse(null);
        if (known == null) {
          out.add(dim);
        } else if (known.size() != dim.size()) {
          throw new ShapeException(
              label
                  + ": dimension '"
                  + dim.name()
                  + "' has "
                  + known.size()
                  + " and "
                  + dim.size()
                  + " cells in "
                  + inputs.stream().map(Expr::dims).toList());
        }
      }
    }
    return List.copyOf(out);
  }

  /** Inputs with more dimensions first, so that the result's order is that of the fullest input. */
  private static List<Expr> largestFirst(List<Expr> inputs) {
    List<Expr> sorted = new ArrayList<>(inputs);
    sorted.sort(Comparator.comparingInt((Expr e) -> e.dims().size()).reversed());
    return sorted;
  }

  public ElementOp op() {
    return op;
  }

  public List<Expr> inputs() {
    return children();
  }
}
