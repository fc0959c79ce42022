package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.data.Region;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.VariableRef;
import org.isobar.engine.plan.Destination;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.FoldGeometry;
import org.isobar.engine.plan.Groups;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.ResultSpec;
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

/** Expressions, operations and plans. Numbers 70 to 149. */
final class PlanTypes {
  /** Groups may be empty, so their number is not bounded by the codes. */
  private static final int MOST_GROUPS = 1 << 26;

  private PlanTypes() {}

  /** What is written once however often it occurs. */
  static final Set<Class<?>> SHARED =
      Set.of(
          Read.class,
          Constant.class,
          Select.class,
          Take.class,
          org.isobar.expr.Map.class,
          Reduce.class,
          GroupReduce.class,
          Concat.class,
          VariableRef.class,
          DatasetDescriptor.class,
          FoldGeometry.class,
          Groups.class,
          Dim.class,
          Unit.class);

  static void addTo(Catalogue c) {
    c.addAll(70, List.of(Read.class, Constant.class))
        .add(72, Select.class, () -> of(PlanTypes::select, PlanTypes::select))
        .add(73, Take.class, () -> of(PlanTypes::take, PlanTypes::take))
        .add(74, org.isobar.expr.Map.class, () -> of(PlanTypes::map, PlanTypes::map))
        .add(75, Reduce.class, () -> of(PlanTypes::reduce, PlanTypes::reduce))
        .add(76, GroupReduce.class, () -> of(PlanTypes::group, PlanTypes::group))
        .add(77, Concat.class, () -> of(PlanTypes::concat, PlanTypes::concat))
        .add(78, Groups.class, () -> of(PlanTypes::groups, PlanTypes::groups))
        .addAll(
            80,
            List.of(
                Affine.class,
                Arithmetic.class,
                BinaryFunction.class,
                Choose.class,
                Comparison.class,
                Count.class,
                CountTrue.class,
                Elementary.class,
                FillMissing.class,
                IsMissing.class,
                Logic.class,
                Max.class,
                Mean.class,
                Min.class,
                MissingRule.class,
                Range.class,
                Relabel.class,
                Std.class,
                Sum.class,
                Variance.class,
                Where.class))
        .addAll(
            120,
            List.of(
                Plan.class,
                ReduceStage.class,
                ProduceStage.class,
                ProduceStage.Product.class,
                Fold.class,
                FoldGeometry.class,
                Intermediate.class,
                Destination.ToIntermediate.class,
                Destination.ToResult.class,
                ResultSpec.InMemory.class,
                ResultSpec.InFile.class,
                FileSpec.class,
                Price.class));
  }

  private static <T> Serializer<T> of(
      ValueSerializer.Writer<T> writer, ValueSerializer.Reader<T> reader) {
    return new ValueSerializer<>(writer, reader);
  }

  private static <T> T next(Kryo kryo, Input in, Class<T> type) {
    Object value = kryo.readClassAndObject(in);
    if (!type.isInstance(value)) {
      throw new KryoException("a " + type.getSimpleName() + " was due, and there is " + value);
    }
    return type.cast(value);
  }

  private static <T> List<T> nextList(Kryo kryo, Input in, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (Object value : next(kryo, in, List.class)) {
      if (!type.isInstance(value)) {
        throw new KryoException("a " + type.getSimpleName() + " was due, and there is " + value);
      }
      all.add(type.cast(value));
    }
    return all;
  }

  private static Optional<Expr> weights(Kryo kryo, Input in) {
    return in.readBoolean() ? Optional.of(next(kryo, in, Expr.class)) : Optional.empty();
  }

  private static void weights(Kryo kryo, Output out, Optional<Expr> weights) {
    out.writeBoolean(weights.isPresent());
    weights.ifPresent(w -> kryo.writeClassAndObject(out, w));
  }

  private static void select(Kryo kryo, Output out, Select e) {
    kryo.writeClassAndObject(out, e.input());
    kryo.writeClassAndObject(out, e.region());
    kryo.writeClassAndObject(out, e.drop());
  }

  private static Select select(Kryo kryo, Input in) {
    return new Select(
        next(kryo, in, Expr.class),
        next(kryo, in, Region.class),
        nextList(kryo, in, Boolean.class));
  }

  private static void take(Kryo kryo, Output out, Take e) {
    kryo.writeClassAndObject(out, e.input());
    Codecs.text(out, e.dim());
    kryo.writeClassAndObject(out, e.indices());
    kryo.writeClassAndObject(out, e.result());
  }

  private static Take take(Kryo kryo, Input in) {
    return new Take(
        next(kryo, in, Expr.class),
        Codecs.text(in),
        next(kryo, in, Indices.class),
        next(kryo, in, Dim.class));
  }

  private static void map(Kryo kryo, Output out, org.isobar.expr.Map e) {
    kryo.writeClassAndObject(out, e.op());
    kryo.writeClassAndObject(out, e.inputs());
  }

  private static org.isobar.expr.Map map(Kryo kryo, Input in) {
    return new org.isobar.expr.Map(next(kryo, in, ElementOp.class), nextList(kryo, in, Expr.class));
  }

  private static void reduce(Kryo kryo, Output out, Reduce e) {
    kryo.writeClassAndObject(out, e.op());
    kryo.writeClassAndObject(out, e.input());
    kryo.writeClassAndObject(out, List.copyOf(e.over()));
    weights(kryo, out, e.weights());
    kryo.writeClassAndObject(out, e.missing());
  }

  private static Reduce reduce(Kryo kryo, Input in) {
    return new Reduce(
        next(kryo, in, ReduceOp.class),
        next(kryo, in, Expr.class),
        new LinkedHashSet<>(nextList(kryo, in, String.class)),
        weights(kryo, in),
        next(kryo, in, MissingRule.class));
  }

  private static void group(Kryo kryo, Output out, GroupReduce e) {
    kryo.writeClassAndObject(out, e.op());
    kryo.writeClassAndObject(out, e.input());
    Codecs.text(out, e.dim());
    kryo.writeClassAndObject(out, e.groups());
    kryo.writeClassAndObject(out, e.codes());
    weights(kryo, out, e.weights());
    kryo.writeClassAndObject(out, e.missing());
  }

  private static GroupReduce group(Kryo kryo, Input in) {
    return new GroupReduce(
        next(kryo, in, ReduceOp.class),
        next(kryo, in, Expr.class),
        Codecs.text(in),
        next(kryo, in, Dim.class),
        next(kryo, in, Indices.class),
        weights(kryo, in),
        next(kryo, in, MissingRule.class));
  }

  private static void concat(Kryo kryo, Output out, Concat e) {
    Codecs.text(out, e.dim());
    kryo.writeClassAndObject(out, e.inputs());
  }

  private static Concat concat(Kryo kryo, Input in) {
    return new Concat(Codecs.text(in), nextList(kryo, in, Expr.class));
  }

  private static void groups(Kryo kryo, Output out, Groups g) {
    out.writeVarInt(g.axis(), true);
    kryo.writeClassAndObject(out, g.codes());
    out.writeVarInt(g.count(), true);
  }

  private static Groups groups(Kryo kryo, Input in) {
    int axis = in.readVarInt(true);
    Indices codes = next(kryo, in, Indices.class);
    int count = in.readVarInt(true);
    if (count < 0 || count > MOST_GROUPS) {
      throw new KryoException(count + " groups");
    }
    return new Groups(axis, codes, count);
  }
}
