package org.isobar.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;

/**
 * One result cell of a reduction: keeps every value that takes part, and computes sums, means and
 * variances (in two passes) with decimals of 60 digits, rounded once.
 */
final class NaiveReduce {
  private static final MathContext DIGITS = new MathContext(60);

  private record Sample(double x, double weight) {}

  private final ReduceOp op;
  private final boolean weighted;
  private final MissingRule missing;
  private final List<Sample> valid = new ArrayList<>();
  private boolean sawMissing;

  NaiveReduce(ReduceOp op, boolean weighted, MissingRule missing) {
    this.op = op;
    this.weighted = weighted;
    this.missing = missing;
  }

  /** Takes a cell; one whose weight is missing or zero does not take part, whatever it holds. */
  void add(double x, double weight) {
    if (weighted && (Double.isNaN(weight) || weight == 0)) {
      return;
    }
    if (Double.isNaN(x)) {
      sawMissing = true;
    } else {
      valid.add(new Sample(x, weight));
    }
  }

  double result() {
    if (op instanceof Count) {
      return valid.size();
    }
    if (op instanceof CountTrue) {
      return valid.stream().filter(s -> s.x != 0).count();
    }
    if ((sawMissing && !missing.skip()) || valid.size() < missing.minCount()) {
      return Double.NaN;
    }
    return switch (op) {
      case Sum s -> sum();
      case Mean m -> mean();
      case Min m -> valid.stream().mapToDouble(Sample::x).min().orElseThrow();
      case Max m -> valid.stream().mapToDouble(Sample::x).max().orElseThrow();
      case Range r ->
          valid.stream().mapToDouble(Sample::x).max().orElseThrow()
              - valid.stream().mapToDouble(Sample::x).min().orElseThrow();
      case Variance v -> variance(v.ddof());
      case Std s -> Math.sqrt(variance(s.ddof()));
      default -> throw new IllegalArgumentException("no naive arithmetic for " + op);
    };
  }

  private boolean finite() {
    return valid.stream().allMatch(s -> Double.isFinite(s.x) && Double.isFinite(s.weight));
  }

  private double sum() {
    if (!finite()) {
      return valid.stream().mapToDouble(s -> s.x * s.weight).sum();
    }
    return exactSum().doubleValue();
  }

  private double mean() {
    if (!finite()) {
      return sum() / valid.stream().mapToDouble(Sample::weight).sum();
    }
    BigDecimal weights = exactWeights();
    return weights.signum() == 0 ? Double.NaN : exactSum().divide(weights, DIGITS).doubleValue();
  }

  private double variance(int ddof) {
    if (valid.size() <= ddof || !finite()) {
      return Double.NaN;
    }
    BigDecimal weights = exactWeights();
    BigDecimal mean = exactSum().divide(weights, DIGITS);
    BigDecimal squares = BigDecimal.ZERO;
    for (Sample s : valid) {
      BigDecimal d = new BigDecimal(s.x).subtract(mean, DIGITS);
      squares = squares.add(d.multiply(d, DIGITS).multiply(new BigDecimal(s.weight)), DIGITS);
    }
    BigDecimal lost =
        weighted
            ? exactSquaredWeights().multiply(BigDecimal.valueOf(ddof)).divide(weights, DIGITS)
            : BigDecimal.valueOf(ddof);
    return squares.divide(weights.subtract(lost), DIGITS).doubleValue();
  }

  private BigDecimal exactSum() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Sample s : valid) {
      sum = sum.add(new BigDecimal(s.x).multiply(new BigDecimal(s.weight)));
    }
    return sum;
  }

  private BigDecimal exactSquaredWeights() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Sample s : valid) {
      sum = sum.add(new BigDecimal(s.weight).pow(2));
    }
    return sum;
  }

  private BigDecimal exactWeights() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Sample s : valid) {
      sum = sum.add(new BigDecimal(s.weight));
    }
    return sum;
  }
}
