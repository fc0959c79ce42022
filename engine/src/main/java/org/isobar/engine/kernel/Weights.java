package org.isobar.engine.kernel;

/** Tests on weights: a cell takes part if its weight is valid and not 0. */
public final class Weights {
  private Weights() {}

  /** Whether every weight is a number above 0, so that no test per cell is needed. */
  public static boolean allPositive(double[] w, int at, int n) {
    for (int i = at; i < at + n; i++) {
      if (!(w[i] > 0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a cell that takes part is missing. */
  static boolean anyMissing(double[] x, int at, double[] w, int wAt, int n) {
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(x[at + i]) && !Double.isNaN(w[wAt + i]) && w[wAt + i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** The sum of the squared weights of the valid cells that take part, in eight lanes. */
  static double squares(double[] x, int at, double[] w, int wAt, int n) {
    double[] lanes = new double[8];
    for (int i = 0; i < n; i++) {
      double weight = w[wAt + i];
      boolean counts = !Double.isNaN(x[at + i]) && !Double.isNaN(weight);
      lanes[i & 7] += counts ? weight * weight : 0;
    }
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
  }

  /** Number of valid cells that take part. */
  static int countValid(double[] x, int at, double[] w, int wAt, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      double weight = w[wAt + i];
      count += !Double.isNaN(x[at + i]) && !Double.isNaN(weight) && weight != 0 ? 1 : 0;
    }
    return count;
  }
}
