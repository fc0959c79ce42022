package org.isobar.op;

import org.isobar.data.DType;
import org.isobar.unit.Unit;

/**
 * Number of valid cells that are not zero; 0 where there is none. Presented as {@link Count} is.
 */
public record CountTrue() implements ReduceOp {
  @Override
  public String label() {
    return "countTrue";
  }

  @Override
  public DType resultType(DType input, long cells) {
    return new Count().resultType(input, cells);
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
