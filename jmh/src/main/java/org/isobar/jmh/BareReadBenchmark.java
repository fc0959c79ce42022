package org.isobar.jmh;

import java.io.IOException;
import java.nio.file.Files;
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

/** Reading a file and nothing else, and reading, inflating and unshuffling it: the bounds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BareReadBenchmark {
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
  private @Nullable Shares shares;
  private long found;
  private long expected;

  @Setup
  public void prepare() throws IOException {
    series = new Series(kind, steps, rows, columns);
    shares = new Shares(threads);
    expected = kind == DailyFile.Kind.CLASSIC ? Files.size(series.file) : steps;
  }

  @Benchmark
  public long read() throws IOException {
    Series s = Given.present(series);
    Shares t = Given.present(shares);
    found = kind == DailyFile.Kind.CLASSIC ? s.bareRead(t) : s.bareChunks(t);
    return found;
  }

  @TearDown(Level.Iteration)
  public void check() {
    if (found != expected) {
      throw new IllegalStateException(found + " bytes or chunks read instead of " + expected);
    }
  }

  @TearDown
  public void close() {
    Given.present(shares).close();
    Given.present(series).close();
  }
}
