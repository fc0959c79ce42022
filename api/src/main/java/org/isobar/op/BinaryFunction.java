package org.isobar.op;

import java.util.List;
import java.util.Locale;
import org.isobar.unit.Unit;

/**
 * Further functions of two inputs, as {@link StrictMath} computes them. Missing if either input is
 * missing (but see {@link #ZERO_ABSORBING_PRODUCT}), and where there is no real value.
 */
public enum BinaryFunction implements ElementOp {
  /**
   * The product, which is 0 where either input is 0 and the other missing: a mask of zeros and ones
   * clears what it covers, whatever is there. CDO multiplies so.
   */
  ZERO_ABSORBING_PRODUCT,
  /** What is left of the first after division by the second, with the sign of the first. */
  REMAINDER,
  /** {@code sqrt(x^2 + y^2)} without overflow. */
  HYPOT,
  /** The angle of the point (second, first) in radians, from -pi to pi. */
  ATAN2;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Unit unit(List<Unit> in) {
    return switch (this) {
      case ZERO_ABSORBING_PRODUCT -> in.get(0).times(in.get(1));
      case REMAINDER, HYPOT -> in.get(0);
      case ATAN2 -> Unit.ONE;
    };
  }
}
