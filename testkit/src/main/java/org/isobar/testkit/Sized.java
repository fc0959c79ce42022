package org.isobar.testkit;

import java.util.List;
import org.isobar.data.Dim;
import org.isobar.expr.Expr;

/**
 * An expression with what is known about its values before they are computed.
 *
 * @param expr the expression
 * @param bound no value is larger, missing ones apart
 * @param grain all values are multiples of this power of two, so that sums of them are exact; 0 if
 *     the values depend on how sums are rounded
 */
record Sized(Expr expr, double bound, double grain) {
  /** Values beyond this grain lose bits when multiplied or added. */
  private static final double EXACT = 0x1p46;

  Sized {
    if (grain > 0 && bound / grain > EXACT) {
      grain = 0;
    }
  }

  /** Whether every correct evaluation gives the same bits. */
  boolean exact() {
    return grain > 0;
  }

  List<Dim> dims() {
    return expr.dims();
  }
}
