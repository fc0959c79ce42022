package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;
import org.isobar.op.ElementOp;
import org.isobar.unit.Unit;

/**
 * Applies an operation cell by cell. Inputs are broadcast by dimension name: the result has the
 * dimensions of the first input that has any, then those that only later inputs have, in their
 * order.
 *
 * <p>Ok: {@code (time, lat, lon)} with {@code (lat, lon)}, with {@code (time)}, with a number. Not
 * ok: {@code lat=96} with {@code lat=64} ({@link ShapeException}).
 */
public record Map(ElementOp op, List<Expr> inputs) implements Expr {
  public Map {
    inputs = List.copyOf(inputs);
    if (inputs.size() != op.arity()) {
      throw new ShapeException(
          op.label() + " takes " + op.arity() + " inputs, got " + inputs.size());
    }
    broadcast(op.label(), inputs);
  }

  public static Map of(ElementOp op, Expr... inputs) {
    return new Map(op, List.of(inputs));
  }

  private static List<Dim> broadcast(String label, List<Expr> inputs) {
    List<Dim> out = new ArrayList<>();
    for (Expr in : inputs) {
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

  @Override
  public List<Dim> dims() {
    return broadcast(op.label(), inputs);
  }

  @Override
  public DType dtype() {
    return op.resultType(inputs.stream().map(Expr::dtype).toList());
  }

  @Override
  public Unit unit() {
    return op.unit(inputs.stream().map(Expr::unit).toList());
  }

  @Override
  public List<Expr> children() {
    return inputs;
  }
}
