package org.isobar.testkit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Elementary;
import org.isobar.op.IsMissing;
import org.isobar.op.Mean;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.unit.Unit;

/**
 * Values that xarray 2026.9.0 computed from the golden formula on daily steps from 2001 to 2004,
 * five latitudes and six longitudes, missing where {@code (t + y + x) mod 13 = 0}.
 */
final class GoldenCases {
  private static final int DAYS = 1461;
  private static final Dim TIME = new Dim("time", DAYS);
  private static final LocalDate START = LocalDate.of(2001, 1, 1);
  private static final VirtualDataset FULL =
      VirtualDataset.of("golden", "time:1461,lat:5,lon:6")
          .type(DType.FLOAT64)
          .chunk(100, 5, 6)
          .with("lat", "-60,-30,0,30,60")
          .with("lon", "0,60,120,180,240,300");
  private static final Expr ALL = FULL.read();
  private static final Expr GAPS = FULL.missing(13).read();

  /**
   * One value of one expression.
   *
   * @param index of the cell, one entry per dimension of the result
   */
  record Case(String name, Expr expr, List<Integer> index, double expected) {
    double valueIn(NdArray result) {
      double[] out = new double[1];
      long[] start = index.stream().mapToLong(Integer::longValue).toArray();
      long[] one = new long[start.length];
      Arrays.fill(one, 1);
      result.read(Region.of(start, one), out, 0);
      return out[0];
    }

    /** What the last digits of another order of sums may differ by. */
    double tolerance() {
      return Double.isNaN(expected) ? 1e-300 : 1e-14 * Math.abs(expected);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private GoldenCases() {}

  static List<Case> all() {
    List<Case> out = new ArrayList<>();
    reductions(out);
    groups(out);
    selections(out);
    return out;
  }

  private static Expr reduce(ReduceOp op, Expr in, String... over) {
    return new Reduce(op, in, Set.of(over), Optional.empty(), MissingRule.SKIP);
  }

  private static Expr mean(Expr in, String... over) {
    return reduce(new Mean(), in, over);
  }

  private static void add(
      List<Case> out, String name, Expr expr, double expected, Integer... index) {
    out.add(new Case(name, expr, List.of(index), expected));
  }

  private static void reductions(List<Case> out) {
    String[] all = {"time", "lat", "lon"};
    add(out, "number missing", reduce(new Sum(), Map.of(new IsMissing(), GAPS), all), 3362);
    add(out, "mean", mean(GAPS, all), 12.496911139665908);
    Expr strict = new Reduce(new Mean(), GAPS, Set.of(all), Optional.empty(), MissingRule.STRICT);
    add(out, "strict mean", strict, Double.NaN);
    add(out, "sum", reduce(new Sum(), GAPS, all), 505725.0);
    add(out, "count", reduce(new Count(), GAPS, all), 40468);
    add(out, "std, ddof 0", reduce(new Std(0), GAPS, all), 7.290977734726028);
    add(out, "std, ddof 1", reduce(new Std(1), GAPS, all), 7.291067819643277);
    add(out, "time mean", mean(GAPS, "time"), 12.427299703264095, 0, 0);
    Expr weighted =
        new Reduce(
            new Mean(), GAPS, Set.of("lat", "lon"), Optional.of(cosines()), MissingRule.SKIP);
    add(out, "weighted mean, first step", weighted, 12.59236644251524, 0);
    add(out, "weighted mean, last step", weighted, 14.427573599547745, 1460);
    add(out, "unweighted mean", mean(GAPS, "lat", "lon"), 12.448275862068966, 0);
    Expr large = Map.of(Comparison.GT, ALL, Constant.of(20));
    add(out, "number above 20", reduce(new CountTrue(), large, all), 8680);
    Expr begin = Select.of(ALL, Region.of(new long[3], new long[] {101, 5, 6}));
    add(out, "sum of 101 steps", reduce(new Sum(), begin, "time"), 1262.5, 0, 0);
  }

  private static Expr cosines() {
    double[] lat = {-60, -30, 0, 30, 60};
    return new Constant(
        NdArray.ofDoubles(
            List.of(new Dim("lat", 5)),
            Arrays.stream(lat).map(v -> StrictMath.cos(StrictMath.toRadians(v))).toArray()),
        Unit.ONE);
  }

  private static Expr group(Expr in, String dim, Dim groups, Indices codes) {
    return new GroupReduce(new Mean(), in, dim, groups, codes, Optional.empty(), MissingRule.SKIP);
  }

  private static Indices codes(ToIntFunction<LocalDate> group) {
    int[] codes = new int[DAYS];
    Arrays.setAll(codes, t -> group.applyAsInt(START.plusDays(t)));
    return Indices.of(codes);
  }

  private static int season(LocalDate day) {
    return day.getMonthValue() % 12 / 3;
  }

  private static void groups(List<Case> out) {
    Indices month = codes(day -> day.getMonthValue() - 1);
    Expr climatology = group(GAPS, "time", new Dim("month", 12), month);
    add(out, "January", climatology, 12.265217391304347, 0, 0, 0);
    add(out, "February", climatology, 12.12378640776699, 1, 2, 3);
    Expr anomaly = Map.of(Arithmetic.SUBTRACT, GAPS, new Take(climatology, "month", month, TIME));
    add(out, "first anomaly", anomaly, -10.081896551724139, 0, 0, 1);
    add(out, "last anomaly", anomaly, -10.47844827586207, 1460, 4, 4);
    String[] all = {"time", "lat", "lon"};
    Expr size = mean(Map.of(Elementary.ABS, anomaly), all);
    add(out, "mean size of anomalies", size, 6.304800466317284);
    Expr squares = mean(mean(Map.of(Elementary.SQUARE, anomaly), "time"), "lat", "lon");
    add(out, "mean square of anomalies", squares, 53.050775655890114);
    Expr days = group(GAPS, "time", new Dim("day", 366), codes(day -> day.getDayOfYear() - 1));
    add(out, "day 366", days, 3.0, 365, 0, 0);
    add(out, "day 60", days, 11.25, 59, 1, 2);
    Expr seasons = group(GAPS, "time", new Dim("season", 4), codes(GoldenCases::season));
    add(out, "winter", seasons, 12.576807228915662, 0, 0, 0);
    add(out, "summer", seasons, 12.592647058823529, 2, 4, 5);
    Indices months = codes(day -> (day.getYear() - 2001) * 12 + day.getMonthValue() - 1);
    Expr monthly = group(GAPS, "time", new Dim("time", 48), months);
    add(out, "February 2004", monthly, 12.413461538461538, 37, 2, 2);
    Indices quarters = codes(day -> ((day.getYear() - 2001) * 12 + day.getMonthValue()) / 3);
    Expr quarterly = group(GAPS, "time", new Dim("time", 17), quarters);
    add(out, "first quarter", quarterly, 12.277777777777779, 0, 0, 0);
    Indices thirds = Indices.of(0, 0, 0, 1, 1, 1);
    Expr coarse = group(ALL, "lon", new Dim("lon", 2), thirds);
    add(out, "three longitudes", coarse, 11.25, 0, 1, 1);
  }

  private static Expr at(int t, int y, int x) {
    List<Boolean> drop = List.of(t >= 0, y >= 0, x >= 0);
    Region region = Region.all(ALL.dims());
    int[] at = {t, y, x};
    for (int d = 0; d < 3; d++) {
      region = drop.get(d) ? region.with(d, at[d], 1) : region;
    }
    return new Select(ALL, region, drop);
  }

  private static void selections(List<Case> out) {
    add(out, "near 44 N 95 E", at(0, 3, 2), 16.25);
    Expr outer = Map.of(Arithmetic.MULTIPLY, at(0, -1, 0), at(-1, 0, 0));
    // ((17 * 4) mod 101) / 4 * ((31 * 1460) mod 101) / 4
    add(out, "outer product", outer, 17.0 * (31 * 1460 % 101 / 4.0), 4, 1460);
    Expr difference = Map.of(Arithmetic.SUBTRACT, at(0, 2, -1), at(0, 1, -1));
    add(out, "difference along latitude", difference, 4.25, 0);
    Expr left = new Constant(NdArray.ofDoubles(List.of(new Dim("x", 3)), 1, 2, 3), Unit.NONE);
    Expr right = new Constant(NdArray.ofDoubles(List.of(new Dim("x", 3)), 10, 20, 30), Unit.NONE);
    Expr join =
        Map.of(
            Arithmetic.ADD,
            Select.of(left, Region.of(new long[] {1}, new long[] {2})),
            Select.of(right, Region.of(new long[] {0}, new long[] {2})));
    add(out, "inner join, first", join, 12, 0);
    add(out, "inner join, second", join, 23, 1);
  }
}
