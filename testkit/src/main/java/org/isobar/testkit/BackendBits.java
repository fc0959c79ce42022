package org.isobar.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isobar.Backend;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.engine.runtime.TaskInterceptor;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Reduce;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.unit.Unit;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about the same bits under all circumstances. */
abstract class BackendBits extends BackendValues {
  private static final int STEPS = 5400;
  private static final Expr SERIES =
      VirtualDataset.of("float32", "time:5400,lat:24,lon:48").chunk(7, 24, 48).missing(17).read();
  private static final Expr LEVELS =
      VirtualDataset.of("float32", "time:300,lev:17,lat:24,lon:48")
          .type(DType.FLOAT64)
          .chunk(50, 1, 24, 24)
          .with("compressed", "true")
          .with("land", "11")
          .read();

  /** Expressions whose sums round, over more than one block. */
  private static Map<String, Expr> rounding() {
    Map<String, Expr> all = new LinkedHashMap<>();
    all.put("time mean", fold(new Mean(), SERIES, "time"));
    all.put("time std", fold(new Std(1), SERIES, "time"));
    all.put("area mean", weighted(SERIES, "lat", "lon"));
    all.put("mean of all", weighted(SERIES, "time", "lat", "lon"));
    all.put("zonal variance", fold(new Variance(0), LEVELS, "time", "lon"));
    all.put("column sum", fold(new Sum(), LEVELS, "lev"));
    Expr climatology = group(SERIES, "month", 12, t -> t % 360 / 30);
    all.put("climatology", climatology);
    all.put("yearly", group(SERIES, "year", 15, t -> t / 360));
    Expr spread = new Take(climatology, "month", codes(t -> t % 360 / 30), new Dim("time", STEPS));
    Expr anomaly = org.isobar.expr.Map.of(Arithmetic.SUBTRACT, SERIES, spread);
    all.put("variance of anomalies", fold(new Variance(0), anomaly, "time"));
    all.put("anomalies by year", weighted(group(anomaly, "year", 15, t -> t / 360), "lat", "lon"));
    return all;
  }

  private static Expr weighted(Expr in, String... over) {
    double[] weights = new double[24];
    Arrays.setAll(weights, y -> StrictMath.cos(StrictMath.toRadians(-86.25 + 7.5 * y)));
    Expr latitudes =
        new Constant(NdArray.ofDoubles(List.of(new Dim("lat", 24)), weights), Unit.ONE);
    return new Reduce(new Mean(), in, Set.of(over), Optional.of(latitudes), MissingRule.SKIP);
  }

  private interface Group {
    int of(int step);
  }

  private static Indices codes(Group group) {
    int[] codes = new int[STEPS];
    Arrays.setAll(codes, group::of);
    return Indices.of(codes);
  }

  private static Expr group(Expr in, String name, int groups, Group group) {
    return new GroupReduce(
        new Mean(),
        in,
        "time",
        new Dim(name, groups),
        codes(group),
        Optional.empty(),
        MissingRule.SKIP);
  }

  private static List<NdArray> computeAll(Backend backend, Map<String, Expr> exprs, long memory) {
    List<Request.Output> outputs = new ArrayList<>();
    exprs.values().forEach(e -> outputs.add(new Request.ToMemory(e)));
    return backend.submit(new Request(outputs, RunOptions.DEFAULT.memory(memory))).await();
  }

  private void assertSame(
      Map<String, Expr> exprs, List<NdArray> reference, Backend backend, long memory, String how) {
    List<NdArray> got = computeAll(backend, exprs, memory);
    int k = 0;
    for (String name : exprs.keySet()) {
      Agreement.assertSameBits(reference.get(k), got.get(k), name + " with " + how);
      k++;
    }
  }

  @Test
  void bitsDoNotDependOnWorkersBudgetsOrFaults() {
    Map<String, Expr> exprs = rounding();
    List<NdArray> reference;
    try (Backend backend = backend(1, BUDGET)) {
      reference = computeAll(backend, exprs, 1024 * MIB);
      assertSame(exprs, reference, backend, 64 * MIB, "1 worker, 64 MiB");
    }
    for (int workers : new int[] {2, 3, 8}) {
      FaultInjector chaos = FaultInjector.chaos(workers);
      long mib = workers == 2 ? 4096 : workers == 3 ? 64 : 100;
      try (Backend backend = backend(workers, BUDGET, chaos)) {
        String how = workers + " workers, " + mib + " MiB, chaos";
        assertSame(exprs, reference, backend, mib * MIB, how);
      }
      assertTrue(chaos.faults() > 5, "only " + chaos.faults() + " faults");
    }
  }

  @Test
  void bitsOfRandomExpressionsDoNotDependOnWorkersBudgetsOrFaults() {
    RandomExprs exprs = new RandomExprs(4711, 12);
    try (Backend one = backend(1, 4096 * MIB);
        Backend three = backend(3, 64 * MIB, FaultInjector.chaos(5));
        Backend eight = backend(8, BUDGET, FaultInjector.reordering(6))) {
      for (int i = 0; i < samples(150); i++) {
        Expr expr = exprs.next().expr();
        NdArray reference = compute(one, expr);
        Agreement.assertSameBits(reference, compute(three, expr), "sample " + i + ", chaos");
        Agreement.assertSameBits(reference, compute(eight, expr), "sample " + i + ", reordered");
      }
    }
  }

  /** Blocks are cut along the chunks of the file; sums of exact numbers do not notice. */
  @Test
  void exactSumsDoNotDependOnChunks() {
    List<NdArray> all = new ArrayList<>();
    try (Backend backend = backend(2, BUDGET)) {
      for (long[] chunk : new long[][] {{1, 5, 70}, {4096, 1, 1}, {900, 3, 64}, {2, 5, 1}}) {
        Expr x =
            VirtualDataset.of("golden", "time:9000,lat:5,lon:70").chunk(chunk).missing(7).read();
        all.add(compute(backend, fold(new Mean(), x, "time")));
      }
    }
    for (NdArray other : all) {
      Agreement.assertSameBits(all.get(0), other, "another chunking");
    }
  }

  @Test
  void joinedFilesGiveTheBitsOfOneFile() {
    VirtualDataset set =
        VirtualDataset.of("float32", "time:5400,lat:24,lon:48").chunk(7, 24, 48).missing(17);
    Expr one = fold(new Std(0), set.read(), "time");
    Expr many = fold(new Std(0), set.readJoined(3501, 2, 1897), "time");
    try (Backend backend = backend(2, BUDGET)) {
      Agreement.assertSameBits(compute(backend, one), compute(backend, many), "joined files");
    }
  }

  @Test
  void filesHaveTheBitsOfArrays() {
    Expr mean = fold(new Mean(), SERIES, "time");
    Expr anomaly = org.isobar.expr.Map.of(Arithmetic.SUBTRACT, SERIES, mean);
    Map<String, Expr> values = new LinkedHashMap<>();
    values.put("mean", mean);
    values.put("anomaly", anomaly);
    List<Map<String, Digest>> digests = new ArrayList<>();
    for (int workers : new int[] {1, 3}) {
      Path file = folder.resolve("workers-" + workers);
      TaskInterceptor faults = workers == 1 ? TaskInterceptor.NONE : FaultInjector.chaos(workers);
      try (Backend backend = backend(workers, 64L * workers * workers * MIB, faults)) {
        backend.submit(new Request(List.of(toFile(file, values)), RunOptions.DEFAULT)).await();
      }
      digests.add(Digest.read(file));
    }
    try (Backend backend = backend(2, 1024 * MIB)) {
      List<NdArray> arrays = computeAll(backend, values, 1024 * MIB);
      Map<String, Digest> expected =
          Map.of("mean", Digest.of(arrays.get(0)), "anomaly", Digest.of(arrays.get(1)));
      for (Map<String, Digest> digest : digests) {
        assertEquals(expected, digest);
      }
    }
  }
}
