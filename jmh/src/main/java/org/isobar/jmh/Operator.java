package org.isobar.jmh;

import org.isobar.Field;
import org.isobar.time.By;

/** What is computed of a series of days; named as CDO does where CDO has a name. */
public enum Operator {
  TIMMEAN,
  TIMSTD1,
  FLDMEAN,
  ZONMEAN,
  YMONMEAN,
  /** Mean over time of the square of the temperature in degrees Celsius. */
  CHAIN,
  /** Each day less the mean of its month of all years: as large as the input, written to a file. */
  YMONSUB;

  private static final double FREEZING = 273.15;

  /** Results are floats. */
  private static final double TOLERANCE = 2e-7;

  Field of(Field tas) {
    return switch (this) {
      case TIMMEAN -> tas.mean("time");
      case TIMSTD1 -> tas.std(1, "time");
      case FLDMEAN -> tas.areaMean();
      case ZONMEAN -> tas.mean("lon");
      case YMONMEAN -> tas.groupBy(By.MONTH_OF_YEAR).mean();
      case CHAIN -> tas.minus(FREEZING).square().mean("time");
      case YMONSUB -> tas.groupBy(By.MONTH_OF_YEAR).anomaly();
    };
  }

  /** The same for a plain loop: folds days one after another into doubles. */
  PlainFold plain(Sums shape) {
    return new PlainFold(this, shape);
  }

  /** Number of values of the result. */
  int size(Sums sums) {
    return switch (this) {
      case TIMMEAN, TIMSTD1, CHAIN -> sums.cells();
      case FLDMEAN -> sums.steps;
      case ZONMEAN -> sums.steps * sums.rows;
      case YMONMEAN -> sums.months() * sums.cells();
      case YMONSUB -> Math.multiplyExact(sums.steps, sums.cells());
    };
  }

  /** A value of the result by its row-major index. */
  double expected(Sums sums, int i) {
    int cells = sums.cells();
    return switch (this) {
      case TIMMEAN -> sums.mean(i);
      case TIMSTD1 -> sums.deviation(i);
      case FLDMEAN -> sums.areaMean(i);
      case ZONMEAN -> sums.rowMean(i / sums.rows, i % sums.rows);
      case YMONMEAN -> sums.monthMean(i / cells, i % cells);
      case CHAIN -> sums.meanSquare(i, FREEZING);
      case YMONSUB -> {
        int t = i / cells;
        yield sums.value(t, i % cells) - sums.monthMean(Sums.month(t), i % cells);
      }
    };
  }

  /** Throws if a result is wrong. */
  void check(String what, double[] found, Sums sums) {
    Check.values(this + " " + what, found, size(sums), i -> expected(sums, i), TOLERANCE);
  }

  /** Throws if a step of a result as large as the input is wrong. */
  void checkStep(String what, double[] found, Sums sums, int t) {
    int first = t * sums.cells();
    Check.values(
        this + " " + what + ", step " + t,
        found,
        sums.cells(),
        c -> expected(sums, first + c),
        TOLERANCE);
  }
}
