package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.Dim;
import org.isobar.error.ShapeException;
import org.isobar.expr.Expr;
import org.isobar.expr.Reduce;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.Range;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;

/**
 * Reductions of a field with a rule for missing cells and for weights. Folded dimensions vanish and
 * leave scalar coordinates whose bounds span what was folded; {@code cell_methods} says what was
 * done. Without arguments all dimensions are folded.
 */
public final class Reducing {
  private final Field field;
  private final MissingRule missing;
  private final Optional<Weights> weights;
  private final boolean unweighted;

  private Reducing(
      Field field, MissingRule missing, Optional<Weights> weights, boolean unweighted) {
    this.field = field;
    this.missing = missing;
    this.weights = weights;
    this.unweighted = unweighted;
  }

  static Reducing of(Field field) {
    return new Reducing(field, MissingRule.SKIP, Optional.empty(), false);
  }

  /** Whether missing cells are left out (the default) or make the result missing. */
  public Reducing skipMissing(boolean skip) {
    return new Reducing(field, new MissingRule(skip, missing.minCount()), weights, unweighted);
  }

  /** Fewest valid cells that give a result. */
  public Reducing minCount(long cells) {
    return new Reducing(field, new MissingRule(missing.skip(), cells), weights, unweighted);
  }

  public Reducing weighted(Weights by) {
    return new Reducing(field, missing, Optional.of(by), false);
  }

  /** Allows means over latitude in which all rows count the same. */
  public Reducing unweighted() {
    return new Reducing(field, missing, Optional.empty(), true);
  }

  public Field mean(Axis... axes) {
    return fold(new Mean(), axes);
  }

  public Field mean(String... dims) {
    return fold(new Mean(), dims);
  }

  public Field mean() {
    return fold(new Mean(), all());
  }

  public Field sum() {
    return fold(new Sum(), all());
  }

  public Field sum(Axis... axes) {
    return fold(new Sum(), axes);
  }

  public Field sum(String... dims) {
    return fold(new Sum(), dims);
  }

  public Field min() {
    return fold(new Min(), all());
  }

  public Field min(Axis... axes) {
    return fold(new Min(), axes);
  }

  public Field min(String... dims) {
    return fold(new Min(), dims);
  }

  public Field max() {
    return fold(new Max(), all());
  }

  public Field max(Axis... axes) {
    return fold(new Max(), axes);
  }

  public Field max(String... dims) {
    return fold(new Max(), dims);
  }

  public Field range(Axis... axes) {
    return fold(new Range(), axes);
  }

  public Field range() {
    return fold(new Range(), all());
  }

  public Field range(String... dims) {
    return fold(new Range(), dims);
  }

  public Field count() {
    return fold(new Count(), all());
  }

  public Field count(Axis... axes) {
    return fold(new Count(), axes);
  }

  public Field count(String... dims) {
    return fold(new Count(), dims);
  }

  public Field countTrue(Axis... axes) {
    return fold(new CountTrue(), axes);
  }

  public Field countTrue() {
    return fold(new CountTrue(), all());
  }

  public Field countTrue(String... dims) {
    return fold(new CountTrue(), dims);
  }

  public Field std(int ddof, Axis... axes) {
    return fold(new Std(ddof), axes);
  }

  public Field std(int ddof) {
    return fold(new Std(ddof), all());
  }

  public Field std(int ddof, String... dims) {
    return fold(new Std(ddof), dims);
  }

  /** Standard deviation of the population. */
  public Field std(Axis... axes) {
    return std(0, axes);
  }

  /** Standard deviation of the population. */
  public Field std() {
    return std(0);
  }

  /** Standard deviation of the population. */
  public Field std(String... dims) {
    return std(0, dims);
  }

  public Field var(int ddof, Axis... axes) {
    return fold(new Variance(ddof), axes);
  }

  public Field var(int ddof) {
    return fold(new Variance(ddof), all());
  }

  public Field var(int ddof, String... dims) {
    return fold(new Variance(ddof), dims);
  }

  private Set<String> all() {
    Set<String> out = new LinkedHashSet<>();
    field.dims().forEach(d -> out.add(d.name()));
    return out;
  }

  private Field fold(ReduceOp op, Axis... axes) {
    return folded(op, axes.length == 0 ? all() : Dimensions.names(field, axes));
  }

  private Field fold(ReduceOp op, String... dims) {
    return folded(op, dims.length == 0 ? all() : Dimensions.names(field, dims));
  }

  /** Folds dimensions with any operation, also one of the user's. */
  public Field fold(ReduceOp op, Set<String> dims) {
    return folded(op, Dimensions.names(field, dims.toArray(String[]::new)));
  }

  private Field folded(ReduceOp op, Set<String> dims) {
    refuseUnweightedLatitude(op, dims);
    Optional<WeightExpressions.Weighted> w = weights.map(x -> WeightExpressions.of(field, x));
    Expr e = new Reduce(op, field.expr(), dims, w.map(WeightExpressions.Weighted::expr), missing);
    List<String> ordered = field.dims().stream().map(Dim::name).filter(dims::contains).toList();
    CoordinateSet set = field.coordinates();
    for (String d : ordered) {
      Optional<Coordinate> c = set.of(d);
      set = set.collapse(d, c.flatMap(k -> Collapse.scalar(k)));
    }
    FieldConstruct c = field.construct().withExpr(e).withCoordinates(set).unpacked();
    String words =
        op.label()
            + "("
            + String.join(", ", ordered)
            + ")"
            + w.map(x -> " " + x.words()).orElse("")
            + (missing.equals(MissingRule.SKIP) ? "" : " " + missing);
    return field.with(CellMethods.append(named(c, op), methodNames(ordered), op), words);
  }

  /** A flux summed over areas is no flux. */
  private FieldConstruct named(FieldConstruct c, ReduceOp op) {
    boolean other = op instanceof Sum && !c.expr().unit().equals(field.unit());
    return other ? c.withAttributes(c.attributes().without("standard_name")) : c;
  }

  /**
   * What {@code cell_methods} calls the folded dimensions: the names of the coordinates that stay,
   * and {@code area} for both horizontal ones weighted by area. CF conventions, section 7.3.
   */
  private List<String> methodNames(List<String> dims) {
    Optional<String> y = Dimensions.find(field, Axis.Y).filter(dims::contains);
    Optional<String> x = Dimensions.find(field, Axis.X).filter(dims::contains);
    boolean area = weights.filter(Reducing::byArea).isPresent() && y.isPresent() && x.isPresent();
    List<String> out = new ArrayList<>();
    for (String d : dims) {
      if (!area || !(y.get().equals(d) || x.get().equals(d))) {
        out.add(field.coordinates().of(d).map(Coordinate::name).orElse(d));
      }
    }
    if (area) {
      out.add("area");
    }
    return out;
  }

  private static boolean byArea(Weights w) {
    return switch (w) {
      case Weights.Area a -> true;
      case Weights.TimeLength t -> false;
      case Weights.Values v -> false;
      case Weights.Product p -> byArea(p.first()) || byArea(p.second());
    };
  }

  private void refuseUnweightedLatitude(ReduceOp op, Set<String> dims) {
    boolean needs = op instanceof Mean || op instanceof Std || op instanceof Variance;
    Optional<String> y = Dimensions.find(field, Axis.Y).filter(dims::contains);
    boolean rows = y.isPresent() && field.dims().contains(new Dim(y.get(), 1));
    if (!needs || unweighted || y.isEmpty() || rows || weighs(y.get(), weights)) {
      return;
    }
    throw new ShapeException(
        op.label()
            + " of '"
            + field.name()
            + "' over '"
            + y.get()
            + "': cells at unlike latitudes have unlike areas. Say areaMean(),"
            + " weighted(Weights.area())."
            + op.label().replaceAll("\\(.*", "")
            + "(...), or unweighted() if all are to count the same");
  }

  /** Whether weights tell rows apart. */
  private boolean weighs(String y, Optional<Weights> by) {
    return by.isPresent()
        && switch (by.get()) {
          case Weights.Area a -> true;
          case Weights.TimeLength t -> false;
          case Weights.Values v -> Dimensions.matched(field, v.field()).expr().indexOf(y) >= 0;
          case Weights.Product p ->
              weighs(y, Optional.of(p.first())) || weighs(y, Optional.of(p.second()));
        };
  }

  @Override
  public String toString() {
    return "Reducing" + Arrays.asList(field, missing, new ArrayList<>(weights.stream().toList()));
  }
}
