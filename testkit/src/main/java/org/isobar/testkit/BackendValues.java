package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.isobar.Backend;
import org.isobar.data.DType;
import org.isobar.data.NdArray;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The part of the contract that is about right numbers. */
abstract class BackendValues extends BackendFixture {

  /** So many operations are asked for at once. */
  private static final int TOGETHER = 24;

  @Test
  void everyOperationGivesWhatPlainLoopsGive() {
    List<String> wrong = new ArrayList<>();
    List<OperationCases.Case> all = OperationCases.all();
    try (Backend backend = backend(2, BUDGET)) {
      for (int from = 0; from < all.size(); from += TOGETHER) {
        List<OperationCases.Case> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
        List<Supplier<NdArray>> got = computed(backend, some);
        for (int i = 0; i < some.size(); i++) {
          OperationCases.Case c = some.get(i);
          try {
            NdArray expected = NaiveEvaluator.evaluate(c.expr());
            Agreement.assertClose(expected, got.get(i).get(), 1000, c.name());
          } catch (AssertionError | RuntimeException e) {
            wrong.add(c.name() + ": " + e);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** What cases give together; one by one, if that fails, so that it is told which one does. */
  private static List<Supplier<NdArray>> computed(
      Backend backend, List<OperationCases.Case> cases) {
    List<Supplier<NdArray>> out = new ArrayList<>();
    try {
      List<Request.Output> outputs = new ArrayList<>();
      cases.forEach(c -> outputs.add(new Request.ToMemory(c.expr())));
      for (NdArray array : backend.submit(new Request(outputs, RunOptions.DEFAULT)).await()) {
        out.add(() -> array);
      }
    } catch (RuntimeException e) {
      out.clear();
      cases.forEach(c -> out.add(() -> compute(backend, c.expr())));
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("org.isobar.testkit.GoldenCases#all")
  void goldenValuesOfXarray(GoldenCases.Case golden) {
    try (Backend backend = backend(2, BUDGET)) {
      double got = golden.valueIn(compute(backend, golden.expr()));
      assertEquals(golden.expected(), got, golden.tolerance());
    }
  }

  @Test
  void randomExpressionsGiveWhatPlainLoopsGive() {
    RandomExprs exprs = new RandomExprs(2026, 13);
    try (Backend backend = backend(3, BUDGET)) {
      for (int i = 0; i < samples(300); i++) {
        RandomExprs.Sample sample = exprs.next();
        NdArray expected = NaiveEvaluator.evaluate(sample.expr());
        Agreement.assertClose(
            expected,
            compute(backend, sample.expr()),
            sample.scale(),
            "sample " + i + " " + sample.expr());
      }
    }
  }

  @Test
  void severalOutputsAreWhatEachIsAlone() {
    RandomExprs exprs = new RandomExprs(77, 9);
    try (Backend backend = backend(2, BUDGET)) {
      for (int i = 0; i < 20; i++) {
        List<Expr> all = List.of(exprs.next().expr(), exprs.next().expr(), exprs.next().expr());
        List<NdArray> together =
            backend
                .submit(
                    new Request(
                        all.stream().<Request.Output>map(Request.ToMemory::new).toList(),
                        RunOptions.DEFAULT))
                .await();
        for (int k = 0; k < all.size(); k++) {
          Agreement.assertSameBits(
              compute(backend, all.get(k)), together.get(k), "request " + i + " output " + k);
        }
      }
    }
  }

  /** Fifty years of hours: a float accumulator is off in the second decimal place. */
  @Test
  void meansOfLongFloatSeriesAreRightToTheLastBit() {
    Expr hourly = VirtualDataset.of("float32", "time:438000,x:2").chunk(5000, 2).read();
    Expr mean = new Reduce(new Mean(), hourly, Set.of("time"), Optional.empty(), MissingRule.SKIP);
    try (Backend backend = backend(2, BUDGET)) {
      NdArray got = compute(backend, mean);
      assertEquals(DType.FLOAT32, got.dtype());
      Agreement.assertSameBits(NaiveEvaluator.evaluate(mean), got, "mean of 438,000 hours");
    }
  }
}
