package org.isobar.testkit;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.DatasetProvider;
import org.isobar.dataset.VariableRef;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;

/**
 * What an expression is worth, by the shortest loops that say it: whole arrays, one operation after
 * the other, sums and variances in exact arithmetic. Shares no code with the engine. For small
 * arrays.
 *
 * <p>Values are doubles until the end, NaN is missing.
 */
public final class NaiveEvaluator {
  private final IdentityHashMap<Expr, double[]> known = new IdentityHashMap<>();

  /** The expression's values, rounded to its type. */
  public static NdArray evaluate(Expr expr) {
    double[] values = new NaiveEvaluator().values(expr);
    NdArray out = NdArray.allocate(expr.dims(), expr.dtype());
    for (int i = 0; i < values.length; i++) {
      out.set(i, values[i]);
    }
    return out;
  }

  /** The expression's values before they are rounded to its type, row-major. */
  public double[] values(Expr expr) {
    double[] done = known.get(expr);
    if (done == null) {
      done =
          switch (expr) {
            case Read read -> read(read.variable());
            case Constant constant -> constant.value().toDoubleArray();
            case Select select -> select(select);
            case Take take -> take(take);
            case Map map -> map(map);
            case Concat concat -> concat(concat);
            case Reduce reduce -> reduce(reduce);
            case GroupReduce group -> group(group);
          };
      known.put(expr, done);
    }
    return done;
  }

  private static double[] read(VariableRef variable) {
    int join = variable.joinIndex();
    if (join < 0) {
      return readPart(variable, variable.dataset().parts().get(0), Region.all(variable.dims()));
    }
    NdArray whole = NdArray.allocate(variable.dims(), org.isobar.data.DType.FLOAT64);
    long at = 0;
    for (DatasetDescriptor.Part part : variable.dataset().parts()) {
      Region inFile = Region.all(variable.dims()).with(join, part.start(), part.length());
      Region inWhole = Region.all(variable.dims()).with(join, at, part.length());
      whole.write(inWhole, readPart(variable, part, inFile), 0);
      at += part.length();
    }
    return whole.toDoubleArray();
  }

  private static double[] readPart(
      VariableRef variable, DatasetDescriptor.Part part, Region region) {
    double[] out = new double[Math.toIntExact(region.size())];
    DatasetProvider provider =
        ServiceLoader.load(DatasetProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.format().equals(variable.dataset().format()))
            .findFirst()
            .orElseThrow();
    try (BlockReader reader = provider.open(part, variable.dataset().options())) {
      reader.read(variable.path(), region, out, 0);
    }
    return out;
  }

  private double[] select(Select select) {
    NdArray in = NdArray.ofDoubles(select.input().dims(), values(select.input()));
    double[] out = new double[Math.toIntExact(select.size())];
    in.read(select.region(), out, 0);
    return out;
  }

  private double[] take(Take take) {
    double[] in = values(take.input());
    int at = take.input().indexOf(take.dim());
    Cells cells = new Cells(take.dims());
    Cells source = new Cells(take.input().dims());
    double[] out = new double[cells.size()];
    for (int i = 0; i < out.length; i++) {
      int[] index = cells.index(i);
      index[at] = take.indices().get(index[at]);
      out[i] = index[at] < 0 ? Double.NaN : in[source.position(index)];
    }
    return out;
  }

  private double[] map(Map map) {
    Cells cells = new Cells(map.dims());
    double[] out = new double[cells.size()];
    double[] args = new double[map.inputs().size()];
    for (int i = 0; i < out.length; i++) {
      int[] index = cells.index(i);
      for (int k = 0; k < args.length; k++) {
        Expr input = map.inputs().get(k);
        args[k] = values(input)[cells.projected(index, input.dims())];
      }
      out[i] = NaiveElement.apply(map.op(), args);
    }
    return out;
  }

  private double[] concat(Concat concat) {
    Cells cells = new Cells(concat.dims());
    double[] out = new double[cells.size()];
    for (int i = 0; i < out.length; i++) {
      int[] index = cells.index(i);
      int k = 0;
      while (index[concat.axis()] >= concat.extent(concat.inputs().get(k))) {
        index[concat.axis()] -= (int) concat.extent(concat.inputs().get(k++));
      }
      Expr input = concat.inputs().get(k);
      out[i] = values(input)[cells.projected(index, input.dims())];
    }
    return out;
  }

  private double[] reduce(Reduce r) {
    Set<String> over = r.over();
    Cells result = new Cells(r.dims());
    return fold(
        r.op(),
        r.input(),
        r.weights(),
        r.missing(),
        result.size(),
        (cells, index) -> cells.projectedWithout(index, over));
  }

  private double[] group(GroupReduce g) {
    Cells result = new Cells(g.dims());
    int at = g.input().indexOf(g.dim());
    return fold(
        g.op(),
        g.input(),
        g.weights(),
        g.missing(),
        result.size(),
        (cells, index) -> {
          int[] target = index.clone();
          target[at] = g.codes().get(index[at]);
          return target[at] < 0 ? -1 : result.position(target);
        });
  }

  private interface Target {
    /** The result cell into which an input cell folds, or -1. */
    int of(Cells cells, int[] index);
  }

  private double[] fold(
      ReduceOp op,
      Expr input,
      Optional<Expr> weights,
      MissingRule missing,
      int results,
      Target target) {
    double[] in = values(input);
    Cells cells = new Cells(input.dims());
    NaiveReduce[] folds = new NaiveReduce[results];
    for (int i = 0; i < results; i++) {
      folds[i] = new NaiveReduce(op, weights.isPresent(), missing);
    }
    for (int i = 0; i < in.length; i++) {
      int[] index = cells.index(i);
      int result = target.of(cells, index);
      if (result >= 0) {
        double weight = weights.map(w -> values(w)[cells.projected(index, w.dims())]).orElse(1.0);
        folds[result].add(in[i], weight);
      }
    }
    double[] out = new double[results];
    for (int i = 0; i < results; i++) {
      out[i] = folds[i].result();
    }
    return out;
  }

  /** Row-major positions in an array with named dimensions. */
  private record Cells(List<Dim> dims) {
    int size() {
      return Math.toIntExact(Region.all(dims).size());
    }

    int[] index(int position) {
      int[] index = new int[dims.size()];
      int rest = position;
      for (int d = index.length - 1; d >= 0; d--) {
        int n = (int) dims.get(d).size();
        index[d] = rest % n;
        rest /= n;
      }
      return index;
    }

    int position(int[] index) {
      int at = 0;
      for (int d = 0; d < index.length; d++) {
        at = at * (int) dims.get(d).size() + index[d];
      }
      return at;
    }

    /** Position of the same cell in an array that has some of the dimensions, in any order. */
    int projected(int[] index, List<Dim> target) {
      int at = 0;
      for (Dim dim : target) {
        for (int d = 0; d < index.length; d++) {
          if (dims.get(d).name().equals(dim.name())) {
            at = at * (int) dim.size() + index[d];
          }
        }
      }
      return at;
    }

    /** Position of the cell in an array that lacks some of the dimensions. */
    int projectedWithout(int[] index, Set<String> without) {
      return projected(index, dims.stream().filter(d -> !without.contains(d.name())).toList());
    }
  }
}
