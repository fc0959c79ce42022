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

/** Inflating a chunk of one day, 96 x 192 floats, with each of the decompressors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InflateBenchmark {
  /** The decompressors. */
  public enum Library {
    ZLIB,
    LIBDEFLATE,
    PORTABLE
  }

  @Param public Library library = Library.ZLIB;

  /** 16 is what model output looks like, 8 rounded data, 0 a field of a few values. */
  @Param({"16", "8", "0"})
  public int noiseBits = 16;

  @Param("18432")
  public int cells = 18_432;

  private ShuffledChunk chunk = new ShuffledChunk(1, 0);
  private Inflater inflater = new JavaInflater();
  private byte[] out = {};

  @Setup
  public void prepare() {
    chunk = new ShuffledChunk(cells, noiseBits);
    out = new byte[chunk.size + Inflater.SLACK];
    inflater =
        switch (library) {
          case ZLIB -> new ZipInflater();
          case LIBDEFLATE -> new NativeInflater();
          case PORTABLE -> new JavaInflater();
        };
  }

  @Benchmark
  public byte[] inflate() throws InflateException {
    inflater.inflate(chunk.deflated, 0, chunk.deflatedSize, out, chunk.size);
    return out;
  }

  @TearDown(Level.Iteration)
  public void check() {
    if (!Arrays.equals(out, 0, chunk.size, chunk.shuffled, 0, chunk.size)) {
      throw new IllegalStateException(library + " inflates to something else");
    }
    Arrays.fill(out, (byte) 0);
  }

  @TearDown
  public void close() {
    inflater.close();
  }
}
