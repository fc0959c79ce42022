package org.isobar.io.netcdf.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderTest {
  private static final double NAN = Double.NaN;

  private static VariableMetadata variable(DType type, Attributes attributes) {
    return VariableMetadata.of("v", List.of(), new VariableType.Numeric(type), attributes);
  }

  private static ByteBuffer encode(DType type, Attributes attributes, double... values) {
    byte[] bytes = new byte[values.length * type.bytes()];
    Encoder.of("f.nc", variable(type, attributes))
        .encode(values, 0, values.length, bytes, 0, ByteOrder.BIG_ENDIAN);
    return ByteBuffer.wrap(bytes);
  }

  private static void refuses(String word, DType type, Attributes attributes, double value) {
    DatasetException e =
        assertThrows(DatasetException.class, () -> encode(type, attributes, value));
    assertTrue(e.getMessage().contains("'v' of f.nc"), e.getMessage());
    assertTrue(e.getMessage().contains(word), e.getMessage());
  }

  @Test
  void missingIsTheFillValueElseTheMissingValueElseTheDefault() {
    Attributes missing = Attributes.NONE.with("missing_value", DType.FLOAT64, -9);
    Attributes both = missing.with("_FillValue", DType.FLOAT32, 1e20);
    assertEquals(1e20f, encode(DType.FLOAT32, both, NAN).getFloat());
    assertEquals(-9f, encode(DType.FLOAT32, missing, NAN).getFloat());
    assertEquals(9.96921e36f, encode(DType.FLOAT32, Attributes.NONE, NAN).getFloat());
    assertEquals(-32767, encode(DType.INT16, Attributes.NONE, NAN).getShort());
    assertEquals(-9223372036854775806L, encode(DType.INT64, Attributes.NONE, NAN).getLong());
  }

  @Test
  void missingIsNaNWhereTheDefaultFillWouldReadAsAValue() {
    Attributes a = Attributes.NONE.with("valid_min", DType.FLOAT32, 0);
    assertTrue(Float.isNaN(encode(DType.FLOAT32, a, NAN).getFloat()));
  }

  @Test
  void missingIsRefusedWhereNoIntegerCanSayIt() {
    refuses("_FillValue", DType.INT8, Attributes.NONE, NAN);
    Attributes nan = Attributes.NONE.with("_FillValue", DType.FLOAT64, NAN);
    refuses("_FillValue", DType.INT16, nan, NAN);
  }

  @Test
  void roundsHalfToEven() {
    Attributes a = Attributes.NONE.with("scale_factor", DType.FLOAT64, 0.5);
    ByteBuffer out = encode(DType.INT16, a, 0.25, 0.75, 1.25, -0.25, 0.3);
    short[] stored = new short[5];
    out.asShortBuffer().get(stored);
    assertArrayEquals(new short[] {0, 2, 2, 0, 1}, stored);
  }

  @Test
  void refusesWhatTheTypeCannotHold() {
    refuses("32768.0", DType.INT16, Attributes.NONE, 32768);
    refuses("-1.0", DType.UINT32, Attributes.NONE, -1);
    refuses("256.0", DType.UINT8, Attributes.NONE, 256);
    refuses("9.223372036854776E18", DType.INT64, Attributes.NONE, 0x1p63);
    refuses("1.0E39", DType.FLOAT32, Attributes.NONE, 1e39);
    refuses("Infinity", DType.INT32, Attributes.NONE, Double.POSITIVE_INFINITY);
    refuses(
        "scale_factor 0.001",
        DType.INT16,
        Attributes.NONE.with("scale_factor", DType.FLOAT64, .001),
        33);
  }

  @Test
  void refusesIntegersThatWouldReadAsMissing() {
    refuses("-32767.0", DType.INT16, Attributes.NONE, -32767);
  }

  @Test
  void keepsLongsAndInfinities() {
    assertEquals(Long.MIN_VALUE, encode(DType.INT64, Attributes.NONE, -0x1p63).getLong());
    assertEquals(1L << 63, encode(DType.UINT64, Attributes.NONE, 0x1p63).getLong());
    assertEquals(
        Float.POSITIVE_INFINITY,
        encode(DType.FLOAT32, Attributes.NONE, Double.POSITIVE_INFINITY).getFloat());
  }

  /**
   * What is encoded decodes to the same, for every type, both byte orders, with and without scale.
   */
  @ParameterizedTest
  @EnumSource(DType.class)
  void decodesToTheSame(DType type) {
    Random random = new Random(type.name().hashCode());
    for (boolean scaled : new boolean[] {false, true}) {
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        Attributes a = Attributes.NONE.with("_FillValue", type, 99);
        if (scaled) {
          a = a.with("scale_factor", DType.FLOAT64, 0.25).with("add_offset", DType.FLOAT64, -3);
        }
        double[] values = new double[1500];
        for (int i = 0; i < values.length; i++) {
          int stored = random.nextInt(99);
          values[i] = random.nextInt(9) == 0 ? NAN : scaled ? stored * 0.25 - 3 : stored;
        }
        byte[] bytes = new byte[values.length * type.bytes()];
        VariableMetadata v = variable(type, a);
        Encoder.of("f", v).encode(values, 0, values.length, bytes, 0, order);
        double[] back = new double[values.length];
        Decoder.of("f", v).decode(bytes, 0, order, back.length, back, 0);
        assertArrayEquals(values, back);
      }
    }
  }
}
