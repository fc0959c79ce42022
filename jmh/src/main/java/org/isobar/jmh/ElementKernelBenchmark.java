package org.isobar.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isobar.engine.kernel.ElementKernel;
import org.isobar.engine.kernel.Kernels;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.Comparison;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.Where;
import org.isobar.unit.Unit;
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

/** Arithmetic on a tile of 4,096 cells. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementKernelBenchmark {
  private static final int N = 4096;
  private static final int MISSING = 13;

  /** Some of each kind of operation. */
  public enum Operation {
    ADD,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    AFFINE,
    SQRT,
    EXP,
    LN,
    GREATER,
    WHERE;

    private ElementOp op() {
      return switch (this) {
        case ADD -> Arithmetic.ADD;
        case MULTIPLY -> Arithmetic.MULTIPLY;
        case DIVIDE -> Arithmetic.DIVIDE;
        case MAXIMUM -> Arithmetic.MAXIMUM;
        case AFFINE -> new Affine(2, -273.15, Unit.NONE);
        case SQRT -> Elementary.SQRT;
        case EXP -> Elementary.EXP;
        case LN -> Elementary.LN;
        case GREATER -> Comparison.GT;
        case WHERE -> new Where();
      };
    }
  }

  @Param public Operation operation = Operation.ADD;

  /** Whether one value in 13 is missing. */
  @Param({"false", "true"})
  public boolean missing;

  private final double[] a = new double[N];
  private final double[] b = new double[N];
  private final double[] out = new double[N];
  private double[][] in = {a};
  private ElementKernel kernel = Kernels.load().element(Arithmetic.ADD);

  @Setup
  public void prepare() {
    for (int i = 0; i < N; i++) {
      a[i] = missing && i % MISSING == 0 ? Double.NaN : 1 + (i * 31L % 101) / 4.0;
      b[i] = i % 11;
    }
    in = operation.op().arity() == 2 ? List.of(a, b).toArray(double[][]::new) : new double[][] {a};
    kernel = Kernels.load().element(operation.op());
  }

  @Benchmark
  public double[] apply() {
    kernel.apply(in, out, N);
    return out;
  }

  @TearDown(Level.Iteration)
  public void check() {
    Check.values(operation.toString(), out, N, i -> expected(a[i], b[i]), 0);
  }

  private double expected(double x, double y) {
    return switch (operation) {
      case ADD -> x + y;
      case MULTIPLY -> x * y;
      case DIVIDE -> y == 0 ? Double.NaN : x / y;
      case MAXIMUM -> Math.max(x, y);
      case AFFINE -> 2 * x - 273.15;
      case SQRT -> Math.sqrt(x);
      case EXP -> StrictMath.exp(x);
      case LN -> StrictMath.log(x);
      case GREATER -> Double.isNaN(x) ? x : x > y ? 1 : 0;
      case WHERE -> y == 0 ? Double.NaN : x;
    };
  }
}
