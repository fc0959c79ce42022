package org.isobar.unit;

/**
 * A linear conversion of values from one unit into another: {@code y = x * scale + offset}.
 *
 * @param scale factor
 * @param offset summand, in the unit converted to
 */
public record Conversion(double scale, double offset) {
  /** The conversion that changes nothing. */
  public static final Conversion IDENTITY = new Conversion(1, 0);

  /** Converts one value; NaN stays NaN. */
  public double apply(double x) {
    return x * scale + offset;
  }

  /** Whether values stay as they are. */
  public boolean isIdentity() {
    return scale == 1 && offset == 0;
  }
}
