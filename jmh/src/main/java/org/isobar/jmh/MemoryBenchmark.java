package org.isobar.jmh;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.isobar.Backend;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
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

/** A mean over time of an array in memory: a plain loop, and Isobar. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MemoryBenchmark {
  @Param("500")
  public int steps = 500;

  @Param("96")
  public int rows = 96;

  @Param("192")
  public int columns = 192;

  private Sums sums = new Sums(1, 1, 1);
  private float[] values = {};
  private double[] found = {};
  private @Nullable Backend backend;

  @Setup
  public void prepare() {
    sums = new Sums(steps, rows, columns);
    values = sums.floats();
    backend = LocalBackend.create(1);
  }

  @Benchmark
  public double[] plainLoop() {
    int cells = sums.cells();
    double[] mean = new double[cells];
    for (int t = 0; t < steps; t++) {
      for (int c = 0; c < cells; c++) {
        mean[c] += values[t * cells + c];
      }
    }
    for (int c = 0; c < cells; c++) {
      mean[c] /= steps;
    }
    found = mean;
    return mean;
  }

  @Benchmark
  public double[] isobar() {
    NdArray array =
        NdArray.ofFloats(
            List.of(new Dim("time", steps), new Dim("lat", rows), new Dim("lon", columns)), values);
    Field field = Field.of("tas", array, "K", Map.of());
    found = field.mean("time").compute(Given.present(backend)).values();
    return found;
  }

  @TearDown(Level.Iteration)
  public void check() {
    Operator.TIMMEAN.check("in memory", found, sums);
  }

  @TearDown
  public void close() {
    Given.present(backend).close();
  }
}
