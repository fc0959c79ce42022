package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * Lays inputs end to end along one dimension. Inputs that lack it count as one cell each, and it
 * becomes the outermost: so members stack into an ensemble.
 *
 * @param dim name of the dimension; either every input has it or none
 */
public record Concat(String dim, List<Expr> inputs) implements Expr {
  public Concat {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new ShapeException("nothing to join along '" + dim + "'");
    }
    List<Dim> first = rest(dim, inputs.get(0));
    boolean has = inputs.get(0).indexOf(dim) >= 0;
    int position = inputs.get(0).indexOf(dim);
    for (Expr in : inputs) {
      if (!rest(dim, in).equals(first) || in.indexOf(dim) != position) {
        throw new ShapeException(
            "joining along '"
                + dim
                + "': "
                + inputs.get(0).dims()
                + " and "
                + in.dims()
                + (has ? "" : " (new dimension)"));
      }
    }
  }

  private static List<Dim> rest(String dim, Expr e) {
    return e.dims().stream().filter(d -> !d.name().equals(dim)).toList();
  }

  /** Position of the joined dimension in the result. */
  public int axis() {
    return Math.max(0, inputs.get(0).indexOf(dim));
  }

  /** Number of cells that an input contributes. */
  public long extent(Expr input) {
    int at = input.indexOf(dim);
    return at < 0 ? 1 : input.dims().get(at).size();
  }

  @Override
  public List<Dim> dims() {
    List<Dim> out = new ArrayList<>(rest(dim, inputs.get(0)));
    out.add(axis(), new Dim(dim, inputs.stream().mapToLong(this::extent).sum()));
    return List.copyOf(out);
  }

  @Override
  public DType dtype() {
    return inputs.stream().map(Expr::dtype).reduce(DType::promote).orElseThrow();
  }

  @Override
  public Unit unit() {
    return inputs.get(0).unit();
  }

  @Override
  public List<Expr> children() {
    return inputs;
  }
}
