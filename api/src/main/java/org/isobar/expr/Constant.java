package org.isobar.expr;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.error.ShapeException;
import org.isobar.unit.Unit;

/**
 * Values in memory: a number, weights, a mask, a coordinate, data that a program made.
 *
 * @param number whether this is a number that a program wrote. It is held as a double, but presents
 *     itself as the narrowest type, so that it does not widen what it is combined with: floats
 *     minus 273.15 are floats
 */
public record Constant(NdArray value, Unit unit, boolean number) implements Expr {
  public Constant {
    if (number && !value.dims().isEmpty()) {
      throw new ShapeException("a number with dimensions " + value.dims());
    }
  }

  /** Values that are presented in the type of their array. */
  public Constant(NdArray value, Unit unit) {
    this(value, unit, false);
  }

  /** A number without a unit of its own. */
  public static Constant of(double number) {
    return of(number, Unit.NONE);
  }

  /** A number in a unit. */
  public static Constant of(double number, Unit unit) {
    return new Constant(NdArray.scalar(number), unit, true);
  }

  @Override
  public List<Dim> dims() {
    return value.dims();
  }

  @Override
  public DType dtype() {
    return number ? DType.FLOAT32 : value.dtype();
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }
}
