package org.isobar.kernels.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isobar.engine.kernel.Batch;
import org.isobar.engine.kernel.Kernels;
import org.isobar.engine.kernel.ReduceKernel;
import org.isobar.op.Count;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bit of the engine's kernels, on batches of all lengths, with and without missing cells. */
class VectorKernelsTest {
  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 15, 16, 64, 101, 4096};

  /** One kernel: what is asked for. */
  record Asked(ReduceOp op, boolean weighted, MissingRule missing) {
    @Override
    public String toString() {
      return op.label() + (weighted ? ", weighted" : "") + (missing.skip() ? "" : ", strict");
    }
  }

  static List<Asked> all() {
    List<Asked> out = new ArrayList<>();
    for (MissingRule rule : List.of(MissingRule.SKIP, MissingRule.STRICT)) {
      for (ReduceOp op : List.of(new Sum(), new Mean())) {
        out.add(new Asked(op, false, rule));
        out.add(new Asked(op, true, rule));
      }
      for (ReduceOp op : List.of(new Variance(0), new Std(1), new Min(), new Max(), new Range())) {
        out.add(new Asked(op, false, rule));
      }
    }
    return out;
  }

  private static ReduceKernel fast(Asked asked) {
    assumeTrue(VectorSupport.isUseful(), "this processor has no vectors of four doubles");
    ReduceKernel kernel = Kernels.load().reduce(asked.op, asked.weighted, asked.missing);
    assertInstanceOf(StandIn.class, kernel, "the JVM has no Vector API, or it was not asked");
    return kernel;
  }

  private static ReduceKernel plain(Asked asked) {
    return Kernels.builtin().reduce(asked.op, asked.weighted, asked.missing);
  }

  private static double[] values(Random random, int n, boolean missing, boolean wild) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 250 + 40 * random.nextGaussian();
      if (wild && random.nextInt(9) == 0) {
        double[] odd = {0.0, -0.0, 1e300, -1e-320, Double.POSITIVE_INFINITY, -1e300};
        x[i] = odd[random.nextInt(odd.length)];
      }
      if (missing && random.nextInt(4) == 0) {
        x[i] = Double.NaN;
      }
    }
    return x;
  }

  private static double[] weights(Random random, int n, boolean positive) {
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      w[i] = random.nextDouble(0.1, 2);
      if (!positive && random.nextInt(5) == 0) {
        w[i] = random.nextBoolean() ? 0 : Double.NaN;
      }
    }
    return w;
  }

  /** A batch of five rows, with gaps between them and before the first. */
  private static Batch batch(long seed, int n, int rows) {
    Random random = new Random(seed);
    boolean missing = random.nextBoolean();
    Batch b = new Batch();
    b.n = n;
    b.rows = rows;
    b.at = random.nextInt(20);
    b.rowStride = n + random.nextInt(5);
    b.values = values(random, b.at + rows * b.rowStride + n, missing, random.nextInt(3) == 0);
    b.mayMiss = missing || random.nextBoolean();
    b.positiveWeights = random.nextBoolean();
    b.weightsAt = random.nextInt(9);
    b.weightsRowStride = n + random.nextInt(5);
    b.weights = weights(random, b.weightsAt + rows * b.weightsRowStride + n, b.positiveWeights);
    return b;
  }

  private static double[] canonical(double[] state) {
    // What is missing is one value, whichever NaN the processor made of it.
    return Arrays.stream(state).map(v -> Double.isNaN(v) ? Double.NaN : v).toArray();
  }

  private static void assertSameBits(double[] expected, double[] found, String what) {
    long[] a = Arrays.stream(canonical(expected)).mapToLong(Double::doubleToRawLongBits).toArray();
    long[] b = Arrays.stream(canonical(found)).mapToLong(Double::doubleToRawLongBits).toArray();
    assertArrayEquals(a, b, what);
  }

  @ParameterizedTest
  @MethodSource("all")
  void acrossGivesTheBitsOfTheEngine(Asked asked) {
    for (int n : LENGTHS) {
      for (int seed = 0; seed < 12; seed++) {
        int cells = n + 11;
        double[] expected = start(plain(asked), cells);
        double[] found = start(fast(asked), cells);
        for (int call = 0; call < 3; call++) {
          Batch b = batch(100L * seed + call, n, 1 + seed % 5);
          plain(asked).across(expected, cells, 7, b);
          fast(asked).across(found, cells, 7, b);
        }
        assertSameBits(expected, found, asked + " of " + n + " cells, seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void rowsGiveTheBitsOfTheEngine(Asked asked) {
    for (int n : LENGTHS) {
      for (int seed = 0; seed < 12; seed++) {
        double[] expected = start(plain(asked), 3);
        double[] found = start(fast(asked), 3);
        for (int call = 0; call < 3; call++) {
          Batch b = batch(77L * seed + call, n, 1);
          plain(asked).row(expected, 3, 1, b);
          fast(asked).row(found, 3, 1, b);
        }
        assertSameBits(expected, found, asked + " of " + n + " values, seed " + seed);
        assertSameBits(end(plain(asked), expected), end(fast(asked), found), asked + ", the end");
      }
    }
  }

  private static double[] start(ReduceKernel kernel, int cells) {
    double[] state = new double[kernel.planes() * cells];
    kernel.init(state, cells);
    return state;
  }

  private static double[] end(ReduceKernel kernel, double[] state) {
    double[] sealed = state.clone();
    kernel.seal(sealed, 3);
    double[] out = new double[3];
    kernel.finish(sealed, 3, out, 0);
    return out;
  }

  @Test
  void whatItDoesNotKnowIsLeftToTheEngine() {
    assertEquals(
        Kernels.builtin().reduce(new Count(), false, MissingRule.SKIP).getClass(),
        Kernels.load().reduce(new Count(), false, MissingRule.SKIP).getClass());
  }
}
