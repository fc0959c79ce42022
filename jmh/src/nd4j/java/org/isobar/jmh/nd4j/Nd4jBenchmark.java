package org.isobar.jmh.nd4j;

import java.util.concurrent.TimeUnit;
import org.isobar.jmh.Check;
import org.isobar.jmh.Sums;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

/** A mean over time of an array in memory by ND4J, which sums in float and does not skip NaN. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Nd4jBenchmark {
  /** Sums of floats. */
  private static final double TOLERANCE = 1e-5;

  @Param("500")
  public int steps = 500;

  @Param("96")
  public int rows = 96;

  @Param("192")
  public int columns = 192;

  private Sums sums = new Sums(1, 1, 1);
  private float[] values = {};
  private double[] found = {};
  private INDArray array = Nd4j.empty();

  @Setup
  public void prepare() {
    sums = new Sums(steps, rows, columns);
    values = sums.floats();
    array = copy();
  }

  private INDArray copy() {
    return Nd4j.createFromArray(values).reshape(steps, sums.cells());
  }

  /** The array is ND4J's already, and so is the result. */
  @Benchmark
  public INDArray nd4j() {
    INDArray mean = array.mean(0);
    found = mean.toDoubleVector();
    return mean;
  }

  /** From an array of Java to an array of Java. */
  @Benchmark
  public double[] nd4jWithCopies() {
    try (INDArray in = copy();
        INDArray mean = in.mean(0)) {
      found = mean.toDoubleVector();
    }
    return found;
  }

  @TearDown(Level.Iteration)
  public void check() {
    Check.values("mean by ND4J", found, sums.cells(), sums::mean, TOLERANCE);
  }
}
