package org.isobar.op;

import java.util.List;
import org.isobar.unit.Unit;

/** 1 where the input is missing, else 0. Never missing. */
public record IsMissing() implements ElementOp {
  @Override
  public String label() {
    return "isMissing";
  }

  @Override
  public int arity() {
    return 1;
  }

  @Override
  public Unit unit(List<Unit> in) {
    return Unit.ONE;
  }
}
