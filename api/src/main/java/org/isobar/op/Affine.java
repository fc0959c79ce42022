package org.isobar.op;

import java.util.List;
import org.isobar.unit.Unit;

/**
 * A unit conversion: {@code x * scale + offset}.
 *
 * @param result unit of the result
 */
public record Affine(double scale, double offset, Unit result) implements ElementOp {
  @Override
  public String label() {
    return "to " + result;
  }

  @Override
  public int arity() {
    return 1;
  }

  @Override
  public Unit unit(List<Unit> in) {
    return result;
  }
}
