package org.isobar.op;

import java.util.List;
import org.isobar.unit.Unit;

/** Input 0 where it is valid, else input 1. */
public record FillMissing() implements ElementOp {
  @Override
  public String label() {
    return "fillMissing";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Unit unit(List<Unit> in) {
    return in.get(0);
  }
}
