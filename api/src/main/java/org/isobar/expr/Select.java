package org.isobar.expr;

import java.util.ArrayList;
import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * A hyper-rectangle of the input. Dimensions keep their names; {@code dropped} ones must have one
 * index and vanish.
 *
 * @param region in the input's index space, one entry per input dimension
 * @param drop per input dimension, whether it vanishes
 */
public record Select(Expr input, Region region, List<Boolean> drop) implements Expr {
  public Select {
    drop = List.copyOf(drop);
    if (region.rank() != input.dims().size() || drop.size() != region.rank()) {
      throw new ShapeException("selection " + region + " of " + input.dims());
    }
    for (int d = 0; d < region.rank(); d++) {
      if (region.end(d) > input.dims().get(d).size()) {
        throw new ShapeException("selection " + region + " leaves " + input.dims());
      }
      if (drop.get(d) && region.count(d) != 1) {
        throw new ShapeException(
            "dimension '"
                + input.dims().get(d).name()
                + "' with "
                + region.count(d)
                + " indices cannot be dropped");
      }
    }
  }

  /** A selection that keeps all dimensions. */
  public static Select of(Expr input, Region region) {
    return new Select(
        input, region, java.util.Collections.nCopies(input.dims().size(), Boolean.FALSE));
  }

  @Override
  public List<Dim> dims() {
    List<Dim> out = new ArrayList<>();
    for (int d = 0; d < drop.size(); d++) {
      if (!drop.get(d)) {
        out.add(new Dim(input.dims().get(d).name(), region.count(d)));
      }
    }
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
