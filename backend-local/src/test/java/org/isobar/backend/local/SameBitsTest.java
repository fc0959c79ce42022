package org.isobar.backend.local;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.error.PlanException;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Reduce;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.testkit.Agreement;
import org.isobar.testkit.VirtualDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bits whatever the number of threads, the budget (and with it tiles, slabs and tasks at
 * once) and the order of tasks.
 */
class SameBitsTest {
  private static final int STEPS = 8501;
  private static final long AMPLE = 4L << 30;

  static Stream<VirtualDataset> layouts() {
    // Sums of floats are exact in doubles and hide their order: doubles do not.
    VirtualDataset rows =
        VirtualDataset.of("float32", "time:" + STEPS + ",lat:3,lon:5").type(DType.FLOAT64);
    VirtualDataset gaps = rows.missing(7);
    VirtualDataset chunks = rows.missing(13).chunk(500, 2, 3).with("compressed", "true");
    VirtualDataset series =
        VirtualDataset.of("float32", "station:13,time:" + STEPS).missing(11).type(DType.FLOAT64);
    // Floats are folded without widening; deviations tell in which order.
    VirtualDataset floats = rows.missing(17).type(DType.FLOAT32);
    return Stream.of(rows, gaps, chunks, series, floats);
  }

  private static List<Expr> expressions(VirtualDataset data) {
    Expr x = data.read();
    int steps = (int) x.dims().get(x.indexOf("time")).size();
    List<Expr> all = new ArrayList<>();
    List<Set<String>> folds = new ArrayList<>();
    String outer = x.dims().get(0).name();
    String inner = x.dims().get(x.dims().size() - 1).name();
    folds.add(Set.of(outer));
    folds.add(Set.of(inner));
    folds.add(Set.of(outer, inner));
    if (x.dims().size() == 3) {
      folds.add(Set.of("lat"));
      folds.add(Set.of("time", "lat"));
      folds.add(Set.of("lat", "lon"));
      folds.add(Set.of("time", "lat", "lon"));
    }
    for (Set<String> over : folds) {
      for (ReduceOp op :
          List.of(new Mean(), new Sum(), new Std(1), new Min(), new Max(), new Range())) {
        all.add(new Reduce(op, x, over, Optional.empty(), MissingRule.SKIP));
      }
      Expr weights = VirtualDataset.of("golden", "time:" + steps).missing(9).read();
      for (ReduceOp op : List.of(new Mean(), new Std(0))) {
        all.add(new Reduce(op, x, over, Optional.of(weights), MissingRule.SKIP));
      }
      Expr mean = new Reduce(new Mean(), x, over, Optional.empty(), MissingRule.SKIP);
      Expr anomaly = Map.of(Arithmetic.SUBTRACT, x, mean);
      all.add(
          new Reduce(
              new Mean(),
              Map.of(Arithmetic.MULTIPLY, anomaly, anomaly),
              over,
              Optional.empty(),
              MissingRule.SKIP));
    }
    for (ReduceOp op : List.of(new Mean(), new Std(0), new Max())) {
      all.add(group(op, x, 12, t -> t / 30 % 12));
      all.add(group(op, x, 366, t -> t % 366));
      all.add(group(op, x, steps / 30 + 1, t -> t / 30));
      all.add(group(op, x, 2, t -> t < 8000 ? 0 : 1));
      all.add(group(op, x, 25, t -> t % 365 < 90 ? t / 365 : -1));
    }
    Expr climatology = group(new Mean(), x, 12, t -> t / 30 % 12);
    Take spread =
        new Take(climatology, "group", codes(steps, t -> t / 30 % 12), new Dim("time", steps));
    all.add(Map.of(Arithmetic.SUBTRACT, x, spread));
    return all;
  }

  private static Indices codes(int steps, IntUnaryOperator group) {
    int[] codes = new int[steps];
    Arrays.setAll(codes, group);
    return Indices.of(codes);
  }

  private static Expr group(ReduceOp op, Expr x, int groups, IntUnaryOperator code) {
    return new GroupReduce(
        op,
        x,
        "time",
        new Dim("group", groups),
        codes((int) x.dims().get(x.indexOf("time")).size(), code),
        Optional.empty(),
        MissingRule.SKIP);
  }

  private static List<NdArray> compute(LocalBackend backend, List<Expr> exprs, long memory) {
    List<Request.Output> outputs = new ArrayList<>();
    exprs.forEach(e -> outputs.add(new Request.ToMemory(e)));
    return backend.submit(new Request(outputs, RunOptions.DEFAULT.memory(memory))).await();
  }

  private static List<NdArray> reference(List<Expr> exprs) {
    try (LocalBackend backend = LocalBackend.create(1)) {
      return exprs.stream().map(e -> compute(backend, List.of(e), AMPLE).get(0)).toList();
    }
  }

  private static void assertSame(List<Expr> exprs, List<NdArray> expected, List<NdArray> actual) {
    for (int i = 0; i < expected.size(); i++) {
      Agreement.assertSameBits(expected.get(i), actual.get(i), exprs.get(i).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void anyNumberOfThreadsInAnyOrder(VirtualDataset data) {
    List<Expr> exprs = expressions(data);
    List<NdArray> expected = reference(exprs);
    TaskInterceptor backwards =
        new TaskInterceptor() {
          @Override
          public long order(int stage, long position, long tasks) {
            return tasks - 1 - position;
          }
        };
    for (int threads : new int[] {2, 3, 8}) {
      try (LocalBackend backend =
          LocalBackend.builder().threads(threads).interceptor(backwards).create()) {
        assertSame(exprs, expected, compute(backend, exprs, AMPLE));
      }
    }
  }

  /** Tight budgets cut tiles down to single cells; the tightest that is not refused is tried. */
  @ParameterizedTest
  @MethodSource("layouts")
  void anyBudget(VirtualDataset data) {
    List<Expr> exprs = expressions(data);
    List<NdArray> expected = reference(exprs);
    int tight = 0;
    try (LocalBackend backend = LocalBackend.create(2)) {
      for (int i = 0; i < exprs.size(); i++) {
        List<Expr> one = exprs.subList(i, i + 1);
        int ran = 0;
        for (long memory = 64 << 10; memory < 64L << 20 && ran < 2; memory = memory * 3 / 2) {
          try {
            assertSame(one, expected.subList(i, i + 1), compute(backend, one, memory));
            ran++;
          } catch (PlanException tooSmall) {
            tight++;
          }
        }
        assertTrue(ran > 0, "no budget was enough for " + one);
      }
    }
    assertTrue(tight > exprs.size(), "budgets were not tight");
  }

  /**
   * Here a chunk has several steps and a slab is smaller than one: steps must not be mixed while a
   * cell folds two of them.
   */
  @Test
  void slabsThatCutAnInnerFoldedDimension() {
    Expr x =
        VirtualDataset.of("float32", "time:12,lat:1000,lon:200")
            .type(DType.FLOAT64)
            .chunk(4, 100, 50)
            .with("compressed", "true")
            .read();
    List<Expr> exprs = new ArrayList<>();
    for (ReduceOp op : List.of(new Mean(), new Std(1))) {
      exprs.add(new Reduce(op, x, Set.of("time", "lat"), Optional.empty(), MissingRule.SKIP));
    }
    List<NdArray> expected = reference(exprs);
    try (LocalBackend backend = LocalBackend.create(4)) {
      assertSame(exprs, expected, compute(backend, exprs, AMPLE));
      assertSame(exprs, expected, compute(backend, exprs, 1 << 20));
    }
  }
}
