package org.isobar.backend.local;

import java.util.List;
import org.isobar.data.NdArray;
import org.isobar.expr.Expr;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.NaiveEvaluator;
import org.isobar.testkit.RandomExprs;
import org.junit.jupiter.api.Test;

/** Random expressions against plain loops, and against themselves under other settings. */
class LocalBackendPropertyTest {
  private static final int SAMPLES = 300;

  static NdArray compute(LocalBackend backend, Expr expr, long memory) {
    RunOptions options = RunOptions.DEFAULT.memory(memory);
    return backend.submit(new Request(List.of(new Request.ToMemory(expr)), options)).await().get(0);
  }

  @Test
  void randomExpressionsAreWorthWhatPlainLoopsSay() {
    RandomExprs exprs = new RandomExprs(20260801, 13);
    try (LocalBackend backend = LocalBackend.create(2)) {
      for (int i = 0; i < SAMPLES; i++) {
        RandomExprs.Sample sample = exprs.next();
        NdArray expected = NaiveEvaluator.evaluate(sample.expr());
        NdArray actual;
        try {
          actual = compute(backend, sample.expr(), 256L << 20);
        } catch (RuntimeException e) {
          throw new AssertionError("sample " + i + ": " + sample.expr(), e);
        }
        Agreement.assertClose(
            expected, actual, sample.scale(), "sample " + i + " " + sample.expr());
      }
    }
  }
}
