package org.isobar.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.BinaryFunction;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Relabel;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.op.Where;
import org.isobar.unit.Unit;

/** Every node kind with every operation of the api, on one small chunked field with gaps. */
final class OperationCases {
  /** An expression with a name. */
  record Case(String name, Expr expr) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final VirtualDataset SET =
      VirtualDataset.of("golden", "time:23,lat:4,lon:5").chunk(6, 2, 5);
  private static final Expr X = SET.missing(6).read();
  private static final Expr PACKED = SET.type(DType.INT16).with("land", "4").read();
  private static final Expr LAT = vector("lat", -0.5, 2, 0, Double.NaN);
  private static final Expr TIME = new Constant(ramp(new Dim("time", 23)), Unit.parse("s"));
  private static final List<ReduceOp> FOLDS =
      List.of(
          new Sum(),
          new Mean(),
          new Min(),
          new Max(),
          new Range(),
          new Count(),
          new CountTrue(),
          new Variance(0),
          new Variance(1),
          new Std(0),
          new Std(1));
  private static final List<MissingRule> RULES =
      List.of(
          MissingRule.SKIP,
          MissingRule.STRICT,
          new MissingRule(true, 4),
          new MissingRule(false, 22));

  private OperationCases() {}

  private static Expr vector(String dim, double... values) {
    return new Constant(NdArray.ofDoubles(List.of(new Dim(dim, values.length)), values), Unit.ONE);
  }

  private static NdArray ramp(Dim dim) {
    double[] values = new double[(int) dim.size()];
    Arrays.setAll(values, i -> i % 9 == 4 ? 0 : i * 0.25 - 3);
    return NdArray.ofDoubles(List.of(dim), values);
  }

  static List<Case> all() {
    List<Case> out = new ArrayList<>();
    elements(out);
    folds(out);
    groups(out);
    shapes(out);
    return out;
  }

  private static void add(List<Case> out, String name, Expr expr) {
    out.add(new Case(name, expr));
  }

  private static void elements(List<Case> out) {
    List<ElementOp> unary = new ArrayList<>(List.of(Elementary.values()));
    unary.addAll(
        List.of(
            Logic.NOT,
            new IsMissing(),
            new Relabel(Unit.parse("m")),
            new Affine(1.8, -459.67, Unit.parse("degF"))));
    // Near one and zero, where roots and logarithms begin and end.
    Expr small = Map.of(new Affine(0.125, -1.25, Unit.ONE), X);
    for (ElementOp op : unary) {
      add(out, op.label() + " of a field", Map.of(op, small));
      add(out, op.label() + " of a vector", Map.of(op, LAT));
    }
    List<ElementOp> binary = new ArrayList<>(List.of(Arithmetic.values()));
    binary.addAll(List.of(BinaryFunction.values()));
    binary.addAll(List.of(Comparison.values()));
    binary.addAll(List.of(Logic.AND, Logic.OR, new FillMissing(), new Where()));
    for (ElementOp op : binary) {
      add(out, op.label() + " of two fields", Map.of(op, X, PACKED));
      add(out, op.label() + " of field and vector", Map.of(op, X, LAT));
      add(out, op.label() + " of vector and field", Map.of(op, TIME, X));
      add(out, op.label() + " of two vectors", Map.of(op, LAT, TIME));
      add(out, op.label() + " of field and number", Map.of(op, X, Constant.of(0)));
    }
    Expr condition = Map.of(Comparison.GT, X, Constant.of(12));
    add(out, "choose", Map.of(new Choose(), X, condition, PACKED));
    add(out, "choose of vectors", Map.of(new Choose(), LAT, condition, TIME));
    add(out, "choose by a vector", Map.of(new Choose(), X, LAT, Constant.of(-1)));
  }

  private static void folds(List<Case> out) {
    for (ReduceOp op : FOLDS) {
      for (List<String> over :
          List.of(
              List.of("time"),
              List.of("lon"),
              List.of("lat", "lon"),
              List.of("time", "lon"),
              List.of("time", "lat", "lon"))) {
        for (MissingRule rule : RULES) {
          add(out, op.label() + " over " + over + " " + rule, fold(op, X, over, rule));
        }
        if (op.weightable()) {
          weighted(out, op, over);
        }
      }
      add(out, op.label() + " of packed", fold(op, PACKED, List.of("time"), RULES.get(0)));
      Expr derived = Map.of(Arithmetic.MULTIPLY, X, PACKED);
      add(out, op.label() + " of a product", fold(op, derived, List.of("lat"), RULES.get(0)));
    }
  }

  private static Expr fold(ReduceOp op, Expr in, List<String> over, MissingRule rule) {
    return new Reduce(op, in, Set.copyOf(over), Optional.empty(), rule);
  }

  private static void weighted(List<Case> out, ReduceOp op, List<String> over) {
    Expr field = Map.of(Elementary.ABS, Map.of(Arithmetic.SUBTRACT, PACKED, Constant.of(3)));
    for (Expr weights : List.of(Map.of(Elementary.ABS, LAT), Map.of(Elementary.ABS, TIME), field)) {
      for (MissingRule rule : RULES) {
        add(
            out,
            op.label() + " over " + over + " with weights " + weights.dims() + " " + rule,
            new Reduce(op, X, Set.copyOf(over), Optional.of(weights), rule));
      }
    }
  }

  private static void groups(List<Case> out) {
    int[] runs = new int[23];
    int[] cycle = new int[23];
    int[] gaps = new int[23];
    Arrays.setAll(runs, i -> i / 6);
    Arrays.setAll(cycle, i -> i % 5);
    Arrays.setAll(gaps, i -> i % 7 == 0 || i > 18 ? -1 : i % 3);
    for (ReduceOp op : FOLDS) {
      for (MissingRule rule : RULES) {
        group(out, op, "time", runs, 4, rule);
        group(out, op, "time", cycle, 6, rule);
        group(out, op, "time", gaps, 3, rule);
      }
      group(out, op, "lon", new int[] {0, 0, 1, 1, -1}, 2, MissingRule.SKIP);
      group(out, op, "lat", new int[] {1, 0, -1, 0}, 3, MissingRule.SKIP);
    }
  }

  private static void group(
      List<Case> out, ReduceOp op, String dim, int[] codes, int groups, MissingRule rule) {
    String name = op.label() + " by " + groups + " groups of " + dim + " " + rule;
    Dim result = new Dim("group", groups);
    Indices of = Indices.of(codes);
    add(out, name, new GroupReduce(op, X, dim, result, of, Optional.empty(), rule));
    if (op.weightable()) {
      Expr weights = Map.of(Elementary.ABS, TIME);
      add(
          out,
          name + ", weighted",
          new GroupReduce(op, X, dim, result, of, Optional.of(weights), rule));
    }
  }

  private static void shapes(List<Case> out) {
    Region part = Region.of(new long[] {3, 1, 4}, new long[] {7, 2, 1}, new long[] {3, 2, 1});
    add(out, "select", Select.of(X, part));
    add(out, "select and drop", new Select(X, part, List.of(false, false, true)));
    add(out, "nothing selected", Select.of(X, part.with(1, 2, 0)));
    int[] back = {4, 3, 2, 1, 0};
    add(out, "reverse", new Take(X, "lon", Indices.of(back), new Dim("lon", 5)));
    int[] mixed = {22, -1, 0, 0, 12, 11, -1, 20};
    add(out, "gather", new Take(X, "time", Indices.of(mixed), new Dim("sample", 8)));
    Expr row = Select.of(PACKED, Region.of(new long[] {0, 2, 0}, new long[] {23, 1, 5}));
    add(out, "join", new Concat("lat", List.of(X, row, X)));
    add(out, "stack", new Concat("member", List.of(X, PACKED, X)));
    add(out, "stack of numbers", new Concat("n", List.of(Constant.of(2), Constant.of(5))));
    add(out, "joined files", SET.missing(6).readJoined(5, 12, 6));
    add(
        out,
        "mean of joined files",
        fold(new Mean(), SET.missing(6).readJoined(5, 12, 6), List.of("time"), RULES.get(0)));
    add(out, "number", Constant.of(0.1));
    add(out, "file without dimensions", VirtualDataset.of("constant", "").read());
    Expr none = VirtualDataset.of("golden", "time:0,lat:3").read();
    for (ReduceOp op : FOLDS) {
      add(out, op.label() + " of nothing", fold(op, none, List.of("time"), RULES.get(0)));
      add(
          out,
          op.label() + " of nothing at all",
          fold(op, none, List.of("time", "lat"), RULES.get(1)));
      add(out, op.label() + " to nothing", fold(op, none, List.of("lat"), RULES.get(0)));
    }
  }
}
