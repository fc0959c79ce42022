package org.isobar.jmh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.io.netcdf.storage.Decoder;
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

/** Stored values of every type to doubles: byte order, missing cells, scale and offset. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
  private static final int VALUES = 18_432;
  private static final int PERIOD = 100;
  private static final int FILL = 99;
  private static final double SCALE = 0.5;
  private static final double OFFSET = 10;

  @Param public DType type = DType.FLOAT32;

  /** Whether one value in a hundred is missing. */
  @Param({"false", "true"})
  public boolean missing;

  /** Whether there are a scale and an offset. */
  @Param({"false", "true"})
  public boolean packed;

  private final double[] out = new double[VALUES];
  private byte[] in = {};
  private Decoder decoder = Decoder.of("", variable(DType.FLOAT32, Attributes.NONE));

  @Setup
  public void prepare() {
    ByteBuffer bytes = ByteBuffer.allocate(VALUES * type.bytes()).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < VALUES; i++) {
      int v = stored(i);
      switch (type) {
        case INT8, UINT8 -> bytes.put((byte) v);
        case INT16, UINT16 -> bytes.putShort((short) v);
        case INT32, UINT32 -> bytes.putInt(v);
        case INT64, UINT64 -> bytes.putLong(v);
        case FLOAT32 -> bytes.putFloat(v);
        case FLOAT64 -> bytes.putDouble(v);
      }
    }
    in = bytes.array();
    Attributes attributes = Attributes.NONE.with("_FillValue", type, FILL);
    if (packed) {
      attributes =
          attributes
              .with("scale_factor", DType.FLOAT64, SCALE)
              .with("add_offset", DType.FLOAT64, OFFSET);
    }
    decoder = Decoder.of("benchmark", variable(type, attributes));
  }

  private static VariableMetadata variable(DType type, Attributes attributes) {
    return VariableMetadata.of("v", List.of(), new VariableType.Numeric(type), attributes);
  }

  private int stored(int i) {
    return missing ? i % PERIOD : i % FILL;
  }

  private double expected(int i) {
    int v = stored(i);
    return v == FILL ? Double.NaN : packed ? v * SCALE + OFFSET : v;
  }

  @Benchmark
  public boolean decode() {
    return decoder.decode(in, 0, ByteOrder.BIG_ENDIAN, VALUES, out, 0);
  }

  @TearDown(Level.Iteration)
  public void check() {
    Check.values(type + " decoded", out, VALUES, this::expected, 0);
  }
}
