package org.isobar.expr;

import static org.isobar.memory.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.error.ShapeException;
import org.isobar.op.Arithmetic;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.op.Where;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

class ExprTest {
  private static final Dim T = new Dim("t", 4);
  private static final Dim Y = new Dim("y", 2);
  private static final Dim X = new Dim("x", 3);
  private static final Unit K = Unit.parse("K");

  private static Expr floats(Dim... dims) {
    return new Constant(NdArray.allocate(List.of(dims), DType.FLOAT32), K);
  }

  private static Expr doubles(Dim... dims) {
    return new Constant(NdArray.allocate(List.of(dims), DType.FLOAT64), K);
  }

  // ---- map

  @Test
  void inputsAreBroadcastByName() {
    assertEquals(List.of(T, Y, X), Map.of(Arithmetic.ADD, floats(T, Y, X), floats(X, Y)).dims());
    assertEquals(List.of(T, X), Map.of(Arithmetic.ADD, floats(T), floats(X)).dims());
    assertEquals(List.of(X), Map.of(Arithmetic.ADD, Constant.of(2), floats(X)).dims());
    assertEquals(
        List.of(T, Y, X), Map.of(new Choose(), floats(T, Y), floats(X), Constant.of(1)).dims());
  }

  @Test
  void dimensionsOfOneNameMustHaveOneSize() {
    fails(
        ShapeException.class,
        () -> Map.of(Arithmetic.ADD, floats(T, X), floats(new Dim("x", 5))),
        "add",
        "'x' has 3 and 5 cells");
  }

  @Test
  void operationsTakeTheirNumberOfInputs() {
    fails(ShapeException.class, () -> Map.of(new IsMissing(), floats(), floats()), "takes 1", "2");
  }

  @Test
  void theWiderTypeWins() {
    assertEquals(DType.FLOAT32, Map.of(Arithmetic.ADD, floats(X), floats(X)).dtype());
    assertEquals(DType.FLOAT64, Map.of(Arithmetic.ADD, floats(X), doubles(X)).dtype());
    Expr counts = new Constant(NdArray.allocate(List.of(X), DType.INT32), Unit.ONE);
    assertEquals(DType.FLOAT64, Map.of(Arithmetic.ADD, counts, floats(X)).dtype());
    assertEquals(DType.FLOAT32, Map.of(new Where(), floats(X), doubles(X)).dtype());
  }

  @Test
  void numbersDoNotWiden() {
    Expr tenth = Constant.of(0.1);
    assertEquals(0.1, ((Constant) tenth).value().get(0));
    assertEquals(DType.FLOAT32, Map.of(Arithmetic.SUBTRACT, floats(X), tenth).dtype());
    assertEquals(DType.FLOAT32, Map.of(new FillMissing(), floats(X), tenth).dtype());
    assertEquals(DType.FLOAT64, Map.of(Arithmetic.SUBTRACT, doubles(X), Constant.of(1)).dtype());
    Expr scalar = new Constant(NdArray.scalar(0.1), Unit.NONE);
    assertEquals(DType.FLOAT64, Map.of(Arithmetic.SUBTRACT, floats(X), scalar).dtype());
    fails(
        ShapeException.class,
        () -> new Constant(NdArray.ofDoubles(List.of(Y), 1, 2), Unit.NONE, true),
        "[y=2]");
  }

  @Test
  void unitsFollowAlgebra() {
    Expr m = new Constant(NdArray.scalar(1), Unit.parse("m"));
    Expr s = new Constant(NdArray.scalar(1), Unit.parse("s"));
    Expr c = new Constant(NdArray.scalar(1), Unit.parse("degC"));
    assertEquals("m s", Map.of(Arithmetic.MULTIPLY, m, s).unit().text());
    assertEquals("m s-1", Map.of(Arithmetic.DIVIDE, m, s).unit().text());
    assertEquals("degC", Map.of(Arithmetic.ADD, c, c).unit().text());
    assertEquals("K", Map.of(Arithmetic.SUBTRACT, c, c).unit().text());
    assertEquals("m2", Map.of(Elementary.SQUARE, m).unit().text());
    assertEquals(Unit.NONE, Map.of(Elementary.SQRT, m).unit());
    assertEquals(Unit.ONE, Map.of(Comparison.GT, m, m).unit());
    assertEquals(Unit.ONE, Map.of(Logic.NOT, m).unit());
    assertEquals("m", Map.of(new Choose(), m, s, s).unit().text());
  }

  // ---- selections

  @Test
  void selectionDropsSingleIndicesOnly() {
    Region r = Region.all(4, 3).with(0, 2, 1);
    assertEquals(List.of(X), new Select(floats(T, X), r, List.of(true, false)).dims());
    fails(
        ShapeException.class,
        () -> new Select(floats(T, X), r, List.of(true, true)),
        "'x' with 3 indices");
    fails(
        ShapeException.class,
        () -> Select.of(floats(T, X), Region.all(5, 3)),
        "[0:5, 0:3] leaves [t=4, x=3]");
    fails(ShapeException.class, () -> Select.of(floats(T, X), Region.all(4)), "[t=4, x=3]");
  }

  @Test
  void gatheringMayRenameAndMiss() {
    Expr e = new Take(floats(T, X), "t", Indices.of(3, -1), new Dim("s", 2));
    assertEquals(List.of(new Dim("s", 2), X), e.dims());
    fails(
        ShapeException.class,
        () -> new Take(floats(T, X), "t", Indices.of(4), new Dim("t", 1)),
        "index 4",
        "'t' of size 4");
    fails(
        ShapeException.class,
        () -> new Take(floats(T, X), "t", Indices.of(0), new Dim("x", 1)),
        "'x' exists already");
    fails(
        ShapeException.class,
        () -> new Take(floats(T, X), "z", Indices.of(0), new Dim("z", 1)),
        "'z'",
        "[t=4, x=3]");
    fails(
        ShapeException.class,
        () -> new Take(floats(T), "t", Indices.of(0), new Dim("t", 2)),
        "1 indices for dimension t=2");
  }

  @Test
  void joiningStacksOrLaysEndToEnd() {
    assertEquals(
        List.of(new Dim("model", 2), T, X),
        new Concat("model", List.of(floats(T, X), floats(T, X))).dims());
    Expr longer = new Concat("t", List.of(floats(X, T), floats(X, new Dim("t", 5))));
    assertEquals(List.of(X, new Dim("t", 9)), longer.dims());
    assertEquals(DType.FLOAT64, new Concat("m", List.of(floats(X), doubles(X))).dtype());
    fails(ShapeException.class, () -> new Concat("m", List.of()), "'m'");
    fails(ShapeException.class, () -> new Concat("m", List.of(floats(X), floats(T))), "[x=3]");
    fails(ShapeException.class, () -> new Concat("t", List.of(floats(T, X), floats(X))), "'t'");
    fails(ShapeException.class, () -> new Concat("t", List.of(floats(T, X), floats(X, T))), "'t'");
  }

  // ---- reductions

  private static Expr reduce(org.isobar.op.ReduceOp op, Expr in, String... over) {
    return new Reduce(op, in, Set.of(over), Optional.empty(), MissingRule.SKIP);
  }

  @Test
  void foldedDimensionsVanish() {
    Expr e = reduce(new Mean(), floats(T, Y, X), "t", "x");
    assertEquals(List.of(Y), e.dims());
    assertEquals(DType.FLOAT32, e.dtype());
    assertEquals(12, ((Reduce) e).cells());
    fails(ShapeException.class, () -> reduce(new Mean(), floats(T), "z"), "'z'", "[t=4]");
    fails(ShapeException.class, () -> reduce(new Mean(), floats(T)), "mean over no dimension");
  }

  @Test
  void unitsOfReductions() {
    Expr c = new Constant(NdArray.allocate(List.of(X), DType.FLOAT32), Unit.parse("degC"));
    assertEquals("degC", reduce(new Mean(), c, "x").unit().text());
    assertEquals("degC", reduce(new Max(), c, "x").unit().text());
    assertEquals("K", reduce(new Std(0), c, "x").unit().text());
    assertEquals("K", reduce(new Range(), c, "x").unit().text());
    assertEquals("K2", reduce(new Variance(1), c, "x").unit().text());
    assertEquals(Unit.ONE, reduce(new Count(), c, "x").unit());
    assertEquals(DType.INT32, reduce(new Count(), c, "x").dtype());
  }

  @Test
  void countsOfManyCellsAreLongs() {
    assertEquals(DType.INT64, new Count().resultType(DType.FLOAT32, 1L << 31));
    assertEquals(DType.INT32, new Count().resultType(DType.FLOAT32, (1L << 31) - 1));
  }

  @Test
  void weightsMustFit() {
    Optional<Expr> w = Optional.of(floats(X));
    assertEquals(
        List.of(T), new Reduce(new Mean(), floats(T, X), Set.of("x"), w, MissingRule.SKIP).dims());
    fails(
        ShapeException.class,
        () -> new Reduce(new Max(), floats(T, X), Set.of("x"), w, MissingRule.SKIP),
        "max takes no weights");
    fails(
        ShapeException.class,
        () -> new Reduce(new Mean(), floats(T), Set.of("t"), w, MissingRule.SKIP),
        "x=3",
        "[t=4]");
    fails(
        ShapeException.class,
        () -> new Reduce(new Std(2), floats(X), Set.of("x"), w, MissingRule.SKIP),
        "takes no weights");
  }

  private static Expr group(Expr in, int... codes) {
    return new GroupReduce(
        new Sum(), in, "t", new Dim("g", 2), Indices.of(codes), Optional.empty(), MissingRule.SKIP);
  }

  @Test
  void groupsTakeThePlaceOfTheDimension() {
    assertEquals(List.of(Y, new Dim("g", 2), X), group(floats(Y, T, X), 0, 1, -1, 0).dims());
    fails(ShapeException.class, () -> group(floats(T), 0, 1), "2 group codes", "t=4");
    fails(ShapeException.class, () -> group(floats(T), 0, 1, 2, 0), "code 2", "g=2");
    fails(ShapeException.class, () -> group(floats(T), 0, 1, -2, 0), "code -2");
    fails(ShapeException.class, () -> group(floats(X), 0, 1, 1), "'t'", "[x=3]");
    fails(ShapeException.class, () -> group(floats(T, new Dim("g", 9)), 0, 0, 0, 0), "'g' exists");
  }

  @Test
  void rulesForMissingCellsNeedACount() {
    fails(ShapeException.class, () -> new MissingRule(true, 0), "0");
    fails(ShapeException.class, () -> new Std(-1), "-1");
    fails(ShapeException.class, () -> new Variance(-2), "-2");
  }

  // ---- equality

  @Test
  void equalityIsStructural() {
    Expr a = group(floats(T, X), 0, 1, 1, 0);
    assertEquals(a, group(floats(T, X), 0, 1, 1, 0));
    assertNotEquals(a, group(floats(T, X), 0, 1, 1, 1));
    assertNotEquals(reduce(new Mean(), floats(T), "t"), reduce(new Sum(), floats(T), "t"));
    assertNotEquals(
        new Take(floats(T), "t", Indices.of(0), new Dim("t", 1)),
        new Take(floats(T), "t", Indices.of(1), new Dim("t", 1)));
    assertEquals(
        new Concat("m", List.of(floats(X), floats(X))),
        new Concat("m", List.of(floats(X), floats(X))));
  }
}
