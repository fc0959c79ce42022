package org.isobar.testkit;

/**
 * Marks cells as missing where a sum of indices is a multiple of a number.
 *
 * @param every the number; 0 for no missing cells
 * @param from first dimension whose index counts
 */
record MissingPattern(int every, int from) {

  /** Overwrites cells of a run along the innermost dimension with NaN; whether there was any. */
  boolean apply(long[] index, long stride, int n, double[] out, int offset) {
    if (every == 0) {
      return false;
    }
    long sum = 0;
    for (int d = from; d < index.length; d++) {
      sum += index[d] % every;
    }
    int at = (int) (sum % every);
    int step = index.length - 1 < from ? 0 : (int) (stride % every);
    boolean any = false;
    for (int i = offset; i < offset + n; i++) {
      if (at == 0) {
        out[i] = Double.NaN;
        any = true;
      }
      at += step;
      if (at >= every) {
        at -= every;
      }
    }
    return any;
  }
}
