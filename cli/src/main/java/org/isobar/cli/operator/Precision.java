package org.isobar.cli.operator;

import org.isobar.Field;
import org.isobar.data.DType;
import org.isobar.op.Elementary;

/**
 * Comparisons as CDO makes them: what is compared with floats is rounded to a float first, so that
 * the float 0.1 equals the number 0.1.
 */
final class Precision {
  private Precision() {}

  /** A number as precise as the values of a variable. */
  static double of(Field f, double number) {
    return f.dtype() == DType.FLOAT32 ? (float) number : number;
  }

  /** A variable whose values are at most as precise as those of another. */
  static Field of(Field f, Field other) {
    return f.dtype() == DType.FLOAT32 && other.dtype() == DType.FLOAT64
        ? other.apply(Elementary.TO_FLOAT)
        : other;
  }
}
