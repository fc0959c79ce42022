package org.isobar.engine.kernel;

import java.util.Arrays;
import org.isobar.op.MissingRule;

/**
 * {@code sum(w x)}, and {@code sum(w x) / sum(w)} for the mean, over the cells whose weight is
 * valid and not 0. Planes: sum(w x), sum(w), number of cells that take part. Under the strict rule
 * a missing value that takes part makes the sum NaN.
 */
final class WeightedSumKernel implements ReduceKernel {
  private final boolean mean;
  private final MissingRule rule;

  WeightedSumKernel(boolean mean, MissingRule rule) {
    this.mean = mean;
    this.rule = rule;
  }

  @Override
  public int planes() {
    return 3;
  }

  @Override
  public void init(double[] s, int cells) {
    Arrays.fill(s, 0, 3 * cells, 0);
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    for (int r = 0; r < b.rows; r++) {
      int at = b.at + r * b.rowStride;
      int wAt = b.weightsAt + r * b.weightsRowStride;
      if (!b.mayMiss && arePositive(b, wAt)) {
        addAll(s, cells, cell, b.values, at, b.weights, wAt, b.n);
      } else {
        addValid(s, cells, cell, b.values, at, b.weights, wAt, b.n, rule.skip());
      }
    }
  }

  private static boolean arePositive(Batch b, int at) {
    return b.positiveWeights || Weights.allPositive(b.weights, at, b.n);
  }

  private static void addAll(
      double[] s, int cells, int cell, double[] x, int at, double[] w, int wAt, int n) {
    int sumW = cells + cell;
    int count = 2 * cells + cell;
    for (int i = 0; i < n; i++) {
      s[cell + i] += w[wAt + i] * x[at + i];
    }
    for (int i = 0; i < n; i++) {
      s[sumW + i] += w[wAt + i];
    }
    for (int i = 0; i < n; i++) {
      s[count + i] += 1;
    }
  }

  private static void addValid(
      double[] s,
      int cells,
      int cell,
      double[] x,
      int at,
      double[] w,
      int wAt,
      int n,
      boolean skip) {
    for (int i = 0; i < n; i++) {
      double v = x[at + i];
      double weight = w[wAt + i];
      if (!Double.isNaN(weight) && weight != 0 && (!Double.isNaN(v) || !skip)) {
        s[cell + i] += weight * v;
        s[cells + cell + i] += weight;
        s[2 * cells + cell + i] += 1;
      }
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    double[] x = b.values;
    double[] w = b.weights;
    if (!b.mayMiss && arePositive(b, b.weightsAt)) {
      s[cell] += Lanes.dot(x, b.at, w, b.weightsAt, b.n);
      s[cells + cell] += Lanes.sum(w, b.weightsAt, b.n);
      s[2 * cells + cell] += b.n;
    } else if (!rule.skip() && Weights.anyMissing(x, b.at, w, b.weightsAt, b.n)) {
      s[cell] = Double.NaN;
      s[2 * cells + cell] += b.n;
    } else {
      s[cell] += Lanes.dotValid(x, b.at, w, b.weightsAt, b.n);
      s[cells + cell] += Lanes.weightValid(x, b.at, w, b.weightsAt, b.n);
      s[2 * cells + cell] += Weights.countValid(x, b.at, w, b.weightsAt, b.n);
    }
  }

  @Override
  public void merge(double[] left, double[] right, int cells) {
    Planes.add(left, right, 0, 3 * cells);
  }

  @Override
  public void finish(double[] s, int cells, double[] out, int outAt) {
    for (int c = 0; c < cells; c++) {
      boolean enough = s[2 * cells + c] >= rule.minCount();
      double sum = s[c];
      double sumW = s[cells + c];
      out[outAt + c] = !enough || (mean && sumW == 0) ? Double.NaN : mean ? sum / sumW : sum;
    }
  }
}
