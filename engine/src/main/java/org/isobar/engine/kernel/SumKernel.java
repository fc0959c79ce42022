package org.isobar.engine.kernel;

import java.util.Arrays;
import org.isobar.op.MissingRule;

/**
 * Sum and mean without weights. Planes: sum, number of values. Under the strict rule NaN is simply
 * added and stays.
 */
final class SumKernel implements ReduceKernel {
  enum Result {
    SUM,
    MEAN
  }

  private final Result result;
  private final MissingRule rule;

  SumKernel(Result result, MissingRule rule) {
    this.result = result;
    this.rule = rule;
  }

  @Override
  public int planes() {
    return 2;
  }

  @Override
  public void init(double[] s, int cells) {
    Arrays.fill(s, 0, 2 * cells, 0);
  }

  @Override
  public boolean takesRows() {
    return true;
  }

  @Override
  public void across(double[] s, int cells, int cell, Batch b) {
    if (b.mayMiss && b.unlikely && rule.skip() && Planes.addRowsUnlessMissing(s, cell, b)) {
      Planes.addConstant(s, cells + cell, b.n, b.rows);
    } else if (rule.skip() && b.misses()) {
      for (int r = 0; r < b.rows; r++) {
        addValid(s, cell, cells + cell, b.row(r, 0), b.n);
      }
    } else {
      Planes.addRows(s, cell, b);
      Planes.addConstant(s, cells + cell, b.n, b.rows);
    }
  }

  private static void addValid(double[] s, int sum, int count, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double v = x[i];
      if (!Double.isNaN(v)) {
        s[sum + i] += v;
        s[count + i]++;
      }
    }
  }

  @Override
  public void row(double[] s, int cells, int cell, Batch b) {
    if (b.mayMiss && rule.skip()) {
      s[cell] += Lanes.sumValid(b.values, b.at, b.n);
      s[cells + cell] += Lanes.countValid(b.values, b.at, b.n);
    } else {
      s[cell] += Lanes.sum(b.values, b.at, b.n);
      s[cells + cell] += b.n;
    }
  }

  @Override
  public void merge(double[] left, double[] right, int cells) {
    Planes.add(left, right, 0, 2 * cells);
  }

  @Override
  public void finish(double[] s, int cells, double[] out, int outAt) {
    for (int c = 0; c < cells; c++) {
      double n = s[cells + c];
      double sum = s[c];
      out[outAt + c] = n < rule.minCount() ? Double.NaN : result == Result.MEAN ? sum / n : sum;
    }
  }
}
