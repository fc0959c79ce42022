package org.isobar.jmh;

/**
 * What a generated series of daily temperatures holds. A value is a whole number of {@link #UNIT},
 * so that all sums over it are exact: a zonal gradient, a step each month, and noise in the last 16
 * bits of a float's mantissa, which makes the values deflate about as badly as a model's do.
 */
public final class Sums {
  /** In kelvin. */
  static final double UNIT = 1.0 / 32768;

  /** In kelvin. */
  static final double BASE = 250;

  private static final int[] MONTH_ENDS = {31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  private static final int MONTH_STEP = 2000;
  private static final int LARGEST_GRADIENT = 900_000;

  final int steps;
  final int rows;
  final int columns;

  /** By cell: sums of whole values, and of their squares. */
  private final long[] ofCell;

  private final long[] squares;

  /** By month and cell. */
  private final long[] ofMonth;

  private final int[] monthSteps = new int[12];

  /** By step and row. */
  private final long[] ofRow;

  /** The first steps of a series, with its sums. */
  public Sums(int steps, int rows, int columns) {
    this.steps = steps;
    this.rows = rows;
    this.columns = columns;
    this.ofCell = new long[cells()];
    this.squares = new long[cells()];
    this.ofMonth = new long[12 * cells()];
    this.ofRow = new long[steps * rows];
    for (int t = 0; t < steps; t++) {
      add(t);
    }
  }

  private void add(int t) {
    int month = month(t);
    monthSteps[month]++;
    for (int c = 0; c < cells(); c++) {
      long whole = whole(t, c);
      ofCell[c] += whole;
      squares[c] += whole * whole;
      ofMonth[month * cells() + c] += whole;
      ofRow[t * rows + c / columns] += whole;
    }
  }

  /** Cells of a step. */
  public int cells() {
    return rows * columns;
  }

  long bytes() {
    return (long) Float.BYTES * steps * cells();
  }

  /** Month of a step, from 0, in a calendar without leap years. */
  static int month(int t) {
    int day = t % 365;
    int month = 0;
    while (day >= MONTH_ENDS[month]) {
      month++;
    }
    return month;
  }

  /** Months that occur. */
  int months() {
    int n = 0;
    for (int s : monthSteps) {
      n += s > 0 ? 1 : 0;
    }
    return n;
  }

  private long whole(int t, int c) {
    long h = ((long) t * cells() + c + 1) * 0x9E3779B97F4A7C15L;
    h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
    int gradient = (c / columns) * (LARGEST_GRADIENT / rows);
    return gradient + month(t) * MONTH_STEP + (h >>> 48);
  }

  /** In kelvin; a float holds it exactly. */
  double value(int t, int c) {
    return BASE + UNIT * whole(t, c);
  }

  /** All values, row-major. */
  public float[] floats() {
    float[] all = new float[Math.multiplyExact(steps, cells())];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) value(i / cells(), i % cells());
    }
    return all;
  }

  /** Mean of a cell over time, in kelvin. */
  public double mean(int c) {
    return BASE + UNIT * ofCell[c] / steps;
  }

  /** Over time, of the values less an offset in kelvin, squared. */
  double meanSquare(int c, double offset) {
    double b = BASE - offset;
    double linear = 2 * b * UNIT * ofCell[c] / steps;
    return b * b + linear + UNIT * UNIT * squares[c] / steps;
  }

  /** Standard deviation over time of a sample. */
  double deviation(int c) {
    double mean = (double) ofCell[c] / steps;
    return UNIT * Math.sqrt((squares[c] - mean * ofCell[c]) / (steps - 1));
  }

  double monthMean(int month, int c) {
    return BASE + UNIT * ofMonth[month * cells() + c] / monthSteps[month];
  }

  double rowMean(int t, int row) {
    return BASE + UNIT * ofRow[t * rows + row] / columns;
  }

  /** Area mean over rows of equal height in degrees from pole to pole. */
  double areaMean(int t) {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += weight(r) * rowMean(t, r);
    }
    return sum / 2;
  }

  /** Area of a row; all rows together have 2. */
  double weight(int row) {
    return sine(row + 1) - sine(row);
  }

  private double sine(int edge) {
    return Math.sin(Math.PI * ((double) edge / rows - 0.5));
  }
}
