package org.isobar.io.netcdf.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {
  private static final double NAN = Double.NaN;
  private static final float FILL = 9.96921e36f;

  private static VariableMetadata variable(DType type, Attributes attributes) {
    return VariableMetadata.of("v", List.of(), new VariableType.Numeric(type), attributes);
  }

  private static double[] decode(DType type, Attributes attributes, Number... stored) {
    byte[] bytes = bytes(type, ByteOrder.BIG_ENDIAN, stored);
    double[] out = new double[stored.length];
    Decoder decoder = Decoder.of("f.nc", variable(type, attributes));
    boolean missing = decoder.decode(bytes, 0, ByteOrder.BIG_ENDIAN, stored.length, out, 0);
    boolean nan = false;
    for (double v : out) {
      nan |= Double.isNaN(v);
    }
    assertEquals(nan, missing, "whether any is missing");
    if (decoder.deliversFloats()) {
      assertFloats(out, decoder, bytes);
    }
    return out;
  }

  private static void assertFloats(double[] want, Decoder decoder, byte[] bytes) {
    float[] out = new float[want.length];
    boolean missing = decoder.decodeFloats(bytes, 0, ByteOrder.BIG_ENDIAN, out.length, out, 0);
    double[] widened = new double[out.length];
    Arrays.setAll(widened, i -> out[i]);
    assertArrayEquals(want, widened, "as floats");
    assertEquals(Arrays.stream(want).anyMatch(Double::isNaN), missing, "whether any is missing");
  }

  private static byte[] bytes(DType type, ByteOrder order, Number... stored) {
    ByteBuffer out = ByteBuffer.allocate(stored.length * type.bytes()).order(order);
    for (Number v : stored) {
      switch (type) {
        case INT8, UINT8 -> out.put(v.byteValue());
        case INT16, UINT16 -> out.putShort(v.shortValue());
        case INT32, UINT32 -> out.putInt(v.intValue());
        case INT64, UINT64 -> out.putLong(v.longValue());
        case FLOAT32 -> out.putFloat(v.floatValue());
        case FLOAT64 -> out.putDouble(v.doubleValue());
      }
    }
    return out.array();
  }

  private static double[] d(double... values) {
    return values;
  }

  @Test
  void defaultFillsAreMissingExceptForBytes() {
    assertArrayEquals(d(1, NAN), decode(DType.INT16, Attributes.NONE, 1, -32767));
    assertArrayEquals(d(1, NAN), decode(DType.UINT16, Attributes.NONE, 1, 65535));
    assertArrayEquals(d(1, NAN), decode(DType.INT32, Attributes.NONE, 1, -2147483647));
    assertArrayEquals(d(1, NAN), decode(DType.UINT32, Attributes.NONE, 1, -1));
    assertArrayEquals(d(1, NAN), decode(DType.INT64, Attributes.NONE, 1L, -9223372036854775806L));
    assertArrayEquals(d(1, NAN), decode(DType.UINT64, Attributes.NONE, 1L, -2L));
    assertArrayEquals(d(1, NAN), decode(DType.FLOAT32, Attributes.NONE, 1f, FILL));
    assertArrayEquals(d(1, NAN), decode(DType.FLOAT64, Attributes.NONE, 1.0, (double) FILL));
    assertArrayEquals(d(1, -127), decode(DType.INT8, Attributes.NONE, 1, -127));
    assertArrayEquals(d(1, 255), decode(DType.UINT8, Attributes.NONE, 1, 255));
  }

  @Test
  void defaultFillsCountOnlyWithoutFillValuesAndLimits() {
    for (String name : List.of("_FillValue", "missing_value", "valid_min")) {
      Attributes a = Attributes.NONE.with(name, DType.INT16, -32768);
      assertArrayEquals(d(-32767), decode(DType.INT16, a, -32767), name);
    }
    Attributes range = Attributes.NONE.with("valid_range", DType.FLOAT32, 0, 1e38);
    assertArrayEquals(d(FILL), decode(DType.FLOAT32, range, FILL));
  }

  @Test
  void fillValueAndEveryMissingValueAreMissing() {
    Attributes a =
        Attributes.NONE
            .with("_FillValue", DType.FLOAT32, 1e20)
            .with("missing_value", DType.FLOAT32, -999, -888);
    assertArrayEquals(
        d(NAN, NAN, NAN, -777, NAN),
        decode(DType.FLOAT32, a, 1e20f, -999f, -888f, -777f, Float.NaN));
    Attributes i =
        Attributes.NONE
            .with("_FillValue", DType.INT16, -1)
            .with("missing_value", DType.INT16, 7, 8);
    assertArrayEquals(d(NAN, NAN, NAN, 9), decode(DType.INT16, i, -1, 7, 8, 9));
  }

  @Test
  void aDoubleFillOfAFloatVariableIsComparedAsFloat() {
    Attributes a = Attributes.NONE.with("missing_value", DType.FLOAT64, 1e20);
    assertArrayEquals(d(NAN), decode(DType.FLOAT32, a, 1e20f));
    assertArrayEquals(d(NAN), decode(DType.FLOAT64, a, 1e20));
  }

  @Test
  void aFillThatTheTypeCannotHoldMarksNothing() {
    Attributes a = Attributes.NONE.with("_FillValue", DType.FLOAT64, NAN);
    assertArrayEquals(d(0, -32767), decode(DType.INT16, a, 0, -32767));
    Attributes b = Attributes.NONE.with("missing_value", DType.INT32, 65536 + 5);
    assertArrayEquals(d(5), decode(DType.INT16, b, 5));
    Attributes c = Attributes.NONE.with("missing_value", DType.FLOAT32, 0.5);
    assertArrayEquals(d(0, 1), decode(DType.INT32, c, 0, 1));
  }

  @Test
  void textIsNoFillValue() {
    Attributes a = Attributes.NONE.with("missing_value", "-999");
    assertArrayEquals(d(-999, NAN), decode(DType.INT16, a, -999, -32767));
  }

  @Test
  void zeroAsFillMeansBothZeros() {
    Attributes a = Attributes.NONE.with("_FillValue", DType.FLOAT32, 0);
    assertArrayEquals(d(NAN, NAN, 1), decode(DType.FLOAT32, a, 0f, -0f, 1f));
    Attributes b = Attributes.NONE.with("_FillValue", DType.FLOAT64, -0.0);
    assertArrayEquals(d(NAN, NAN, 1), decode(DType.FLOAT64, b, 0.0, -0.0, 1.0));
  }

  @Test
  void infinitiesAndMinusZeroPass() {
    assertArrayEquals(
        d(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Float.MIN_VALUE),
        decode(
            DType.FLOAT32,
            Attributes.NONE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            -0f,
            Float.MIN_VALUE));
  }

  @Test
  void limitsAreInStoredUnits() {
    Attributes a =
        Attributes.NONE
            .with("scale_factor", DType.FLOAT64, 0.5)
            .with("add_offset", DType.FLOAT64, 100)
            .with("valid_min", DType.INT16, -2)
            .with("valid_max", DType.INT16, 2);
    assertArrayEquals(d(NAN, 99, 100, 101, NAN), decode(DType.INT16, a, -3, -2, 0, 2, 3));
    Attributes b = Attributes.NONE.with("valid_range", DType.FLOAT64, 0.1, 0.3);
    assertArrayEquals(d(0.1f, 0.3f, NAN, NAN), decode(DType.FLOAT32, b, 0.1f, 0.3f, 0f, 0.4f));
    Attributes c = Attributes.NONE.with("valid_min", DType.FLOAT32, 0.5);
    assertArrayEquals(d(NAN, 1), decode(DType.INT32, c, 0, 1));
    Attributes e = Attributes.NONE.with("valid_max", DType.INT32, 40000);
    assertArrayEquals(d(32767), decode(DType.INT16, e, 32767));
  }

  @Test
  void realLimitsOnPackedIntegersAreInUnpackedUnits() {
    Attributes a =
        Attributes.NONE
            .with("scale_factor", DType.FLOAT32, 0.5)
            .with("add_offset", DType.FLOAT32, 100)
            .with("valid_range", DType.FLOAT32, 99, 101);
    assertArrayEquals(d(NAN, 99, 101, NAN), decode(DType.INT16, a, -3, -2, 2, 3));
  }

  @Test
  void unsignedIsHonoured() {
    Attributes a =
        Attributes.NONE
            .with("_Unsigned", "true")
            .with("_FillValue", DType.INT8, -1)
            .with("valid_range", DType.INT8, 0, -2);
    assertArrayEquals(d(200, NAN, 254, 0), decode(DType.INT8, a, 200, 255, 254, 0));
    Attributes s = Attributes.NONE.with("_Unsigned", "true");
    assertArrayEquals(d(65535, NAN), decode(DType.INT16, s, -1, -32767));
    assertArrayEquals(d(4294967295.0), decode(DType.INT32, s, -1));
    assertArrayEquals(d(0x1p64), decode(DType.INT64, s, -1L));
    Attributes f = Attributes.NONE.with("_Unsigned", "false");
    assertArrayEquals(d(-1), decode(DType.UINT8, f, 255));
  }

  @Test
  void longsAreComparedExactly() {
    long big = (1L << 60) + 1;
    Attributes a =
        Attributes.NONE.with("_FillValue", new AttributeValue.Longs(DType.INT64, List.of(big)));
    assertArrayEquals(d(NAN, 0x1p60), decode(DType.INT64, a, big, big - 1));
    assertArrayEquals(d(0x1p64 - 2048), decode(DType.UINT64, Attributes.NONE, -2048L));
  }

  @Test
  void scaleMayBeTextButMustBeANumber() {
    Attributes a = Attributes.NONE.with("scale_factor", "0.5 ");
    assertArrayEquals(d(1), decode(DType.INT16, a, 2));
    for (Attributes wrong :
        List.of(
            Attributes.NONE.with("scale_factor", "half"),
            Attributes.NONE.with("scale_factor", DType.FLOAT32, 0),
            Attributes.NONE.with("add_offset", DType.FLOAT32, NAN))) {
      DatasetException e =
          assertThrows(DatasetException.class, () -> decode(DType.INT16, wrong, 2));
      assertTrue(e.getMessage().contains("'v' of f.nc"), e.getMessage());
    }
  }

  @Test
  void negativeScaleWorks() {
    Attributes a =
        Attributes.NONE
            .with("scale_factor", DType.FLOAT64, -0.25)
            .with("add_offset", DType.FLOAT64, 1);
    assertArrayEquals(d(0, 2), decode(DType.INT32, a, 4, -4));
    assertArrayEquals(d(0, 2), decode(DType.FLOAT32, a, 4f, -4f));
  }

  /** A slow reading of the same rules, over lengths around the tile and both byte orders. */
  @ParameterizedTest
  @EnumSource(DType.class)
  void agreesWithAnElementwiseDecoder(DType type) {
    Random random = new Random(type.name().hashCode());
    for (int n : new int[] {0, 1, 13, 207, 1023, 1024, 1025, 4098}) {
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        agrees(type, n, order, random);
      }
    }
  }

  private static void agrees(DType type, int n, ByteOrder order, Random random) {
    double fill = random.nextInt(5);
    boolean limits = random.nextBoolean();
    Attributes a =
        Attributes.NONE.with("_FillValue", type, fill).with("scale_factor", DType.FLOAT64, 0.1);
    if (limits) {
      a = a.with("valid_max", type, 90);
    }
    Number[] stored = new Number[n];
    double[] expected = new double[n + 2];
    boolean missing = false;
    for (int i = 0; i < n; i++) {
      int v = random.nextInt(random.nextInt(4) == 0 ? 5 : 100);
      stored[i] = v;
      expected[i + 1] = v == fill || (limits && v > 90) ? NAN : v * 0.1 + 0;
      missing |= Double.isNaN(expected[i + 1]);
    }
    byte[] bytes = new byte[n * type.bytes() + 3];
    System.arraycopy(bytes(type, order, stored), 0, bytes, 3, n * type.bytes());
    double[] out = new double[n + 2];
    boolean found = Decoder.of("f", variable(type, a)).decode(bytes, 3, order, n, out, 1);
    assertArrayEquals(expected, out);
    assertEquals(missing, found);
  }

  @Test
  void everyMissingCellHasTheSameBits() {
    Attributes a =
        Attributes.NONE.with("_FillValue", DType.FLOAT32, 5).with("valid_max", DType.FLOAT32, 10);
    float odd = Float.intBitsToFloat(0xffc12345);
    for (double v : decode(DType.FLOAT32, a, 5f, odd, 11f)) {
      assertEquals(Double.doubleToRawLongBits(NAN), Double.doubleToRawLongBits(v));
    }
    Attributes i =
        Attributes.NONE.with("_FillValue", DType.INT16, 5).with("scale_factor", DType.FLOAT64, -1);
    assertEquals(
        Double.doubleToRawLongBits(NAN), Double.doubleToRawLongBits(decode(DType.INT16, i, 5)[0]));
  }

  @Test
  void noMissingIsReported() {
    double[] out = new double[1];
    byte[] one = bytes(DType.FLOAT32, ByteOrder.BIG_ENDIAN, 1f);
    Decoder decoder = Decoder.of("f", variable(DType.FLOAT32, Attributes.NONE));
    assertFalse(decoder.decode(one, 0, ByteOrder.BIG_ENDIAN, 1, out, 0));
  }
}
