package org.isobar.engine.kernel;

import java.util.Arrays;
import org.isobar.op.MissingRule;

/**
 * {@code sum(w (x - mean)^2) / (sum(w) - ddof sum(w^2) / sum(w))} over the cells whose weight is
 * valid and not 0, and its root. While values arrive the planes are count, sum of weights, shift,
 * {@code sum(w (x - shift))} and {@code sum(w (x - shift)^2)}; sealed they are count, sum of
 * weights, mean and M2. For ddof 1 a last plane is {@code sum(w^2)}.
 */
final class WeightedVarianceKernel implements ReduceKernel {
  private static final int SQUARES = 5;
  private final int ddof;
  private final boolean root;
  private final MissingRule rule;

  WeightedVarianceKernel(int ddof, boolean root, MissingRule rule) {
    this.ddof = ddof;
    this.root = root;
    this.rule = rule;
  }

  @Override
  public int planes() {
    return ddof == 0 ? SQUARES : SQUARES + 1;
  }

  @Override
  public void init(double[] s, int cells) {
    Arrays.fill(s, 0, planes() * cells, 0);
    Arrays.fill(s, 2 * cells, 3 * cells, Double.NaN);
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    for (int r = 0; r < b.rows; r++) {
      int at = b.at + r * b.rowStride;
      int wAt = b.weightsAt + r * b.weightsRowStride;
      for (int i = 0; i < b.n; i++) {
        add(s, cells, cell + i, b.values[at + i], b.weights[wAt + i]);
      }
    }
  }

  private void add(double[] s, int cells, int c, double x, double w) {
    if (Double.isNaN(w) || w == 0 || (Double.isNaN(x) && rule.skip())) {
      return;
    }
    if (s[c] == 0) {
      s[2 * cells + c] = x;
    }
    double d = x - s[2 * cells + c];
    s[c]++;
    s[cells + c] += w;
    s[3 * cells + c] += w * d;
    s[4 * cells + c] += w * d * d;
    if (ddof > 0) {
      s[SQUARES * cells + c] += w * w;
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    double[] x = b.values;
    double[] w = b.weights;
    int n = b.n;
    for (int i = 0; i < n && s[cell] == 0; i++) {
      // The first cell that takes part gives the shift; it is then counted with all others.
      double weight = w[b.weightsAt + i];
      if (!Double.isNaN(weight) && weight != 0 && (!Double.isNaN(x[b.at + i]) || !rule.skip())) {
        s[2 * cells + cell] = x[b.at + i];
        break;
      }
    }
    double shift = s[2 * cells + cell];
    boolean poisoned = !rule.skip() && Weights.anyMissing(x, b.at, w, b.weightsAt, n);
    s[cell] += Weights.countValid(x, b.at, w, b.weightsAt, n) + (poisoned ? 1 : 0);
    s[cells + cell] += Lanes.weightValid(x, b.at, w, b.weightsAt, n);
    s[3 * cells + cell] +=
        poisoned ? Double.NaN : Lanes.weightedShifted(x, b.at, w, b.weightsAt, shift, n);
    s[4 * cells + cell] +=
        poisoned ? Double.NaN : Lanes.weightedSquares(x, b.at, w, b.weightsAt, shift, n);
    if (ddof > 0) {
      s[SQUARES * cells + cell] += Weights.squares(x, b.at, w, b.weightsAt, n);
    }
  }

  @Override
  public void seal(double[] s, int cells) {
    for (int c = 0; c < cells; c++) {
      double sumW = s[cells + c];
      if (s[c] > 0 && sumW != 0) {
        double mean = s[3 * cells + c] / sumW;
        s[2 * cells + c] += mean;
        s[3 * cells + c] = s[4 * cells + c] - s[3 * cells + c] * mean;
      } else {
        s[2 * cells + c] = 0;
        s[3 * cells + c] = s[3 * cells + c] * 0;
      }
    }
  }

  @Override
  public void merge(double[] left, double[] right, int cells) {
    for (int c = 0; c < cells; c++) {
      if (right[c] > 0) {
        double wa = left[cells + c];
        double wb = right[cells + c];
        double w = wa + wb;
        double ma = left[c] > 0 ? left[2 * cells + c] : right[2 * cells + c];
        double delta = right[2 * cells + c] - ma;
        left[c] += right[c];
        left[cells + c] = w;
        left[2 * cells + c] = w == 0 ? ma : ma + delta * (wb / w);
        left[3 * cells + c] += right[3 * cells + c] + (w == 0 ? 0 : delta * delta * (wa * wb / w));
        if (ddof > 0) {
          left[SQUARES * cells + c] += right[SQUARES * cells + c];
        }
      }
    }
  }

  @Override
  public void finish(double[] s, int cells, double[] out, int outAt) {
    for (int c = 0; c < cells; c++) {
      double sumW = s[cells + c];
      double lost = ddof == 0 ? 0 : s[SQUARES * cells + c] / sumW;
      double variance = Math.max(0, s[3 * cells + c] / (sumW - lost));
      boolean enough = s[c] >= rule.minCount() && s[c] > ddof && sumW != 0;
      out[outAt + c] = !enough ? Double.NaN : root ? Math.sqrt(variance) : variance;
    }
  }
}
