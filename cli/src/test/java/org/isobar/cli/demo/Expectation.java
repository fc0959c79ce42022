package org.isobar.cli.demo;

import java.util.stream.IntStream;

/**
 * What the demonstration has to find in {@link SmallArchive}, computed from the formula by plain
 * loops: nothing of the library takes part.
 */
final class Expectation {
  private static final int FIRST = 1984;
  private static final int LAST = 2017;

  private final Model model;
  private final double[] weights;

  /** By year, day and cell. */
  private final double[][][] values = new double[LAST - FIRST + 1][][];

  /** Mean over 1986 to 2005 by month and cell. */
  private final double[][] climatology;

  private Expectation(Model model) {
    this.model = model;
    this.weights = weights(model.grid());
    int cells = model.grid().cells();
    Climate.Cells constants = model.climate().cells(model.grid());
    for (int year = FIRST; year <= LAST; year++) {
      int length = model.calendar().daysInYear(year);
      double[][] days = new double[length][cells];
      for (int day = 1; day <= length; day++) {
        model.climate().day(constants, year, day, length, days[day - 1], 0);
        for (int cell = 0; cell < cells; cell++) {
          days[day - 1][cell] = (float) days[day - 1][cell];
        }
      }
      values[year - FIRST] = days;
    }
    this.climatology = new double[12][];
    for (int month = 1; month <= 12; month++) {
      double[] sum = new double[cells];
      for (int year = 1986; year <= 2005; year++) {
        double[] mean = monthMean(year, month);
        for (int cell = 0; cell < cells; cell++) {
          sum[cell] += mean[cell] / 20;
        }
      }
      climatology[month - 1] = sum;
    }
  }

  static Expectation of(Model model) {
    return new Expectation(model);
  }

  double baselineMean() {
    double sum = 0;
    int days = 0;
    for (int year = 1986; year <= 2005; year++) {
      for (double[] day : values[year - FIRST]) {
        sum += areaMean(day);
        days++;
      }
    }
    return sum / days;
  }

  double[] monthlyAnomaly(int year, int month) {
    double[] mean = monthMean(year, month);
    double[] anomaly = new double[mean.length];
    for (int cell = 0; cell < mean.length; cell++) {
      anomaly[cell] = mean[cell] - climatology[month - 1][cell];
    }
    return anomaly;
  }

  double warming(int firstYear, int lastYear) {
    return IntStream.rangeClosed(firstYear, lastYear)
        .mapToDouble(this::yearly)
        .average()
        .orElseThrow();
  }

  /** Slope through the yearly anomalies per decade, by the normal equations. */
  double trend(int firstYear, int lastYear) {
    int n = lastYear - firstYear + 1;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int i = 0; i < n; i++) {
      double y = yearly(firstYear + i);
      sumX += i;
      sumY += y;
      sumXx += (double) i * i;
      sumXy += i * y;
    }
    return 10 * (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
  }

  private double yearly(int year) {
    double sum = 0;
    for (int month = 1; month <= 12; month++) {
      sum += areaMean(monthlyAnomaly(year, month)) * model.calendar().daysInMonth(year, month);
    }
    return sum / model.calendar().daysInYear(year);
  }

  private double[] monthMean(int year, int month) {
    int first =
        (int) (model.calendar().dayNumber(year, month, 1) - model.calendar().dayNumber(year, 1, 1));
    int days = model.calendar().daysInMonth(year, month);
    double[] mean = new double[model.grid().cells()];
    for (int day = first; day < first + days; day++) {
      for (int cell = 0; cell < mean.length; cell++) {
        mean[cell] += values[year - FIRST][day][cell] / days;
      }
    }
    return mean;
  }

  private double areaMean(double[] cells) {
    double sum = 0;
    double of = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      double weight = weights[cell / model.grid().columns()];
      sum += weight * cells[cell];
      of += weight;
    }
    return sum / of;
  }

  private static double[] weights(Grid grid) {
    double[] bounds = grid.latitudeBounds();
    return IntStream.range(0, grid.rows())
        .mapToDouble(row -> sine(bounds[2 * row + 1]) - sine(bounds[2 * row]))
        .toArray();
  }

  private static double sine(double degrees) {
    return StrictMath.sin(StrictMath.toRadians(degrees));
  }
}
