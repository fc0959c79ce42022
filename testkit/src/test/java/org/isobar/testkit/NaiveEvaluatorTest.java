package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Reduce;
import org.isobar.expr.Take;
import org.isobar.op.Choose;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.op.Where;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NaiveEvaluatorTest {
  private static final double NAN = Double.NaN;

  static Stream<GoldenCases.Case> golden() {
    return GoldenCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource
  void golden(GoldenCases.Case golden) {
    double got = golden.valueIn(NaiveEvaluator.evaluate(golden.expr()));
    assertEquals(golden.expected(), got, golden.tolerance());
  }

  private static Constant x(double... values) {
    return new Constant(NdArray.ofDoubles(List.of(new Dim("x", values.length)), values), Unit.NONE);
  }

  private static double reduce(ReduceOp op, Expr in, Expr weights, MissingRule rule) {
    Expr e = new Reduce(op, in, Set.of("x"), Optional.ofNullable(weights), rule);
    return NaiveEvaluator.evaluate(e).get(0);
  }

  @Test
  void cellsWithoutWeightDoNotTakePart() {
    Expr in = x(1, NAN, 5, 100);
    Expr weights = x(1, 0, 3, NAN);
    assertEquals(4, reduce(new Mean(), in, weights, MissingRule.STRICT));
    assertEquals(16, reduce(new Sum(), in, weights, MissingRule.SKIP));
    assertEquals(3, reduce(new Variance(0), in, weights, MissingRule.SKIP));
    assertEquals(NAN, reduce(new Mean(), in, weights, new MissingRule(true, 3)));
  }

  @Test
  void nothingValidIsMissing() {
    assertEquals(NAN, reduce(new Sum(), x(NAN, NAN), null, MissingRule.SKIP));
    assertEquals(NAN, reduce(new Sum(), x(1, NAN), null, MissingRule.STRICT));
    assertEquals(NAN, reduce(new Variance(1), x(3, NAN), null, MissingRule.SKIP));
  }

  @Test
  void sumsAreRoundedOnce() {
    assertEquals(2, reduce(new Sum(), x(1e17, 1, 1, -1e17), null, MissingRule.SKIP));
  }

  @Test
  void groupsWithoutCellsAreMissing() {
    Expr e =
        new GroupReduce(
            new Sum(),
            x(1, 2, 4),
            "x",
            new Dim("g", 3),
            Indices.of(2, -1, 2),
            Optional.empty(),
            MissingRule.SKIP);
    assertArrayEquals(new double[] {NAN, NAN, 5}, NaiveEvaluator.evaluate(e).toDoubleArray());
  }

  @Test
  void takesAndJoinsFollowNames() {
    Expr taken = new Take(x(1, 2, 3), "x", Indices.of(2, -1, 0), new Dim("y", 3));
    assertArrayEquals(new double[] {3, NAN, 1}, NaiveEvaluator.evaluate(taken).toDoubleArray());
    Expr stacked = new Concat("m", List.of(x(1, 2), x(3, 4)));
    assertArrayEquals(new double[] {1, 2, 3, 4}, NaiveEvaluator.evaluate(stacked).toDoubleArray());
    Expr joined = new Concat("x", List.of(x(1), x(2, 3)));
    assertArrayEquals(new double[] {1, 2, 3}, NaiveEvaluator.evaluate(joined).toDoubleArray());
  }

  @Test
  void conditionsKnowMissingCells() {
    Expr v = x(1, 2, NAN, 4);
    Expr condition = x(1, 0, 1, NAN);
    assertArrayEquals(
        new double[] {1, NAN, NAN, NAN},
        NaiveEvaluator.evaluate(Map.of(new Where(), v, condition)).toDoubleArray());
    assertArrayEquals(
        new double[] {1, -1, NAN, NAN},
        NaiveEvaluator.evaluate(Map.of(new Choose(), v, condition, Constant.of(-1)))
            .toDoubleArray());
    assertArrayEquals(
        new double[] {1, 2, 9, 4},
        NaiveEvaluator.evaluate(Map.of(new FillMissing(), v, Constant.of(9))).toDoubleArray());
    assertArrayEquals(
        new double[] {-3, 3, -2, 0},
        NaiveEvaluator.evaluate(Map.of(Elementary.ROUND, x(-2.5, 2.5, -2.4, 0.49999999999999994)))
            .toDoubleArray());
  }

  @Test
  void joinedFilesReadAsOne() {
    VirtualDataset set = VirtualDataset.of("golden", "time:12,x:3").missing(4);
    Agreement.assertSameBits(
        NaiveEvaluator.evaluate(set.read()),
        NaiveEvaluator.evaluate(set.readJoined(5, 1, 6)),
        "joined");
  }

  @Test
  void randomExpressionsCoverEveryNodeAndOperation() {
    RandomExprs exprs = new RandomExprs(1, 6);
    Set<String> seen = new HashSet<>();
    int valid = 0;
    int all = 0;
    for (int i = 0; i < 1000; i++) {
      RandomExprs.Sample sample = exprs.next();
      collect(sample.expr(), seen);
      NdArray value = NaiveEvaluator.evaluate(sample.expr());
      for (double v : value.toDoubleArray()) {
        all++;
        valid += Double.isNaN(v) ? 0 : 1;
        assertTrue(Double.isNaN(v) || Math.abs(v) <= sample.scale() * 1.0001, sample::toString);
      }
    }
    assertTrue(3 * valid > all, valid + " of " + all + " cells are valid");
    for (String name :
        List.of(
            "Read",
            "Constant",
            "Select",
            "Take",
            "Map",
            "Reduce",
            "GroupReduce",
            "Concat",
            "Sum",
            "Mean",
            "Min",
            "Max",
            "Range",
            "Count",
            "CountTrue",
            "Variance",
            "Std",
            "ADD",
            "SUBTRACT",
            "MULTIPLY",
            "DIVIDE",
            "POWER",
            "MINIMUM",
            "MAXIMUM",
            "AND",
            "OR",
            "NOT",
            "GT",
            "GE",
            "LT",
            "LE",
            "EQ",
            "NE",
            "Affine",
            "Relabel",
            "Where",
            "Choose",
            "FillMissing",
            "IsMissing",
            "weights",
            "STRICT")) {
      assertTrue(seen.contains(name), name + " is not among " + seen);
    }
    for (Elementary e : Elementary.values()) {
      assertTrue(seen.contains(e.name()), e.name());
    }
  }

  private static void collect(Expr e, Set<String> seen) {
    seen.add(e.getClass().getSimpleName());
    switch (e) {
      case Map m ->
          seen.add(m.op() instanceof Enum<?> op ? op.name() : m.op().getClass().getSimpleName());
      case Reduce r -> {
        seen.add(r.op().getClass().getSimpleName());
        r.weights().ifPresent(w -> seen.add("weights"));
        if (!r.missing().skip()) {
          seen.add("STRICT");
        }
      }
      case GroupReduce g -> seen.add(g.op().getClass().getSimpleName());
      default -> {}
    }
    e.children().forEach(c -> collect(c, seen));
  }

  @Test
  void integersAreRoundedToTheirType() {
    Expr count =
        new Reduce(
            new org.isobar.op.Count(),
            x(1, NAN, 2),
            Set.of("x"),
            Optional.empty(),
            MissingRule.SKIP);
    NdArray value = NaiveEvaluator.evaluate(count);
    assertEquals(DType.INT32, value.dtype());
    assertEquals(2, value.get(0));
  }
}
