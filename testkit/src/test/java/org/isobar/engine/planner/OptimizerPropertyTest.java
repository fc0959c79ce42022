package org.isobar.engine.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.engine.planner.rule.Rule;
import org.isobar.engine.planner.rule.Rules;
import org.isobar.expr.Expr;
import org.isobar.expr.Select;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.NaiveEvaluator;
import org.isobar.testkit.RandomExprs;
import org.junit.jupiter.api.Test;

/** Optimised expressions have the same values as the ones they come from, to the bit. */
class OptimizerPropertyTest {

  @Test
  void randomExpressionsKeepTheirBits() {
    RandomExprs exprs = new RandomExprs(11, 5);
    Random random = new Random(12);
    TreeMap<String, Integer> fired = new TreeMap<>();
    for (int i = 0; i < 900; i++) {
      Expr whole = exprs.next().expr();
      List<Expr> before = new ArrayList<>(List.of(select(whole, random)));
      if (random.nextInt(3) == 0) {
        before.add(random.nextBoolean() ? whole : select(whole, random));
      }
      List<Expr> after =
          Optimizer.optimize(before, rule -> fired.merge(rule.name(), 1, Integer::sum));
      assertEquals(before.size(), after.size());
      for (int k = 0; k < before.size(); k++) {
        Agreement.assertSameBits(
            evaluate(before.get(k)),
            evaluate(after.get(k)),
            "expression " + i + ": " + before.get(k) + " became " + after.get(k));
      }
    }
    for (Rule rule : Rules.alsoThroughReductions(e -> false)) {
      int times = fired.getOrDefault(rule.name(), 0);
      assertTrue(times >= 5, rule.name() + " fired " + times + " times; all: " + fired);
    }
  }

  @Test
  void optimisedExpressionsAreLeftAlone() {
    RandomExprs exprs = new RandomExprs(21, 5);
    Random random = new Random(22);
    for (int i = 0; i < 500; i++) {
      List<Expr> once = Optimizer.optimize(List.of(select(exprs.next().expr(), random)));
      assertEquals(once, Optimizer.optimize(once));
    }
  }

  /** Zeros lose their minus sign: {@code x * 1 + 0} takes it away, x alone has it. */
  private static NdArray evaluate(Expr e) {
    NdArray value = NaiveEvaluator.evaluate(e);
    for (long i = 0; i < value.size(); i++) {
      value.set(i, value.get(i) + 0.0);
    }
    return value;
  }

  private static Expr select(Expr e, Random random) {
    Region region = Region.all(e.dims());
    List<Boolean> drop = new ArrayList<>();
    for (int d = 0; d < region.rank(); d++) {
      long size = e.dims().get(d).size();
      if (random.nextBoolean()) {
        long start = random.nextLong(size);
        long stride = 1 + random.nextLong(2);
        long count = 1 + random.nextLong((size - start - 1) / stride + 1);
        region = region.with(d, start, count, stride);
      }
      drop.add(region.count(d) == 1 && random.nextBoolean());
    }
    return new Select(e, region, drop);
  }
}
