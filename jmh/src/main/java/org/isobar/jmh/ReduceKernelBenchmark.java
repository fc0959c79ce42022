package org.isobar.jmh;

import java.util.concurrent.TimeUnit;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.kernel.ReduceKernel;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Folding 16 rows of 4,096 values: across rows, along them, and each into a group of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReduceKernelBenchmark {
  private static final int ROWS = 16;
  private static final int N = 4096;
  private static final int GROUPS = 4;
  private static final int MISSING = 13;

  /** The families of folds. */
  public enum Family {
    SUM,
    MEAN,
    VARIANCE,
    MIN,
    MAX,
    WEIGHTED_MEAN,
    WEIGHTED_VARIANCE;

    private ReduceOp op() {
      return switch (this) {
        case SUM -> new Sum();
        case MEAN, WEIGHTED_MEAN -> new Mean();
        case VARIANCE, WEIGHTED_VARIANCE -> new Variance(0);
        case MIN -> new Min();
        case MAX -> new Max();
      };
    }

    private boolean weighted() {
      return this == WEIGHTED_MEAN || this == WEIGHTED_VARIANCE;
    }
  }

  /** What is folded into one cell. */
  public enum Form {
    /** A column: as a mean over time. */
    ACROSS,
    /** A row: as a mean over longitude. */
    ALONG,
    /** Every fourth value of a column: as a mean of months. */
    GROUPED
  }

  @Param public Family family = Family.SUM;
  @Param public Form form = Form.ACROSS;

  /** Whether one value in 13 is missing. */
  @Param({"false", "true"})
  public boolean missing;

  private final double[] values = new double[ROWS * N];
  private final double[] weights = new double[ROWS * N];
  private final Batch batch = new Batch();
  private ReduceKernel kernel = Kernels.load().reduce(new Sum(), false, MissingRule.SKIP);
  private double[] state = {};
  private double[] out = {};
  private int cells;

  @Setup
  public void prepare() {
    for (int i = 0; i < values.length; i++) {
      values[i] = missing && i % MISSING == 0 ? Double.NaN : 250 + (i * 31L % 101) / 4.0;
      weights[i] = 1 + i % 7;
    }
    kernel = Kernels.load().reduce(family.op(), family.weighted(), MissingRule.SKIP);
    cells =
        switch (form) {
          case ACROSS -> N;
          case ALONG -> ROWS;
          case GROUPED -> GROUPS * N;
        };
    state = new double[kernel.planes() * cells];
    out = new double[cells];
    batch.values = values;
    batch.weights = weights;
    batch.positiveWeights = true;
    batch.rowStride = N;
    batch.weightsRowStride = N;
    batch.n = N;
    batch.mayMiss = missing;
  }

  @Benchmark
  public double[] fold() {
    kernel.init(state, cells);
    if (form == Form.ACROSS) {
      rows(0, ROWS);
      kernel.across(state, cells, 0, batch);
    } else {
      for (int r = 0; r < ROWS; r++) {
        rows(r, 1);
        if (form == Form.ALONG) {
          kernel.row(state, cells, r, batch);
        } else {
          kernel.across(state, cells, r % GROUPS * N, batch);
        }
      }
    }
    kernel.seal(state, cells);
    kernel.finish(state, cells, out, 0);
    return out;
  }

  private void rows(int first, int count) {
    batch.at = first * N;
    batch.weightsAt = first * N;
    batch.rows = count;
  }

  @TearDown(Level.Iteration)
  public void check() {
    Check.values(family + " " + form, out, cells, this::expected, 1e-12);
  }

  private double expected(int cell) {
    return switch (form) {
      case ACROSS -> naive(cell, N, ROWS);
      case ALONG -> naive(cell * N, 1, N);
      case GROUPED -> naive(cell, GROUPS * N, ROWS / GROUPS);
    };
  }

  /** Two passes over so many values. */
  private double naive(int first, int stride, int count) {
    double sum = 0;
    double total = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      double v = values[first + k * stride];
      double w = family.weighted() ? weights[first + k * stride] : 1;
      if (!Double.isNaN(v)) {
        sum += w * v;
        total += w;
        least = Math.min(least, v);
        most = Math.max(most, v);
      }
    }
    double mean = sum / total;
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double v = values[first + k * stride];
      double w = family.weighted() ? weights[first + k * stride] : 1;
      if (!Double.isNaN(v)) {
        squares += w * (v - mean) * (v - mean);
      }
    }
    return switch (family) {
      case SUM -> sum;
      case MEAN, WEIGHTED_MEAN -> mean;
      case VARIANCE, WEIGHTED_VARIANCE -> squares / total;
      case MIN -> least;
      case MAX -> most;
    };
  }
}
