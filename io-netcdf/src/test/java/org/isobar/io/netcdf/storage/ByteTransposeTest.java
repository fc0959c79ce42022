package org.isobar.io.netcdf.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteTransposeTest {
  private static final int[] NUMBERS = {0, 1, 7, 8, 9, 127, 1023, 1024, 1025, 2047, 5003};

  private final ByteTranspose transpose = new ByteTranspose();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 12})
  void makesValuesOfPlanes(int width) {
    for (int n : NUMBERS) {
      byte[] planes = randomBytes(n * width);
      byte[] values = new byte[n * width];
      transpose.toValues(planes, n, values, width);
      assertArrayEquals(interleaved(planes, n, width), values, n + " values");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 12})
  void makesPlanesOfValues(int width) {
    for (int n : NUMBERS) {
      byte[] planes = randomBytes(n * width);
      byte[] back = new byte[n * width];
      transpose.toPlanes(interleaved(planes, n, width), n, back, width);
      assertArrayEquals(planes, back, n + " values");
    }
  }

  private static byte[] randomBytes(int n) {
    byte[] bytes = new byte[n];
    new Random(n).nextBytes(bytes);
    return bytes;
  }

  private static byte[] interleaved(byte[] planes, int n, int width) {
    byte[] out = new byte[n * width];
    for (int i = 0; i < out.length; i++) {
      out[i] = planes[i % width * n + i / width];
    }
    return out;
  }
}
