package org.isobar.op;

import java.util.List;
import org.isobar.unit.Unit;

/** Leaves the values and states another unit for them. */
public record Relabel(Unit result) implements ElementOp {
  @Override
  public String label() {
    return "relabel " + result;
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
