package org.isobar.jmh;

/** The loops that somebody writes who reads a file day by day and has no library for the rest. */
final class PlainFold {
  private static final float FILL = 1e20f;
  private static final double FREEZING = 273.15;

  private final Operator operator;
  private final Sums shape;
  private final double[] sum;
  private final double[] squares;
  private final double[] shift;
  private final int[] count;

  PlainFold(Operator operator, Sums shape) {
    this.operator = operator;
    this.shape = shape;
    int n = operator.size(shape);
    this.sum = new double[n];
    this.count = new int[n];
    this.squares = new double[operator == Operator.TIMSTD1 ? n : 0];
    this.shift = new double[squares.length];
  }

  void day(int t, float[] v) {
    switch (operator) {
      case TIMMEAN -> add(v, 0);
      case YMONMEAN -> add(v, Sums.month(t) * shape.cells());
      case CHAIN -> addSquares(v);
      case TIMSTD1 -> addDeviations(v);
      case ZONMEAN -> addRows(t, v);
      case FLDMEAN -> addArea(t, v);
      case YMONSUB -> throw new IllegalArgumentException("not a fold");
    }
  }

  private void add(float[] v, int at) {
    for (int c = 0; c < v.length; c++) {
      if (v[c] != FILL) {
        sum[at + c] += v[c];
        count[at + c]++;
      }
    }
  }

  private void addSquares(float[] v) {
    for (int c = 0; c < v.length; c++) {
      if (v[c] != FILL) {
        double x = v[c] - FREEZING;
        sum[c] += x * x;
        count[c]++;
      }
    }
  }

  private void addDeviations(float[] v) {
    for (int c = 0; c < v.length; c++) {
      if (v[c] != FILL) {
        if (count[c] == 0) {
          shift[c] = v[c];
        }
        double x = v[c] - shift[c];
        sum[c] += x;
        squares[c] += x * x;
        count[c]++;
      }
    }
  }

  private void addRows(int t, float[] v) {
    for (int c = 0; c < v.length; c++) {
      if (v[c] != FILL) {
        int row = t * shape.rows + c / shape.columns;
        sum[row] += v[c];
        count[row]++;
      }
    }
  }

  private void addArea(int t, float[] v) {
    double weights = 0;
    double s = 0;
    for (int r = 0; r < shape.rows; r++) {
      double w = shape.weight(r);
      for (int c = r * shape.columns; c < (r + 1) * shape.columns; c++) {
        if (v[c] != FILL) {
          s += w * v[c];
          weights += w;
        }
      }
    }
    sum[t] = s / weights;
    count[t] = 1;
  }

  double[] finish() {
    double[] out = new double[sum.length];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          operator == Operator.TIMSTD1
              ? Math.sqrt((squares[i] - sum[i] * sum[i] / count[i]) / (count[i] - 1))
              : sum[i] / count[i];
    }
    return out;
  }
}
