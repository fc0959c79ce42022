package org.isobar.op;

import org.isobar.data.DType;
import org.isobar.unit.Unit;

/**
 * Number of valid cells; 0 where there is none. Presented as 32-bit integer, 64-bit if more than
 * 2^31-1 cells fold into one.
 */
public record Count() implements ReduceOp {
  @Override
  public String label() {
    return "count";
  }

  @Override
  public DType resultType(DType input, long cells) {
    return cells > Integer.MAX_VALUE ? DType.INT64 : DType.INT32;
  }

  @Override
  public Unit unit(Unit input) {
    return Unit.ONE;
  }

  @Override
  public String cellMethod() {
    return "";
  }
}
