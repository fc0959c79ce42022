package org.isobar.jmh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** The operators by plain loops over days that Netcdf-Java reads, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class NetcdfJavaBenchmark {
  @Param({"TIMMEAN", "TIMSTD1", "FLDMEAN", "ZONMEAN", "YMONMEAN", "CHAIN"})
  public Operator operator = Operator.TIMMEAN;

  @Param public DailyFile.Kind kind = DailyFile.Kind.CLASSIC;

  /** Days; two years are 54 MB. */
  @Param("730")
  public int steps = 730;

  @Param("96")
  public int rows = 96;

  @Param("192")
  public int columns = 192;

  private @Nullable Series series;
  private double[] found = {};

  @Setup
  public void prepare() {
    series = new Series(kind, steps, rows, columns);
  }

  @Benchmark
  public double[] netcdfJava() throws IOException {
    found = Given.present(series).netcdfJava(operator);
    return found;
  }

  @TearDown(Level.Iteration)
  public void check() {
    operator.check("by Netcdf-Java of " + kind, found, Given.present(series).sums);
  }

  @TearDown
  public void close() {
    Given.present(series).close();
  }
}
