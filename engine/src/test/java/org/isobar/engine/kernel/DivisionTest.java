package org.isobar.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.isobar.op.Arithmetic;
import org.junit.jupiter.api.Test;

class DivisionTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static double[] quotients(double[] a, double[] b) {
    double[] out = new double[a.length];
    Kernels.builtin().element(Arithmetic.DIVIDE).apply(new double[][] {a, b}, out, out.length);
    return out;
  }

  @Test
  void byZeroIsMissing() {
    double[] zeros = {0, -0.0, 0, 0, 0};
    assertArrayEquals(
        new double[] {NAN, NAN, NAN, NAN, NAN}, quotients(new double[] {1, 1, -1, 0, INF}, zeros));
  }

  @Test
  void keepsInfinityAndTheSignOfZero() {
    assertArrayEquals(
        new double[] {INF, -INF, INF, 0, -0.0, -0.0, NAN},
        quotients(
            new double[] {INF, INF, 1e308, 1, -0.0, 0, INF},
            new double[] {1e6, -1e6, 1e-10, INF, 2, -2, INF}));
  }

  @Test
  void missingStaysMissing() {
    assertArrayEquals(
        new double[] {NAN, NAN}, quotients(new double[] {NAN, 1}, new double[] {1, NAN}));
  }
}
