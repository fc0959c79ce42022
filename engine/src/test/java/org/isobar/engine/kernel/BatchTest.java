package org.isobar.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which rows come: as floats, one by one, computed. They give the same bits. */
class BatchTest {
  private static final int CELLS = 80;

  record Asked(ReduceOp op, MissingRule missing) {
    @Override
    public String toString() {
      return op.label() + (missing.skip() ? "" : ", strict");
    }
  }

  static List<Asked> all() {
    List<Asked> out = new ArrayList<>();
    for (MissingRule rule : List.of(MissingRule.SKIP, MissingRule.STRICT)) {
      for (ReduceOp op :
          List.of(new Sum(), new Mean(), new Variance(0), new Std(1), new Min(), new Max())) {
        out.add(new Asked(op, rule));
      }
      out.add(new Asked(new Range(), rule));
      out.add(new Asked(new Count(), rule));
      out.add(new Asked(new CountTrue(), rule));
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("all")
  void floatsFoldAsDoubles(Asked asked) {
    ReduceKernel kernel = Kernels.builtin().reduce(asked.op, false, asked.missing);
    assertTrue(kernel.takesRows());
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Batch floats = floats(random);
      Batch doubles = widened(floats);
      int cell = random.nextInt(CELLS - floats.n + 1);
      double[] expected = new double[kernel.planes() * CELLS];
      kernel.init(expected, CELLS);
      double[] found = expected.clone();
      for (int call = 0; call < 2; call++) {
        kernel.across(expected, CELLS, cell, doubles);
        kernel.across(found, CELLS, cell, floats);
      }
      assertArrayEquals(bits(expected), bits(found), "case " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void rowsMayComeOneByOne(Asked asked) {
    ReduceKernel kernel = Kernels.builtin().reduce(asked.op, false, asked.missing);
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      Batch all = floats(random);
      double[] expected = new double[kernel.planes() * CELLS];
      kernel.init(expected, CELLS);
      double[] found = expected.clone();
      kernel.across(expected, CELLS, 3, all);
      Batch one = widened(all);
      for (int r = 0; r < all.rows; r++) {
        one.rows = 1;
        one.at = all.at + r * all.rowStride;
        kernel.across(found, CELLS, 3, one);
      }
      assertArrayEquals(bits(result(kernel, expected)), bits(result(kernel, found)), "case " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void rowsMayBeArraysOfTheirOwn(Asked asked) {
    ReduceKernel kernel = Kernels.builtin().reduce(asked.op, false, asked.missing);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Batch together = widened(floats(random));
      together.mayMiss = true;
      Batch apart = apart(together);
      apart.unlikely = random.nextBoolean();
      double[] expected = new double[kernel.planes() * CELLS];
      kernel.init(expected, CELLS);
      double[] found = expected.clone();
      for (int call = 0; call < 2; call++) {
        kernel.across(expected, CELLS, 2, together);
        kernel.across(found, CELLS, 2, apart);
      }
      assertArrayEquals(bits(result(kernel, expected)), bits(result(kernel, found)), "case " + i);
    }
  }

  /** The same rows, each an array; values that may miss. */
  private static Batch apart(Batch together) {
    Batch b = new Batch();
    b.n = together.n;
    b.rows = together.rows;
    b.mayMiss = true;
    b.apart = new double[b.rows][];
    for (int r = 0; r < b.rows; r++) {
      int from = together.at + r * together.rowStride;
      b.apart[r] = Arrays.copyOfRange(together.values, from, from + b.n);
    }
    return b;
  }

  /** Up to eleven rows, apart from each other, some with missing and odd values. */
  private static Batch floats(Random random) {
    Batch b = new Batch();
    b.n = 1 + random.nextInt(CELLS - 3);
    b.rows = 1 + random.nextInt(11);
    b.at = random.nextInt(20);
    b.rowStride = b.n + random.nextInt(5);
    b.mayMiss = random.nextBoolean();
    float[] x = new float[b.at + b.rows * b.rowStride];
    float[] odd = {
      0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -0x1p-149f, -3e38f
    };
    boolean wild = random.nextInt(3) == 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = 250 + 40 * (float) random.nextGaussian();
      x[i] = wild && random.nextInt(9) == 0 ? odd[random.nextInt(odd.length)] : x[i];
      x[i] = b.mayMiss && random.nextInt(4) == 0 ? Float.NaN : x[i];
    }
    b.floats = x;
    return b;
  }

  private static Batch widened(Batch floats) {
    Batch b = new Batch();
    b.n = floats.n;
    b.rows = floats.rows;
    b.at = floats.at;
    b.rowStride = floats.rowStride;
    b.mayMiss = floats.mayMiss;
    float[] x = floats.floats;
    b.values = new double[x.length];
    Arrays.setAll(b.values, i -> x[i]);
    return b;
  }

  private static double[] result(ReduceKernel kernel, double[] state) {
    double[] out = new double[CELLS];
    kernel.seal(state, CELLS);
    kernel.finish(state, CELLS, out, 0);
    return out;
  }

  private static long[] bits(double[] state) {
    return Arrays.stream(state).mapToLong(Double::doubleToLongBits).toArray();
  }
}
