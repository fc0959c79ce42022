package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * Gathers along one dimension: cell {@code i} of the result is cell {@code indices(i)} of the
 * input, missing for -1. Reverses axes, rotates longitudes, picks seasons, and spreads a
 * climatology over time.
 *
 * @param dim name of the input dimension
 * @param indices index into the input, or -1
 * @param result the dimension that takes its place; its size is that of {@code indices}
 */
public record Take(Expr input, String dim, Indices indices, Dim result) implements Expr {
  public Take {
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

  @Override
  public List<Dim> dims() {
    List<Dim> out = new ArrayList<>(input.dims());
    out.set(input.indexOf(dim), result);
    return List.copyOf(out);
  }

  @Override
  public DType dtype() {
    return input.dtype();
  }

  @Override
  public Unit unit() {
    return input.unit();
  }

  @Override
  public List<Expr> children() {
    return List.of(input);
  }
}
