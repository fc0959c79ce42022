package org.isobar.io.netcdf.hdf5;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

/** Undoing the shuffle filter of a chunk of 73,728 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UnshuffleBenchmark {
  private static final int BYTES = 73_728;

  @Param({"2", "4", "8"})
  public int elementBytes = 4;

  private final Unshuffle unshuffle = new Unshuffle();
  private final byte[] in = new byte[BYTES];
  private final byte[] out = new byte[BYTES];

  @Setup
  public void prepare() {
    for (int i = 0; i < BYTES; i++) {
      in[i] = (byte) (31 * i + i / 251);
    }
  }

  @Benchmark
  public byte[] unshuffle() {
    unshuffle.apply(in, BYTES, out, elementBytes);
    return out;
  }

  @TearDown(Level.Iteration)
  public void check() {
    int n = BYTES / elementBytes;
    for (int i = 0; i < BYTES; i++) {
      if (out[i] != in[i % elementBytes * n + i / elementBytes]) {
        throw new IllegalStateException("byte " + i + " is wrong");
      }
    }
    Arrays.fill(out, (byte) 0);
  }
}
