package org.isobar.cli.demo;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much warmer a run becomes.
 *
 * @param years years that were whole
 * @param baselineMean global mean of the baseline, in kelvin
 * @param anomalies global mean of each year's anomaly, in kelvin
 */
record Warming(
    Run run, Baseline baseline, List<Integer> years, double baselineMean, List<Double> anomalies) {
  private static final int END = 10;
  private static final int FEWEST_FOR_TREND = 10;

  Warming {
    years = List.copyOf(years);
    anomalies = List.copyOf(anomalies);
  }

  static Warming of(RunField run, Baseline baseline, double baselineMean, double[] anomalies) {
    return new Warming(
        run.run(), baseline, run.years(), baselineMean, Arrays.stream(anomalies).boxed().toList());
  }

  /** Number of years at the end that are compared with the baseline; none if there is one only. */
  private int ending() {
    return Math.min(END, years.size() / 2);
  }

  /** The years that were whole, from the first to the last. */
  String allYears() {
    return span(years.getFirst(), years.getLast());
  }

  /** The last years, such as {@code 2046-2055}; {@code -} if there is one year only. */
  String endYears() {
    int n = years.size();
    if (ending() == 0) {
      return "-";
    }
    return span(years.get(n - ending()), years.getLast());
  }

  static String span(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }

  /** Mean anomaly of the last years, in kelvin. */
  OptionalDouble atEnd() {
    int n = years.size();
    return anomalies.subList(n - ending(), n).stream().mapToDouble(a -> a).average();
  }

  /** Slope of the straight line through the yearly anomalies by least squares, in K per decade. */
  OptionalDouble trend() {
    int n = years.size();
    if (n < FEWEST_FOR_TREND) {
      return OptionalDouble.empty();
    }
    double meanYear = years.stream().mapToInt(y -> y).average().orElseThrow();
    double mean = anomalies.stream().mapToDouble(a -> a).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      double dx = years.get(i) - meanYear;
      covariance += dx * (anomalies.get(i) - mean);
      variance += dx * dx;
    }
    return OptionalDouble.of(10 * covariance / variance);
  }
}
