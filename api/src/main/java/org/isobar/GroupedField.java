package org.isobar;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.dataset.Attributes;
import org.isobar.error.ShapeException;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.expr.Map;
import org.isobar.expr.Take;
import org.isobar.op.Arithmetic;
import org.isobar.op.Comparison;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.ElementOp;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.time.By;
import org.isobar.time.Groups;
import org.isobar.time.TimeRange;

/**
 * A field whose samples are grouped by a property of their date over all years.
 *
 * <p>Reductions give a climatology: the time dimension becomes one of the groups that occur, with
 * CF climatology bounds. Means into seasons and years weigh each sample by its length in time.
 * Groups take every sample, those of incomplete years too: {@link Field#resample} drops these.
 * {@link #anomaly} and the comparisons match samples and groups by key, never by position.
 */
public final class GroupedField {
  /** CF's standard names that stand there with {@code _anomaly} too. */
  private static final Set<String> WITH_ANOMALY =
      Set.of(
          "air_pressure",
          "air_temperature",
          "geopotential",
          "geopotential_height",
          "surface_temperature");

  private final Field field;
  private final By by;
  private final Samples samples;
  private final Groups groups;
  private final MissingRule missing;
  private final boolean weighted;

  private GroupedField(Field field, By by, Samples samples, MissingRule missing, boolean weighted) {
    this.field = field;
    this.by = by;
    this.samples = samples;
    this.groups = Groups.of(by, samples.micros(), samples.calendar());
    this.missing = missing;
    this.weighted = weighted;
  }

  static GroupedField of(Field field, By by) {
    boolean longer = by == By.SEASON_OF_YEAR || by == By.YEAR;
    return new GroupedField(field, by, Samples.of(field), MissingRule.SKIP, longer);
  }

  /** Groups whose samples all count the same, whatever their length in time. */
  public GroupedField unweighted() {
    return new GroupedField(field, by, samples, missing, false);
  }

  /** Groups by the samples' own time stamps, their bounds passed over: as CDO does. */
  public GroupedField stamped() {
    return new GroupedField(field, by, Samples.stamped(field), missing, weighted);
  }

  /** Fewest valid samples that give a result. */
  public GroupedField minCount(long n) {
    return new GroupedField(field, by, samples, new MissingRule(missing.skip(), n), weighted);
  }

  /** Whether missing samples are left out (the default) or make the result missing. */
  public GroupedField skipMissing(boolean skip) {
    return new GroupedField(
        field, by, samples, new MissingRule(skip, missing.minCount()), weighted);
  }

  public Field mean() {
    return fold(new Mean());
  }

  public Field sum() {
    return fold(new Sum());
  }

  public Field min() {
    return fold(new Min());
  }

  public Field max() {
    return fold(new Max());
  }

  /** Standard deviation of the population. */
  public Field std() {
    return std(0);
  }

  public Field std(int ddof) {
    return fold(new Std(ddof));
  }

  public Field var(int ddof) {
    return fold(new Variance(ddof));
  }

  public Field count() {
    return fold(new Count());
  }

  public Field countTrue() {
    return fold(new CountTrue());
  }

  /** Folds each group with any operation, also one of the user's. */
  public Field fold(ReduceOp op) {
    int[] all = IntStream.range(0, groups.samples()).toArray();
    Expr e = climatology(op, field.expr(), all);
    return describe(op, e, all);
  }

  /**
   * The field minus the mean of each sample's group over the whole series. Samples whose group has
   * no valid sample become missing.
   */
  public Field anomaly() {
    return anomaly(IntStream.range(0, groups.samples()).toArray(), "the whole series");
  }

  /**
   * The field minus the mean of each sample's group over a baseline. Two streamed passes; the
   * climatology is never rounded.
   *
   * @throws ShapeException if the baseline holds no sample, or lacks a group that the series has
   */
  public Field anomaly(TimeRange baseline) {
    int[] within = TimeSelection.within(samples, baseline);
    if (within.length == 0) {
      throw new ShapeException(
          "baseline "
              + baseline.from()
              + " to "
              + baseline.to()
              + " holds no sample of '"
              + field.name()
              + "': "
              + Selection.extent(field, samples.dim()));
    }
    return anomaly(within, baseline.from() + " to " + baseline.to());
  }

  private Field anomaly(int[] within, String words) {
    int[] present = IntStream.of(within).map(groups::code).sorted().distinct().toArray();
    if (present.length < groups.size()) {
      int lacking =
          IntStream.range(0, groups.size())
              .filter(g -> Arrays.binarySearch(present, g) < 0)
              .findFirst()
              .orElseThrow();
      throw new ShapeException(
          "baseline "
              + words
              + " of '"
              + field.name()
              + "' holds no sample of "
              + by
              + " "
              + groups.label(lacking)
              + ", which the series has");
    }
    Expr picked = Selection.take(field.expr(), samples.dim(), Indices.of(within));
    Expr base = within.length == groups.samples() ? field.expr() : picked;
    Expr clim = climatology(new Mean(), base, within);
    Expr spread = new Take(clim, groupDim(), Indices.of(groups.codes()), timeDim());
    FieldConstruct c =
        field.construct().withExpr(Map.of(Arithmetic.SUBTRACT, field.expr(), spread)).unpacked();
    return field.with(namedAsAnomaly(c), "anomaly by " + by + " against the mean of " + words);
  }

  /** A name that has no anomaly among CF's standard names goes. */
  private static FieldConstruct namedAsAnomaly(FieldConstruct c) {
    Attributes a = c.attributes();
    Attributes named =
        a.text("standard_name")
            .filter(WITH_ANOMALY::contains)
            .map(name -> a.with("standard_name", name + "_anomaly"))
            .orElse(a.without("standard_name"));
    Attributes titled =
        a.text("long_name").map(l -> named.with("long_name", l + " anomaly")).orElse(named);
    return c.withAttributes(titled);
  }

  /**
   * The field minus a climatology with the same kind of groups, matched by key: an anomaly against
   * a climatology of another field, such as that of a historical run.
   */
  public Field minus(Field climatology) {
    Field difference = Elementwise.minus(field, spread("subtract", climatology));
    FieldConstruct named =
        namedAsAnomaly(difference.construct().withAttributes(field.attributes()));
    return new Field(named, difference.origin());
  }

  public Field plus(Field climatology) {
    return against(Arithmetic.ADD, climatology);
  }

  public Field times(Field climatology) {
    return against(Arithmetic.MULTIPLY, climatology);
  }

  public Field divide(Field climatology) {
    return against(Arithmetic.DIVIDE, climatology);
  }

  public Field gt(Field climatology) {
    return against(Comparison.GT, climatology);
  }

  public Field lt(Field climatology) {
    return against(Comparison.LT, climatology);
  }

  /** An operation of two inputs on each sample and its group's step of a climatology. */
  public Field apply(ElementOp operation, Field climatology) {
    return against(operation, climatology);
  }

  private Field against(ElementOp op, Field climatology) {
    Field there = spread(op.label(), climatology);
    return Elementwise.combine(
        op, field, sameUnit(op) ? Elementwise.inUnitOf(field, there) : there);
  }

  /** A climatology on the time axis of the field: at each sample that of its group. */
  private Field spread(String what, Field climatology) {
    String dim = Dimensions.name(climatology, Axis.T);
    Samples keys = Samples.stamped(climatology);
    Groups theirs = Groups.of(by, keys.micros(), keys.calendar());
    int[] ofGroup =
        IntStream.range(0, groups.size())
            .map(g -> only(what, climatology, theirs, groups.key(g)))
            .toArray();
    int[] at = IntStream.of(groups.codes()).map(g -> ofGroup[g]).toArray();
    Field named =
        dim.equals(samples.dim())
            ? climatology
            : Selection.renamed(climatology, dim, samples.dim());
    Field there = Selection.take(named, samples.dim(), at, what);
    CoordinateSet set = there.coordinates().without(samples.dim());
    return new Field(
        there.construct().withCoordinates(set.with(samples.dim(), samples.coordinate())),
        climatology.origin());
  }

  private int only(String what, Field climatology, Groups theirs, int key) {
    int[] match =
        IntStream.range(0, theirs.samples())
            .filter(j -> theirs.key(theirs.code(j)) == key)
            .toArray();
    if (match.length != 1) {
      throw new ShapeException(
          what
              + ": climatology '"
              + climatology.name()
              + "' has "
              + match.length
              + " samples for "
              + by
              + " "
              + by.label(key)
              + "; it must have one");
    }
    return match[0];
  }

  private static boolean sameUnit(ElementOp op) {
    return op instanceof Comparison || op == Arithmetic.ADD || op == Arithmetic.SUBTRACT;
  }

  private Dim timeDim() {
    return new Dim(samples.dim(), groups.samples());
  }

  private String groupDim() {
    return samples.dim();
  }

  private Expr climatology(ReduceOp op, Expr input, int[] within) {
    int[] codes = IntStream.of(within).map(groups::code).toArray();
    return new GroupReduce(
        op,
        input,
        samples.dim(),
        new Dim(groupDim(), groups.size()),
        Indices.of(codes),
        weights(op, within),
        missing);
  }

  private Optional<Expr> weights(ReduceOp op, int[] within) {
    if (!weighted || !(op instanceof Mean) || SampleLengths.alike(samples)) {
      return Optional.empty();
    }
    Expr all = SampleLengths.expr(samples);
    return Optional.of(
        within.length == groups.samples()
            ? all
            : Selection.take(all, samples.dim(), Indices.of(within)));
  }

  private Field describe(ReduceOp op, Expr e, int[] within) {
    CoordinateSet set = field.coordinates();
    List<Auxiliary> rest =
        set.auxiliaries().stream().filter(a -> !a.dims().contains(samples.dim())).toList();
    Coordinate time = ClimatologyAxis.of(samples, groups, within);
    CoordinateSet grouped = set.with(samples.dim(), time).withAuxiliaries(rest);
    FieldConstruct c = field.construct().withExpr(e).withCoordinates(grouped).unpacked();
    FieldConstruct described =
        samples.climatology()
            ? CellMethods.append(c, List.of(samples.dim()), op)
            : CellMethods.appendClimatology(c, samples.dim(), op, by);
    return field.with(described, op.label() + " by " + by);
  }
}
