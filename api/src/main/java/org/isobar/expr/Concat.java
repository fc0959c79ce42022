package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;

/**
 * Lays inputs end to end along one dimension. Inputs that lack it count as one cell each, and it
 * becomes the outermost: so members stack into an ensemble.
 */
public final class Concat extends Computed implements Expr {
  private final String dim;
  private final int axis;

  /**
   * @param dim name of the dimension; either every input has it or none
   */
  public Concat(String dim, List<Expr> inputs) {
    check(dim, inputs);
    int axis = Math.max(0, inputs.get(0).indexOf(dim));
    List<Dim> dims = new ArrayList<>(rest(dim, inputs.get(0)));
    dims.add(axis, new Dim(dim, inputs.stream().mapToLong(e -> extent(dim, e)).sum()));
    super(
        dims,
        inputs.stream().map(Expr::dtype).reduce(DType::promote).orElseThrow(),
        inputs.get(0).unit(),
        inputs,
        dim);
    this.dim = dim;
    this.axis = axis;
  }

  private static void check(String dim, List<Expr> inputs) {
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

  private static long extent(String dim, Expr input) {
    int at = input.indexOf(dim);
    return at < 0 ? 1 : input.dims().get(at).size();
  }

  /** Position of the joined dimension in the result. */
  public int axis() {
    return axis;
  }

  /** Number of cells that an input contributes. */
  public long extent(Expr input) {
    return extent(dim, input);
  }

  public String dim() {
    return dim;
  }

  public List<Expr> inputs() {
    return children();
  }
}
