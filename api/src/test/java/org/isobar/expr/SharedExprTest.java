package org.isobar.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

class SharedExprTest {
  private static final Expr X =
      new Constant(NdArray.ofDoubles(List.of(new Dim("t", 2), new Dim("x", 1)), 1, 2), Unit.ONE);

  private static Expr anomaly(Expr in, String dim) {
    Expr mean = new Reduce(new Mean(), in, Set.of(dim), Optional.empty(), MissingRule.SKIP);
    return Map.of(Arithmetic.SUBTRACT, in, mean);
  }

  @Test
  void sharedInputsAreAskedOnce() {
    Expr deep =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> {
              Expr e = X;
              for (int i = 0; i < 200; i++) {
                e = anomaly(e, "t");
              }
              assertEquals(e.hashCode(), anomaly(e.children().get(0), "t").hashCode());
              return e;
            });
    assertEquals(X.dims(), deep.dims());
  }

  @Test
  void equalityIsStructural() {
    assertEquals(anomaly(X, "t"), anomaly(X, "t"));
    assertEquals(anomaly(X, "t").hashCode(), anomaly(X, "t").hashCode());
    assertNotEquals(anomaly(X, "t"), anomaly(X, "x"));
    assertNotEquals(Map.of(Arithmetic.ADD, X, X), Map.of(Arithmetic.SUBTRACT, X, X));
    Region one = Region.of(new long[] {0, 0}, new long[] {1, 1});
    assertNotEquals(Select.of(X, one), new Select(X, one, List.of(true, false)));
    assertEquals(Select.of(X, one), new Select(X, one, List.of(false, false)));
    assertNotEquals(Select.of(X, one), Select.of(X, one.with(0, 1, 1)));
  }
}
