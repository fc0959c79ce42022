package org.isobar.engine.kernel;

/**
 * Sums of a run with eight lanes: value {@code i} goes to lane {@code i % 8}, and the lanes meet in
 * one fixed order. Both kinds of sum give the same bits where nothing is missing.
 */
public final class Lanes {
  private Lanes() {}

  static double meet(
      double a, double b, double c, double d, double e, double f, double g, double h) {
    return ((a + e) + (c + g)) + ((b + f) + (d + h));
  }

  /** The sum of all values; NaN if one is. */
  static double sum(double[] x, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = at + (n & ~7);
    int i = at;
    for (; i < end; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    int rest = n & 7;
    a += rest > 0 ? x[i] : 0;
    b += rest > 1 ? x[i + 1] : 0;
    c += rest > 2 ? x[i + 2] : 0;
    d += rest > 3 ? x[i + 3] : 0;
    e += rest > 4 ? x[i + 4] : 0;
    f += rest > 5 ? x[i + 5] : 0;
    g += rest > 6 ? x[i + 6] : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of the values that are not NaN. A lane is never -0, so adding 0 changes nothing. */
  static double sumValid(double[] x, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += valid(x[at + i]);
      b += valid(x[at + i + 1]);
      c += valid(x[at + i + 2]);
      d += valid(x[at + i + 3]);
      e += valid(x[at + i + 4]);
      f += valid(x[at + i + 5]);
      g += valid(x[at + i + 6]);
      h += valid(x[at + i + 7]);
    }
    int rest = n & 7;
    a += rest > 0 ? valid(x[at + i]) : 0;
    b += rest > 1 ? valid(x[at + i + 1]) : 0;
    c += rest > 2 ? valid(x[at + i + 2]) : 0;
    d += rest > 3 ? valid(x[at + i + 3]) : 0;
    e += rest > 4 ? valid(x[at + i + 4]) : 0;
    f += rest > 5 ? valid(x[at + i + 5]) : 0;
    g += rest > 6 ? valid(x[at + i + 6]) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  private static double valid(double v) {
    return !Double.isNaN(v) ? v : 0;
  }

  /** Number of values that are not NaN. */
  static int countValid(double[] x, int at, int n) {
    int count = 0;
    for (int i = at; i < at + n; i++) {
      count += !Double.isNaN(x[i]) ? 1 : 0;
    }
    return count;
  }

  /** The sum of {@code w x} over the cells that take part: both valid and the weight not 0. */
  static double dotValid(double[] x, int at, double[] w, int wAt, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += product(x[at + i], w[wAt + i]);
      b += product(x[at + i + 1], w[wAt + i + 1]);
      c += product(x[at + i + 2], w[wAt + i + 2]);
      d += product(x[at + i + 3], w[wAt + i + 3]);
      e += product(x[at + i + 4], w[wAt + i + 4]);
      f += product(x[at + i + 5], w[wAt + i + 5]);
      g += product(x[at + i + 6], w[wAt + i + 6]);
      h += product(x[at + i + 7], w[wAt + i + 7]);
    }
    int rest = n & 7;
    a += rest > 0 ? product(x[at + i], w[wAt + i]) : 0;
    b += rest > 1 ? product(x[at + i + 1], w[wAt + i + 1]) : 0;
    c += rest > 2 ? product(x[at + i + 2], w[wAt + i + 2]) : 0;
    d += rest > 3 ? product(x[at + i + 3], w[wAt + i + 3]) : 0;
    e += rest > 4 ? product(x[at + i + 4], w[wAt + i + 4]) : 0;
    f += rest > 5 ? product(x[at + i + 5], w[wAt + i + 5]) : 0;
    g += rest > 6 ? product(x[at + i + 6], w[wAt + i + 6]) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of the weights of the cells that take part. */
  static double weightValid(double[] x, int at, double[] w, int wAt, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += weight(x[at + i], w[wAt + i]);
      b += weight(x[at + i + 1], w[wAt + i + 1]);
      c += weight(x[at + i + 2], w[wAt + i + 2]);
      d += weight(x[at + i + 3], w[wAt + i + 3]);
      e += weight(x[at + i + 4], w[wAt + i + 4]);
      f += weight(x[at + i + 5], w[wAt + i + 5]);
      g += weight(x[at + i + 6], w[wAt + i + 6]);
      h += weight(x[at + i + 7], w[wAt + i + 7]);
    }
    int rest = n & 7;
    a += rest > 0 ? weight(x[at + i], w[wAt + i]) : 0;
    b += rest > 1 ? weight(x[at + i + 1], w[wAt + i + 1]) : 0;
    c += rest > 2 ? weight(x[at + i + 2], w[wAt + i + 2]) : 0;
    d += rest > 3 ? weight(x[at + i + 3], w[wAt + i + 3]) : 0;
    e += rest > 4 ? weight(x[at + i + 4], w[wAt + i + 4]) : 0;
    f += rest > 5 ? weight(x[at + i + 5], w[wAt + i + 5]) : 0;
    g += rest > 6 ? weight(x[at + i + 6], w[wAt + i + 6]) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  private static double product(double x, double w) {
    return !Double.isNaN(x) && !Double.isNaN(w) && w != 0 ? w * x : 0;
  }

  private static double weight(double x, double w) {
    return !Double.isNaN(x) && !Double.isNaN(w) ? w : 0;
  }

  /** The sum of {@code x - shift}; NaN if a value is. */
  static double sumShifted(double[] x, int at, double shift, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += x[at + i] - shift;
      b += x[at + i + 1] - shift;
      c += x[at + i + 2] - shift;
      d += x[at + i + 3] - shift;
      e += x[at + i + 4] - shift;
      f += x[at + i + 5] - shift;
      g += x[at + i + 6] - shift;
      h += x[at + i + 7] - shift;
    }
    int rest = n & 7;
    a += rest > 0 ? x[at + i] - shift : 0;
    b += rest > 1 ? x[at + i + 1] - shift : 0;
    c += rest > 2 ? x[at + i + 2] - shift : 0;
    d += rest > 3 ? x[at + i + 3] - shift : 0;
    e += rest > 4 ? x[at + i + 4] - shift : 0;
    f += rest > 5 ? x[at + i + 5] - shift : 0;
    g += rest > 6 ? x[at + i + 6] - shift : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of {@code (x - shift)^2}; NaN if a value is. */
  static double squaresShifted(double[] x, int at, double shift, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += square(x[at + i] - shift);
      b += square(x[at + i + 1] - shift);
      c += square(x[at + i + 2] - shift);
      d += square(x[at + i + 3] - shift);
      e += square(x[at + i + 4] - shift);
      f += square(x[at + i + 5] - shift);
      g += square(x[at + i + 6] - shift);
      h += square(x[at + i + 7] - shift);
    }
    int rest = n & 7;
    a += rest > 0 ? square(x[at + i] - shift) : 0;
    b += rest > 1 ? square(x[at + i + 1] - shift) : 0;
    c += rest > 2 ? square(x[at + i + 2] - shift) : 0;
    d += rest > 3 ? square(x[at + i + 3] - shift) : 0;
    e += rest > 4 ? square(x[at + i + 4] - shift) : 0;
    f += rest > 5 ? square(x[at + i + 5] - shift) : 0;
    g += rest > 6 ? square(x[at + i + 6] - shift) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of {@code x - shift} over the values that are not NaN. */
  static double sumShiftedValid(double[] x, int at, double shift, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += valid(x[at + i] - shift);
      b += valid(x[at + i + 1] - shift);
      c += valid(x[at + i + 2] - shift);
      d += valid(x[at + i + 3] - shift);
      e += valid(x[at + i + 4] - shift);
      f += valid(x[at + i + 5] - shift);
      g += valid(x[at + i + 6] - shift);
      h += valid(x[at + i + 7] - shift);
    }
    int rest = n & 7;
    a += rest > 0 ? valid(x[at + i] - shift) : 0;
    b += rest > 1 ? valid(x[at + i + 1] - shift) : 0;
    c += rest > 2 ? valid(x[at + i + 2] - shift) : 0;
    d += rest > 3 ? valid(x[at + i + 3] - shift) : 0;
    e += rest > 4 ? valid(x[at + i + 4] - shift) : 0;
    f += rest > 5 ? valid(x[at + i + 5] - shift) : 0;
    g += rest > 6 ? valid(x[at + i + 6] - shift) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of {@code (x - shift)^2} over the values that are not NaN. */
  static double squaresShiftedValid(double[] x, int at, double shift, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += valid(square(x[at + i] - shift));
      b += valid(square(x[at + i + 1] - shift));
      c += valid(square(x[at + i + 2] - shift));
      d += valid(square(x[at + i + 3] - shift));
      e += valid(square(x[at + i + 4] - shift));
      f += valid(square(x[at + i + 5] - shift));
      g += valid(square(x[at + i + 6] - shift));
      h += valid(square(x[at + i + 7] - shift));
    }
    int rest = n & 7;
    a += rest > 0 ? valid(square(x[at + i] - shift)) : 0;
    b += rest > 1 ? valid(square(x[at + i + 1] - shift)) : 0;
    c += rest > 2 ? valid(square(x[at + i + 2] - shift)) : 0;
    d += rest > 3 ? valid(square(x[at + i + 3] - shift)) : 0;
    e += rest > 4 ? valid(square(x[at + i + 4] - shift)) : 0;
    f += rest > 5 ? valid(square(x[at + i + 5] - shift)) : 0;
    g += rest > 6 ? valid(square(x[at + i + 6] - shift)) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  private static double square(double v) {
    return v * v;
  }

  /** The first value that is not NaN, or NaN. */
  static double firstValid(double[] x, int at, int n) {
    for (int i = at; i < at + n; i++) {
      if (!Double.isNaN(x[i])) {
        return x[i];
      }
    }
    return Double.NaN;
  }

  /** The sum of the products of all values; NaN if one is. */
  static double dot(double[] x, int at, double[] w, int wAt, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += x[at + i] * w[wAt + i];
      b += x[at + i + 1] * w[wAt + i + 1];
      c += x[at + i + 2] * w[wAt + i + 2];
      d += x[at + i + 3] * w[wAt + i + 3];
      e += x[at + i + 4] * w[wAt + i + 4];
      f += x[at + i + 5] * w[wAt + i + 5];
      g += x[at + i + 6] * w[wAt + i + 6];
      h += x[at + i + 7] * w[wAt + i + 7];
    }
    int rest = n & 7;
    a += rest > 0 ? x[at + i] * w[wAt + i] : 0;
    b += rest > 1 ? x[at + i + 1] * w[wAt + i + 1] : 0;
    c += rest > 2 ? x[at + i + 2] * w[wAt + i + 2] : 0;
    d += rest > 3 ? x[at + i + 3] * w[wAt + i + 3] : 0;
    e += rest > 4 ? x[at + i + 4] * w[wAt + i + 4] : 0;
    f += rest > 5 ? x[at + i + 5] * w[wAt + i + 5] : 0;
    g += rest > 6 ? x[at + i + 6] * w[wAt + i + 6] : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of {@code w (x - shift)} over the cells that take part. */
  static double weightedShifted(double[] x, int at, double[] w, int wAt, double shift, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += product(x[at + i] - shift, w[wAt + i]);
      b += product(x[at + i + 1] - shift, w[wAt + i + 1]);
      c += product(x[at + i + 2] - shift, w[wAt + i + 2]);
      d += product(x[at + i + 3] - shift, w[wAt + i + 3]);
      e += product(x[at + i + 4] - shift, w[wAt + i + 4]);
      f += product(x[at + i + 5] - shift, w[wAt + i + 5]);
      g += product(x[at + i + 6] - shift, w[wAt + i + 6]);
      h += product(x[at + i + 7] - shift, w[wAt + i + 7]);
    }
    int rest = n & 7;
    a += rest > 0 ? product(x[at + i] - shift, w[wAt + i]) : 0;
    b += rest > 1 ? product(x[at + i + 1] - shift, w[wAt + i + 1]) : 0;
    c += rest > 2 ? product(x[at + i + 2] - shift, w[wAt + i + 2]) : 0;
    d += rest > 3 ? product(x[at + i + 3] - shift, w[wAt + i + 3]) : 0;
    e += rest > 4 ? product(x[at + i + 4] - shift, w[wAt + i + 4]) : 0;
    f += rest > 5 ? product(x[at + i + 5] - shift, w[wAt + i + 5]) : 0;
    g += rest > 6 ? product(x[at + i + 6] - shift, w[wAt + i + 6]) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** The sum of {@code w (x - shift)^2} over the cells that take part. */
  static double weightedSquares(double[] x, int at, double[] w, int wAt, double shift, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double e = 0;
    double f = 0;
    double g = 0;
    double h = 0;
    int end = n & ~7;
    int i = 0;
    for (; i < end; i += 8) {
      a += product(square(x[at + i] - shift), w[wAt + i]);
      b += product(square(x[at + i + 1] - shift), w[wAt + i + 1]);
      c += product(square(x[at + i + 2] - shift), w[wAt + i + 2]);
      d += product(square(x[at + i + 3] - shift), w[wAt + i + 3]);
      e += product(square(x[at + i + 4] - shift), w[wAt + i + 4]);
      f += product(square(x[at + i + 5] - shift), w[wAt + i + 5]);
      g += product(square(x[at + i + 6] - shift), w[wAt + i + 6]);
      h += product(square(x[at + i + 7] - shift), w[wAt + i + 7]);
    }
    int rest = n & 7;
    a += rest > 0 ? product(square(x[at + i] - shift), w[wAt + i]) : 0;
    b += rest > 1 ? product(square(x[at + i + 1] - shift), w[wAt + i + 1]) : 0;
    c += rest > 2 ? product(square(x[at + i + 2] - shift), w[wAt + i + 2]) : 0;
    d += rest > 3 ? product(square(x[at + i + 3] - shift), w[wAt + i + 3]) : 0;
    e += rest > 4 ? product(square(x[at + i + 4] - shift), w[wAt + i + 4]) : 0;
    f += rest > 5 ? product(square(x[at + i + 5] - shift), w[wAt + i + 5]) : 0;
    g += rest > 6 ? product(square(x[at + i + 6] - shift), w[wAt + i + 6]) : 0;
    return meet(a, b, c, d, e, f, g, h);
  }

  /** Whether a value is NaN; infinities may say so too. */
  public static boolean anyMissing(double[] x, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = at + (n & ~3);
    int i = at;
    for (; i < end; i += 4) {
      a += x[i] * 0;
      b += x[i + 1] * 0;
      c += x[i + 2] * 0;
      d += x[i + 3] * 0;
    }
    for (; i < at + n; i++) {
      a += x[i] * 0;
    }
    double all = (a + b) + (c + d);
    return Double.isNaN(all);
  }
}
