package org.isobar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.Dim;
import org.isobar.data.Indices;
import org.isobar.error.ShapeException;
import org.isobar.expr.Expr;
import org.isobar.expr.GroupReduce;
import org.isobar.op.Count;
import org.isobar.op.CountTrue;
import org.isobar.op.Max;
import org.isobar.op.Mean;
import org.isobar.op.Min;
import org.isobar.op.MissingRule;
import org.isobar.op.ReduceOp;
import org.isobar.op.Std;
import org.isobar.op.Sum;
import org.isobar.op.Variance;
import org.isobar.time.Frequency;
import org.isobar.time.Incomplete;
import org.isobar.time.Interval;
import org.isobar.time.Periods;
import org.isobar.time.TimeReference;

/**
 * A field whose time axis is cut into successive hours, days, months, seasons or years. Periods
 * that the samples do not cover whole are dropped and reported unless {@link #incomplete} says
 * otherwise; means of months into seasons and years weigh each sample by its length in time.
 * Results stand at the middle of their period and have its bounds.
 */
public final class ResampledField {
  private static final System.Logger LOG = System.getLogger(ResampledField.class.getName());
  private final Field field;
  private final Frequency frequency;
  private final Samples samples;
  private final Incomplete incomplete;
  private final MissingRule missing;
  private final boolean weighted;
  private final Optional<Expr> given;

  private ResampledField(
      Field field,
      Frequency frequency,
      Samples samples,
      Incomplete incomplete,
      MissingRule missing,
      boolean weighted,
      Optional<Expr> given) {
    this.field = field;
    this.frequency = frequency;
    this.samples = samples;
    this.incomplete = incomplete;
    this.missing = missing;
    this.weighted = weighted;
    this.given = given;
  }

  static ResampledField of(Field field, Frequency frequency) {
    return new ResampledField(
        field,
        frequency,
        Samples.of(field),
        Incomplete.DROP,
        MissingRule.SKIP,
        true,
        Optional.empty());
  }

  /** What to do with periods that the samples do not cover whole. */
  public ResampledField incomplete(Incomplete choice) {
    return new ResampledField(field, frequency, samples, choice, missing, weighted, given);
  }

  /** Fewest valid samples that give a result. */
  public ResampledField minCount(long n) {
    return new ResampledField(
        field, frequency, samples, incomplete, new MissingRule(missing.skip(), n), weighted, given);
  }

  /** Whether missing samples are left out (the default) or make the result missing. */
  public ResampledField skipMissing(boolean skip) {
    return new ResampledField(
        field,
        frequency,
        samples,
        incomplete,
        new MissingRule(skip, missing.minCount()),
        weighted,
        given);
  }

  /** All samples count the same, whatever their length in time. */
  public ResampledField unweighted() {
    return new ResampledField(
        field, frequency, samples, incomplete, missing, false, Optional.empty());
  }

  /**
   * Means in which each sample counts as much as a field of weights along time says.
   *
   * @throws ShapeException if the weights have another dimension than time, or another size
   */
  public ResampledField weighted(Field weights) {
    Field matched = Dimensions.matched(field, weights);
    List<Dim> expected = List.of(new Dim(samples.dim(), samples.micros().length));
    if (!matched.dims().equals(expected)) {
      throw new ShapeException(
          "weights of time steps have dimensions " + weights.dims() + ", needed are " + expected);
    }
    return new ResampledField(
        field, frequency, samples, incomplete, missing, true, Optional.of(matched.expr()));
  }

  /** Periods by the samples' own time stamps, their bounds passed over: as CDO does. */
  public ResampledField stamped() {
    return new ResampledField(
        field, frequency, Samples.stamped(field), incomplete, missing, weighted, given);
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

  /** Folds each period with any operation, also one of the user's. */
  public Field fold(ReduceOp op) {
    Periods periods =
        Periods.of(
            frequency, samples.micros(), samples.bounded() ? cells() : null, samples.calendar());
    refuseLongSamples(periods);
    int[] kept = kept(periods);
    Dim dim = new Dim(samples.dim(), Arrays.stream(kept).filter(k -> k >= 0).count());
    int[] codes = new int[periods.samples()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = kept[periods.code(i)];
    }
    Optional<Expr> weights = weights(op);
    Expr e =
        new GroupReduce(op, field.expr(), samples.dim(), dim, Indices.of(codes), weights, missing);
    CoordinateSet set = field.coordinates();
    CoordinateSet resampled =
        set.without(samples.dim()).with(samples.dim(), axis(periods, kept, (int) dim.size()));
    FieldConstruct c = field.construct().withExpr(e).withCoordinates(resampled).unpacked();
    String dropped =
        dim.size() < periods.size() ? ", incomplete periods dropped: " + names(periods) : "";
    return field.with(
        CellMethods.append(c, List.of(samples.dim()), op),
        op.label()
            + " of each "
            + frequency
            + (weights.isPresent()
                ? given.isPresent() ? " weighted" : " weighted by length of time"
                : "")
            + dropped);
  }

  private Optional<Expr> weights(ReduceOp op) {
    if (given.isPresent()) {
      return given;
    }
    boolean longer = frequency != Frequency.DAY && frequency != Frequency.HOUR;
    return weighted && longer && op instanceof Mean && !SampleLengths.alike(samples)
        ? Optional.of(SampleLengths.expr(samples))
        : Optional.empty();
  }

  private long[][] cells() {
    long[][] out = new long[samples.start().length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = new long[] {samples.start()[i], samples.end()[i]};
    }
    return out;
  }

  /** Months say nothing of their days: a sample must not be much longer than its period. */
  private void refuseLongSamples(Periods periods) {
    for (int i = 0; i < samples.start().length; i++) {
      Interval cell = new Interval(samples.start()[i], samples.end()[i]);
      Interval period = periods.period(periods.code(i));
      if (cell.length() > period.length() + period.length() / 2) {
        throw new ShapeException(
            "sample "
                + i
                + " of '"
                + field.name()
                + "' lasts "
                + cell.length() / 86_400e6
                + " days, longer than its "
                + frequency
                + " "
                + periods.label(periods.code(i))
                + "; resample to a period that holds whole samples");
      }
    }
  }

  /** New number of each period, -1 for those dropped. */
  private int[] kept(Periods periods) {
    List<Integer> partial = periods.incomplete();
    if (!partial.isEmpty() && incomplete == Incomplete.FAIL) {
      throw new ShapeException(
          frequency
              + " periods of '"
              + field.name()
              + "' are not covered whole: "
              + names(periods)
              + "; say incomplete(DROP) or incomplete(KEEP)");
    }
    boolean drop = incomplete == Incomplete.DROP;
    if (drop && !partial.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: incomplete {1} periods dropped: {2}",
          field.name(),
          frequency,
          names(periods));
    }
    if (periods.size() == 0) {
      throw new ShapeException("'" + field.name() + "' has no samples: " + field.dims());
    }
    if (drop && partial.size() == periods.size()) {
      throw new ShapeException(
          "no "
              + frequency
              + " period of '"
              + field.name()
              + "' is covered whole: "
              + names(periods)
              + "; say incomplete(KEEP) to keep them");
    }
    int[] out = new int[periods.size()];
    int next = 0;
    for (int p = 0; p < out.length; p++) {
      out[p] = drop && !periods.complete(p) ? -1 : next++;
    }
    return out;
  }

  private static String names(Periods periods) {
    List<String> out = new ArrayList<>();
    for (int p : periods.incomplete()) {
      out.add(periods.label(p));
    }
    return out.size() <= 6
        ? String.join(", ", out)
        : String.join(", ", out.subList(0, 5)) + ", ... (" + out.size() + " in all)";
  }

  private Coordinate axis(Periods periods, int[] kept, int n) {
    TimeReference t = samples.reference();
    Optional<Bounds> climatology = climatology(periods, kept, n);
    double[] values = new double[n];
    double[] pairs = new double[2 * n];
    for (int p = 0; p < kept.length; p++) {
      if (kept[p] >= 0) {
        Interval i = periods.period(p);
        values[kept[p]] = t.value(i.start() + i.length() / 2);
        pairs[2 * kept[p]] = t.value(i.start());
        pairs[2 * kept[p] + 1] = t.value(i.end());
      }
    }
    return samples
        .coordinate()
        .withValues(
            values, climatology.or(() -> Optional.of(Bounds.of(samples.boundsName(), pairs))));
  }

  /** Months of a climatology that become a year are a climatology still. */
  private Optional<Bounds> climatology(Periods periods, int[] kept, int n) {
    if (!samples.climatology()) {
      return Optional.empty();
    }
    Bounds old = samples.coordinate().bounds().orElseThrow();
    double[] pairs = new double[2 * n];
    for (int p = 0; p < n; p++) {
      pairs[2 * p] = Double.POSITIVE_INFINITY;
      pairs[2 * p + 1] = Double.NEGATIVE_INFINITY;
    }
    for (int i = 0; i < periods.samples(); i++) {
      int p = kept[periods.code(i)];
      if (p >= 0) {
        pairs[2 * p] = Math.min(pairs[2 * p], old.lower(i));
        pairs[2 * p + 1] = Math.max(pairs[2 * p + 1], old.upper(i));
      }
    }
    return Optional.of(Bounds.ofClimatology(old.name(), pairs));
  }
}
