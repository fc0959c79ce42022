package org.isobar.op;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.unit.Unit;

/** Input 0 where input 1, a condition, is true (valid and not zero), else missing. */
public record Where() implements ElementOp {
  @Override
  public String label() {
    return "where";
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public DType resultType(List<DType> inputs) {
    return inputs.get(0).unpacked();
  }

  @Override
  public Unit unit(List<Unit> in) {
    return in.get(0);
  }
}
