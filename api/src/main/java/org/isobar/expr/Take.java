package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.error.ShapeException;

/**
 * Gathers along one dimension: cell {@code i} of the result is cell {@code indices(i)} of the
 * input, missing for -1. Reverses axes, rotates longitudes, picks seasons, and spreads a
 * climatology over time.
 */
public final class Take extends Computed implements Expr {
  private final String dim;
  private final Indices indices;
  private final Dim result;

  /**
   * @param dim name of the input dimension
   * @param indices index into the input, or -1
   * @param result the dimension that takes its place; its size is that of {@code indices}
   */
  public Take(Expr input, String dim, Indices indices, Dim result) {
    check(input, dim, indices, result);
    List<Dim> dims = new ArrayList<>(input.dims());
    dims.set(input.indexOf(dim), result);
    super(dims, input.dtype(), input.unit(), List.of(input), dim, indices, result);
    this.dim = dim;
    this.indices = indices;
    this.result = result;
  }

  private static void check(Expr input, String dim, Indices indices, Dim result) {
    int at = input.indexOf(dim);
    if (at < 0) {
      throw new ShapeException("no dimension '" + dim + "' among " + input.dims());
    }
    if (result.size() != indices.size()) {
      throw new ShapeException(indices.size() + " indices for dimension " + result);
    }
    long size = input.dims().get(at).size();
    for (int i = 0; i < indices.size(); i++) {
      if (indices.get(i) < -1 || indices.get(i) >= size) {
        throw new ShapeException(
            "index " + indices.get(i) + " leaves dimension '" + dim + "' of size " + size);
      }
    }
    if (!result.name().equals(dim) && input.indexOf(result.name()) >= 0) {
      throw new ShapeException(
          "dimension '" + result.name() + "' exists already in " + input.dims());
    }
  }

  public Expr input() {
    return children().get(0);
  }

  public String dim() {
    return dim;
  }

  public Indices indices() {
    return indices;
  }

  public Dim result() {
    return result;
  }
}
