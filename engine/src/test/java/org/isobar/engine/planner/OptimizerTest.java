package org.isobar.engine.planner;

import static org.isobar.engine.planner.rule.RuleAssert.groupMean;
import static org.isobar.engine.planner.rule.RuleAssert.mean;
import static org.isobar.engine.planner.rule.RuleAssert.read;
import static org.isobar.engine.planner.rule.RuleAssert.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.engine.planner.rule.Rule;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.Map;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.Elementary;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final Expr X = read("x", "time:10,lat:6");

  private static Expr optimize(Expr e) {
    return Optimizer.optimize(List.of(e)).get(0);
  }

  private static Expr minus(Expr a, Expr b) {
    return Map.of(Arithmetic.SUBTRACT, a, b);
  }

  private static Expr climatology(Expr e, int[] months) {
    return groupMean(e, "time", "month", 12, months);
  }

  private static int[] months(int n) {
    int[] months = new int[n];
    Arrays.setAll(months, t -> t % 12);
    return months;
  }

  @Test
  void selectionsReachTheReads() {
    Expr e = minus(X, mean(X, "time"));
    assertEquals(
        minus(select(X, "lat 2:3, time 4!"), mean(select(X, "lat 2:3"), "time")),
        optimize(select(e, "lat 2:3, time 4!")));
  }

  @Test
  void aReductionThatIsNeededWholeIsComputedOnce() {
    Expr mean = mean(X, "time");
    Expr part = select(mean, "lat 2:3");
    assertEquals(List.of(mean, part), Optimizer.optimize(List.of(mean, part)));
    assertEquals(mean(select(X, "lat 2:3"), "time"), optimize(part));
  }

  @Test
  void smallPartsOfAReductionAreComputedApart() {
    Expr mean = mean(X, "time");
    Expr sum = Map.of(Arithmetic.ADD, mean, Constant.of(1));
    List<Expr> parts = List.of(select(sum, "lat 1!"), select(mean, "lat 4!"));
    assertEquals(
        List.of(
            Map.of(Arithmetic.ADD, mean(select(X, "lat 1!"), "time"), Constant.of(1)),
            mean(select(X, "lat 4!"), "time")),
        Optimizer.optimize(parts));
  }

  @Test
  void aBaselineReadsItsYearsOnly() {
    int[] codes = new int[10];
    Arrays.fill(codes, -1);
    codes[4] = 0;
    codes[5] = 1;
    Expr climatology = groupMean(X, "time", "month", 2, codes);
    assertEquals(groupMean(select(X, "time 4:2"), "time", "month", 2, 0, 1), optimize(climatology));
  }

  @Test
  void joinedFilesThatAreNotTouchedVanish() {
    Expr y = read("y", "time:10,lat:6");
    Expr joined = Map.of(Elementary.ABS, new Concat("time", List.of(X, y)));
    assertEquals(
        Map.of(Elementary.ABS, select(y, "time 2:3")), optimize(select(joined, "time 12:3")));
  }

  @Test
  void equalSubexpressionsBecomeOneObject() {
    Expr a = Map.of(Elementary.ABS, read("x", "time:10,lat:6"));
    Expr b = Map.of(Elementary.ABS, read("x", "time:10,lat:6"));
    Expr e = optimize(minus(a, b));
    assertSame(e.children().get(0), e.children().get(1));
  }

  @Test
  void longSeriesAreOptimizedInReasonableTime() {
    assertAnomaliesOfAnomaliesAreOptimized(400_000, 4);
  }

  @Test
  void nestedAnomaliesAreOptimizedInReasonableTime() {
    assertAnomaliesOfAnomaliesAreOptimized(100, 60);
  }

  /** A walk along every path, not to every node, would make some 3^depth steps. */
  private static void assertAnomaliesOfAnomaliesAreOptimized(int n, int depth) {
    Expr series = read("x", "time:" + n + ",lat:6,lon:8");
    int[] months = months(n);
    Expr result =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> {
              Expr e = series;
              for (int i = 0; i < depth; i++) {
                Expr mean = climatology(e, months);
                e = minus(e, new Take(mean, "month", Indices.of(months), new Dim("time", n)));
              }
              return optimize(select(e, "lat 2:1, lon 4!"));
            });
    Expr input = result;
    while (!input.children().isEmpty()) {
      input = input.children().get(0);
    }
    assertEquals(series, input);
    assertTrue(Nodes.below(List.of(result)).size() < 4 * depth);
  }

  @Test
  void longChainsNeedNoDeepStack() {
    Expr e = X;
    for (int i = 0; i < 5_000; i++) {
      e = Map.of(Arithmetic.ADD, e, X);
    }
    Expr sum = e;
    Expr part = optimize(select(sum, "lat 1!"));
    assertEquals(select(X, "lat 1!"), part.children().get(1));
  }

  @Test
  void aRuleThatChangesTheShapeIsNamed() {
    class Breaks implements Rule {
      @Override
      public Optional<Expr> apply(Expr e) {
        return Optional.of(mean(e, "time"));
      }
    }
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> new Rewriter(List.of(new Breaks()), r -> {}).rewrite(List.of(X)))
            .getMessage();
    assertTrue(message.contains("Breaks") && message.contains("lat=6"), message);
  }

  @Test
  void rulesThatUndoEachOtherAreFound() {
    Rule loop = e -> Optional.of(e);
    assertThrows(
        IllegalStateException.class,
        () -> new Rewriter(List.of(loop), r -> {}).rewrite(List.of(X)));
  }
}
