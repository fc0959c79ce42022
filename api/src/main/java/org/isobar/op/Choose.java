package org.isobar.op;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.unit.Unit;

/**
 * Input 0 where input 1, a condition, is true, input 2 where it is false; missing where the
 * condition or the chosen input is.
 */
public record Choose() implements ElementOp {
  @Override
  public String label() {
    return "choose";
  }

  @Override
  public int arity() {
    return 3;
  }

  @Override
  public DType resultType(List<DType> inputs) {
    return DType.promote(inputs.get(0), inputs.get(2));
  }

  @Override
  public Unit unit(List<Unit> in) {
    return in.get(0);
  }
}
