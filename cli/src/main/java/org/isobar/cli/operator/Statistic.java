package org.isobar.cli.operator;

import java.util.Locale;
import java.util.Set;
import org.isobar.Field;
import org.isobar.Reducing;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;

/**
 * The statistics that operators end in: {@code timmean}, {@code fldstd1}. Missing cells are left
 * out, but for averages.
 */
enum Statistic {
  MEAN("mean"),
  /** As the mean, but missing if any cell is. */
  AVG("mean, missing where a cell is missing,"),
  SUM("sum"),
  MIN("minimum"),
  MAX("maximum"),
  RANGE("range (maximum minus minimum)"),
  STD("standard deviation, divided by n"),
  STD1("standard deviation, divided by n-1"),
  VAR("variance, divided by n"),
  VAR1("variance, divided by n-1");

  private final String words;

  Statistic(String words) {
    this.words = words;
  }

  /** The end of the operators' names. */
  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  String words() {
    return words;
  }

  /** Whether cells count by their areas, layers by their thickness. */
  boolean isWeighted() {
    return switch (this) {
      case MEAN, AVG, STD, STD1, VAR, VAR1 -> true;
      case SUM, MIN, MAX, RANGE -> false;
    };
  }

  Field fold(Reducing reducing, Set<String> dims) {
    return reducing.skipMissing(skipsMissing()).fold(op(), dims);
  }

  boolean skipsMissing() {
    return this != AVG;
  }

  ReduceOp op() {
    return switch (this) {
      case MEAN, AVG -> new Mean();
      case SUM -> new Sum();
      case MIN -> new Min();
      case MAX -> new Max();
      case RANGE -> new Range();
      case STD -> new Std(0);
      case STD1 -> new Std(1);
      case VAR -> new Variance(0);
      case VAR1 -> new Variance(1);
    };
  }
}
