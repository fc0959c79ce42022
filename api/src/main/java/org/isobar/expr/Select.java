package org.isobar.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isobar.data.Dim;
import org.isobar.data.Region;
import org.isobar.error.ShapeException;

/**
 * A hyper-rectangle of the input. Dimensions keep their names; {@code dropped} ones must have one
 * index and vanish.
 */
public final class Select extends Computed implements Expr {
  private final Region region;
  private final List<Boolean> drop;

  /**
   * @param region in the input's index space, one entry per input dimension
   * @param drop per input dimension, whether it vanishes
   */
  public Select(Expr input, Region region, List<Boolean> drop) {
    check(input, region, drop);
    List<Boolean> copy = List.copyOf(drop);
    super(dims(input, region, copy), input.dtype(), input.unit(), List.of(input), region, copy);
    this.region = region;
    this.drop = copy;
  }

  private static void check(Expr input, Region region, List<Boolean> drop) {
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

  private static List<Dim> dims(Expr input, Region region, List<Boolean> drop) {
    List<Dim> out = new ArrayList<>();
    for (int d = 0; d < drop.size(); d++) {
      if (!drop.get(d)) {
        out.add(new Dim(input.dims().get(d).name(), region.count(d)));
      }
    }
    return out;
  }

  /** A selection that keeps all dimensions. */
  public static Select of(Expr input, Region region) {
    return new Select(input, region, Collections.nCopies(input.dims().size(), Boolean.FALSE));
  }

  public Expr input() {
    return children().get(0);
  }

  public Region region() {
    return region;
  }

  public List<Boolean> drop() {
    return drop;
  }
}
