package org.isobar.jmh;

import java.util.concurrent.TimeUnit;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
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

/** Operators on files through threads of this JVM, from opening the file to the result. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OperatorBenchmark {
  @Param public Operator operator = Operator.TIMMEAN;

  @Param public DailyFile.Kind kind = DailyFile.Kind.CLASSIC;

  /** Days; two years are 54 MB. */
  @Param("730")
  public int steps = 730;

  @Param("96")
  public int rows = 96;

  @Param("192")
  public int columns = 192;

  @Param("2")
  public int threads = 2;

  private @Nullable Series series;
  private @Nullable Backend backend;
  private double[] found = {};

  @Setup
  public void prepare() {
    series = new Series(kind, steps, rows, columns);
    backend = LocalBackend.create(threads);
  }

  @Benchmark
  public double[] isobar() {
    found = Given.present(series).isobar(operator, Given.present(backend));
    return found;
  }

  @TearDown(Level.Iteration)
  public void check() {
    Given.present(series).check(operator, found, Given.present(backend));
  }

  @TearDown
  public void close() {
    Given.present(backend).close();
    Given.present(series).close();
  }
}
