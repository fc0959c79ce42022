package org.isobar.expr;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.unit.Unit;

/** Values in memory: a number, weights, a mask, a coordinate, data that a program made. */
public record Constant(NdArray value, Unit unit) implements Expr {
  /** A number without dimensions and without a unit of its own. */
  public static Constant of(double value) {
    return new Constant(
        NdArray.ofFloats(List.of(), (float) value).get(0) == value
            ? NdArray.ofFloats(List.of(), (float) value)
            : NdArray.scalar(value),
        Unit.NONE);
  }

  @Override
  public List<Dim> dims() {
    return value.dims();
  }

  @Override
  public DType dtype() {
    return value.dtype();
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }
}
