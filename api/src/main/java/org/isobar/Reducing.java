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

  public Field sum(Axis... axes) {
    return fold(new Sum(), axes);
  }

  public Field sum(String... dims) {
    return fold(new Sum(), dims);
  }

  public Field min(Axis... axes) {
    return fold(new Min(), axes);
  }

  public Field min(String... dims) {
    return fold(new Min(), dims);
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

  public Field range(String... dims) {
    return fold(new Range(), dims);
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

  public Field countTrue(String... dims) {
    return fold(new CountTrue(), dims);
  }

  public Field std(int ddof, Axis... axes) {
    return fold(new Std(ddof), axes);
  }

  public Field std(int ddof, String... dims) {
    return fold(new Std(ddof), dims);
  }

  /** Standard deviation of the population. */
  public Field std(Axis... axes) {
    return std(0, axes);
  }

  /** Standard deviation of the population. */
  public Field std(String... dims) {
    return std(0, dims);
  }

  public Field var(int ddof, Axis... axes) {
    return fold(new Variance(ddof), axes);
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
    return fold(op, axes.length == 0 ? all() : Dimensions.names(field, axes));
  }

  private Field fold(ReduceOp op, String... dims) {
    return fold(op, dims.length == 0 ? all() : Dimensions.names(field, dims));
  }

  /** Folds dimensions, given by their own names, with any operation, also one of the user's. */
  public Field fold(ReduceOp op, Set<String> dims) {
    refuseUnweightedLatitude(op, dims);
    Optional<WeightExpressions.Weighted> w = weights.map(x -> WeightExpressions.of(field, x));
    Expr e = new Reduce(op, field.expr(), dims, w.map(WeightExpressions.Weighted::expr), missing);
    List<String> ordered = field.dims().stream().map(Dim::name).filter(dims::contains).toList();
    CoordinateSet set = field.coordinates();
    for (String d : ordered) {
      Optional<Coordinate> c = set.of(d);
      set = set.collapse(d, c.flatMap(k -> Collapse.scalar(k)));
    }
    boolean area = w.isPresent() && weights.get() instanceof Weights.Area && ordered.size() == 2;
    FieldConstruct c = field.construct().withExpr(e).withCoordinates(set).unpacked();
    String words =
        op.label()
            + "("
            + String.join(", ", ordered)
            + ")"
            + w.map(x -> " " + x.words()).orElse("")
            + (missing.equals(MissingRule.SKIP) ? "" : " " + missing);
    return field.with(CellMethods.append(c, area ? List.of("area") : ordered, op), words);
  }

  private void refuseUnweightedLatitude(ReduceOp op, Set<String> dims) {
    boolean needs = op instanceof Mean || op instanceof Std || op instanceof Variance;
    if (!needs || unweighted || weights.isPresent()) {
      return;
    }
    Optional<String> y = field.coordinates().dimOf(Axis.Y);
    boolean latitude =
        y.filter(dims::contains)
            .flatMap(d -> field.coordinates().of(d))
            .filter(c -> c.size() > 1)
            .isPresent();
    if (latitude) {
      throw new ShapeException(
          op.label()
              + " of '"
              + field.name()
              + "' over latitude '"
              + y.get()
              + "' without weights: say areaMean(), weighted(Weights.area())."
              + op.label().replaceAll("\\(.*", "")
              + "(...), or unweighted() if all rows are to count the same");
    }
  }

  @Override
  public String toString() {
    return "Reducing" + Arrays.asList(field, missing, new ArrayList<>(weights.stream().toList()));
  }
}
