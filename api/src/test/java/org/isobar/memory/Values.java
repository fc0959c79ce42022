package org.isobar.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isobar.Field;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.Providers;
import org.isobar.dataset.VariableRef;
import org.isobar.expr.Concat;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Read;
import org.isobar.expr.Reduce;
import org.isobar.expr.Select;
import org.isobar.expr.Take;
import org.isobar.op.Affine;
import org.isobar.op.Arithmetic;
import org.isobar.op.Choose;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.ElementOp;
import org.isobar.op.Mean;
import org.isobar.op.ReduceOp;
import org.isobar.op.Relabel;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Where;

/**
 * What small expressions are worth, cell by cell, for the few operations whose values tests of
 * fields look at.
 */
public final class Values {
  private final IdentityHashMap<Expr, double[]> read = new IdentityHashMap<>();

  private Values() {}

  /** All values of a field, row-major. */
  public static double[] of(Field f) {
    return of(f.expr());
  }

  /** All values of an expression, row-major. */
  public static double[] of(Expr e) {
    Values values = new Values();
    return cells(e.dims()).stream().mapToDouble(at -> values.at(e, at)).toArray();
  }

  private double at(Expr e, Map<String, Long> index) {
    return switch (e) {
      case Constant c -> c.value().get(position(c.dims(), index));
      case Read r ->
          read.computeIfAbsent(r, x -> array(r.variable()))[(int) position(r.dims(), index)];
      case Select s -> {
        Map<String, Long> in = new HashMap<>();
        for (int d = 0; d < s.input().dims().size(); d++) {
          String name = s.input().dims().get(d).name();
          long i = s.drop().get(d) ? 0 : index.get(name);
          in.put(name, s.region().start(d) + i * s.region().stride(d));
        }
        yield at(s.input(), in);
      }
      case Take t -> {
        Map<String, Long> in = new HashMap<>(index);
        int i = t.indices().get(in.remove(t.result().name()).intValue());
        in.put(t.dim(), (long) i);
        yield i < 0 ? Double.NaN : at(t.input(), in);
      }
      case Concat c -> {
        Map<String, Long> in = new HashMap<>(index);
        int k = 0;
        while (in.get(c.dim()) >= c.extent(c.inputs().get(k))) {
          in.put(c.dim(), in.get(c.dim()) - c.extent(c.inputs().get(k++)));
        }
        yield at(c.inputs().get(k), in);
      }
      case org.isobar.expr.Map m ->
          apply(m.op(), m.inputs().stream().mapToDouble(x -> at(x, index)).toArray());
      case Reduce r -> {
        List<Dim> over =
            r.input().dims().stream().filter(d -> r.over().contains(d.name())).toList();
        yield fold(r.op(), r.input(), r.weights(), index, cells(over));
      }
      case GroupReduce g -> {
        int group = index.get(g.groups().name()).intValue();
        List<Map<String, Long>> members =
            IntStream.range(0, g.codes().size())
                .filter(i -> g.codes().get(i) == group)
                .mapToObj(i -> Map.of(g.dim(), (long) i))
                .toList();
        yield fold(g.op(), g.input(), g.weights(), index, members);
      }
    };
  }

  private double fold(
      ReduceOp op,
      Expr input,
      Optional<Expr> weights,
      Map<String, Long> index,
      List<Map<String, Long>> members) {
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (Map<String, Long> m : members) {
      Map<String, Long> in = new HashMap<>(index);
      in.putAll(m);
      double x = at(input, in);
      double w = weights.isPresent() ? at(weights.get(), in) : 1;
      if (!Double.isNaN(x)) {
        n += w;
        sum += w * x;
        squares += w * x * x;
      }
    }
    return switch (op) {
      case Mean m -> sum / n;
      case Sum s -> sum;
      case Count c -> n;
      case Std s when s.ddof() == 0 -> Math.sqrt(squares / n - sum / n * (sum / n));
      default -> throw new IllegalArgumentException("not needed in tests: " + op);
    };
  }

  private static double apply(ElementOp op, double[] x) {
    return switch (op) {
      case Arithmetic a ->
          switch (a) {
            case ADD -> x[0] + x[1];
            case SUBTRACT -> x[0] - x[1];
            case MULTIPLY -> x[0] * x[1];
            case DIVIDE -> x[1] == 0 ? Double.NaN : x[0] / x[1];
            case POWER -> Math.pow(x[0], x[1]);
            case MINIMUM -> Math.min(x[0], x[1]);
            case MAXIMUM -> Math.max(x[0], x[1]);
          };
      case Affine a -> x[0] * a.scale() + a.offset();
      case Relabel r -> x[0];
      case Comparison c when c == Comparison.GT -> x[0] > x[1] ? 1 : 0;
      case Where w -> x[1] != 0 ? x[0] : Double.NaN;
      case Choose c -> x[1] != 0 ? x[0] : x[2];
      default -> throw new IllegalArgumentException("not needed in tests: " + op);
    };
  }

  private static double[] array(VariableRef v) {
    int join = v.joinIndex();
    NdArray whole = NdArray.allocate(v.dims(), org.isobar.data.DType.FLOAT64);
    long at = 0;
    for (DatasetDescriptor.Part p : v.dataset().parts()) {
      Region all = Region.all(v.dims());
      Region inFile = join < 0 ? all : all.with(join, p.start(), p.length());
      Region inWhole = join < 0 ? all : all.with(join, at, p.length());
      double[] part = new double[Math.toIntExact(inFile.size())];
      try (BlockReader reader =
          Providers.ofFormat(v.dataset().format()).open(p, v.dataset().options())) {
        reader.read(v.path(), inFile, part, 0);
      }
      whole.write(inWhole, part, 0);
      at += p.length();
      if (join < 0) {
        break;
      }
    }
    return whole.toDoubleArray();
  }

  private static List<Map<String, Long>> cells(List<Dim> dims) {
    List<Map<String, Long>> out = new ArrayList<>(List.of(Map.of()));
    for (Dim d : dims) {
      List<Map<String, Long>> next = new ArrayList<>();
      for (Map<String, Long> m : out) {
        for (long i = 0; i < d.size(); i++) {
          Map<String, Long> one = new HashMap<>(m);
          one.put(d.name(), i);
          next.add(one);
        }
      }
      out = next;
    }
    return out;
  }

  private static long position(List<Dim> dims, Map<String, Long> index) {
    long at = 0;
    for (Dim d : dims) {
      at = at * d.size() + index.get(d.name());
    }
    return at;
  }
}
