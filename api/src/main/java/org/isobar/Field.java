package org.isobar;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobar.cf.FieldConstruct;
import org.isobar.coord.Auxiliary;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.error.NoSuchDimensionException;
import org.isobar.expr.Constant;
import org.isobar.expr.Expr;
import org.isobar.op.Arithmetic;
import org.isobar.op.Comparison;
import org.isobar.op.ElementOp;
import org.isobar.op.Elementary;
import org.isobar.op.FillMissing;
import org.isobar.op.IsMissing;
import org.isobar.op.Logic;
import org.isobar.op.Relabel;
import org.isobar.run.Explanation;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;
import org.isobar.time.By;
import org.isobar.time.Calendar;
import org.isobar.time.Frequency;
import org.isobar.time.TimeRange;
import org.isobar.unit.Unit;

/**
 * One variable with named dimensions, coordinates, a unit and attributes: the field construct of
 * the CF data model. Its values are a lazy expression: no method but {@link #compute} and {@link
 * #write} reads data. Immutable; every method returns a new field, and throws at once if shapes,
 * units, calendars or coordinates do not fit.
 *
 * <p>Dimensions are named by their name, by the name or {@code standard_name} of their coordinate,
 * or by {@link Axis}. Missing cells are NaN: arithmetic propagates them, reductions leave them out
 * unless {@link Reducing#skipMissing skipMissing(false)} or {@link Reducing#minCount} says
 * otherwise.
 */
public final class Field {
  private final FieldConstruct construct;
  private final Origin origin;

  Field(FieldConstruct construct, Origin origin) {
    this.construct = construct;
    this.origin = origin;
  }

  /**
   * A field of values in memory.
   *
   * @param name name of the variable
   * @param values the values; missing cells are NaN
   * @param unit unit in UDUNITS syntax, empty for none
   * @param coordinates coordinates of dimensions, each by the name of its dimension
   * @throws org.isobar.error.ShapeException if a coordinate has another size than its dimension
   */
  public static Field of(
      String name, NdArray values, String unit, Map<String, Coordinate> coordinates) {
    return Construction.inMemory(name, values, unit, coordinates);
  }

  /**
   * Joins members along a new outermost dimension whose coordinate are the labels. Units are
   * converted to the first member's; coordinates must match within 1e-6 relative.
   *
   * @param dim name of the new dimension, such as {@code model}
   * @throws org.isobar.error.ShapeException naming the first difference between members; on axes
   *     that merely cover unlike spans use {@link Ensemble#intersect}
   */
  public static Field stack(String dim, Map<String, Field> members) {
    return Ensemble.of(dim, members).stack();
  }

  /**
   * A number as a field without dimensions: a threshold, a factor on the left of a division. It
   * does not widen the type of what it is combined with.
   */
  public static Field ofNumber(double value) {
    return Construction.ofNumber(value);
  }

  /**
   * Lays fields end to end along a dimension that they have, in the order given: the parts of a
   * time series, say. Units and reference dates are brought to the first one's; the other
   * coordinates must match within 1e-6 relative.
   *
   * @param dim the dimension, by its name, that of its coordinate, or its {@code standard_name}
   * @throws org.isobar.error.ShapeException naming the first difference between two parts
   * @throws org.isobar.error.CalendarException if calendars differ
   */
  public static Field join(String dim, List<Field> parts) {
    return Joining.join(dim, parts);
  }

  // ---- what it is

  public String name() {
    return construct.name();
  }

  /** Dimensions, outermost first. */
  public List<Dim> dims() {
    return construct.dims();
  }

  /** Sizes of the dimensions, outermost first. */
  public long[] shape() {
    return dims().stream().mapToLong(Dim::size).toArray();
  }

  /** Type in which results are presented. */
  public DType dtype() {
    return construct.expr().dtype();
  }

  public Unit unit() {
    return construct.expr().unit();
  }

  /** Attributes but the unit and those that describe storage. */
  public Attributes attributes() {
    return construct.attributes();
  }

  /** Coordinates of dimensions, scalar coordinates and auxiliary ones. */
  public CoordinateSet coordinates() {
    return construct.coordinates();
  }

  /**
   * The coordinate along an axis, or the scalar that is left of it.
   *
   * @throws NoSuchDimensionException if there is none
   */
  public Coordinate coordinate(Axis axis) {
    return Dimensions.coordinate(this, axis);
  }

  /**
   * The coordinate of a dimension, or a scalar coordinate, by name.
   *
   * @throws NoSuchDimensionException if there is none; lists those that exist
   */
  public Coordinate coordinate(String name) {
    return Dimensions.coordinate(this, name);
  }

  /** The calendar of the time axis, if there is one. */
  public Optional<Calendar> calendar() {
    return Dimensions.timeCoordinate(this).flatMap(Coordinate::calendar);
  }

  /** The number that stands for missing cells where this field is written to a file. */
  public double fill() {
    return construct.fill();
  }

  /** The expression of the values. */
  public Expr expr() {
    return construct.expr();
  }

  // ---- selection

  /**
   * The samples within a period. Ends are inclusive and may be partial dates: {@code time("1981",
   * "2010-06")}. A sample's date is the middle of its bounds, or its own where it has none.
   *
   * @throws org.isobar.error.CalendarException if a date does not exist in the calendar
   * @throws org.isobar.error.ShapeException if no sample lies within
   */
  public Field time(String from, String to) {
    return TimeSelection.range(this, TimeRange.of(from, to));
  }

  /**
   * The samples of some months of the year: {@code DJF}, {@code JJA}, or any run of initials such
   * as {@code JJAS}.
   */
  public Field season(String season) {
    return TimeSelection.season(this, season);
  }

  /**
   * Longitudes from west eastwards to east, in degrees, cell centres, ends inclusive. Wraps: {@code
   * lon(170, -120)} crosses the date line. Longitudes of the result lie from west on: -10 comes out
   * of 350, and the axis runs as before, but without the jump.
   *
   * @throws org.isobar.error.ShapeException if the x axis is not made of longitudes, or none lies
   *     within
   */
  public Field lon(double west, double east) {
    return SpaceSelection.longitude(this, west, east);
  }

  /**
   * Latitudes between two parallels in degrees, cell centres, ends inclusive; the order of the axis
   * is kept.
   *
   * @throws org.isobar.error.ShapeException if the y axis is not made of latitudes, or none lies
   *     within
   */
  public Field lat(double south, double north) {
    return SpaceSelection.latitude(this, south, north);
  }

  /**
   * The level at a coordinate given in any convertible unit, within 1e-6 relative; the dimension
   * becomes a scalar coordinate. A field that has this level alone, as a scalar, is left as it is.
   *
   * @throws org.isobar.error.ShapeException naming the nearest level if there is none
   */
  public Field level(double value, String unit) {
    return SpaceSelection.level(this, value, unit);
  }

  /**
   * Cells by coordinate: numbers (within 1e-6 relative), labels, or dates such as {@code
   * "2000-01-16"}, in which one sample's own time must lie. A single one drops the dimension and
   * leaves a scalar coordinate.
   *
   * @throws org.isobar.error.ShapeException naming the value and what there is
   */
  public Field sel(String dim, Object... values) {
    return Selection.byCoordinate(this, Dimensions.name(this, dim), List.of(values));
  }

  /** The cell whose coordinate is nearest; drops the dimension. */
  public Field nearest(String dim, double value) {
    return Selection.nearest(this, Dimensions.name(this, dim), value);
  }

  /** Cells by position, negative ones counting from the end; a single one drops the dimension. */
  public Field isel(String dim, int... positions) {
    return Selection.byPosition(this, Dimensions.name(this, dim), positions);
  }

  /** Every {@code step}-th cell of {@code [start, stop)}; the dimension stays. */
  public Field slice(String dim, long start, long stop, long step) {
    return Selection.slice(this, Dimensions.name(this, dim), start, stop, step);
  }

  /** The same cells in the opposite order along a dimension. */
  public Field reverse(String dim) {
    return Selection.reverse(this, Dimensions.name(this, dim));
  }

  // ---- arithmetic

  /**
   * Sum; the other field's unit is converted to this one's: {@code degC} plus an anomaly in {@code
   * K} is degC. Dimensions are matched by name, or by axis where names differ, and broadcast.
   *
   * @throws org.isobar.error.ShapeException if coordinates do not match within 1e-6 relative
   * @throws org.isobar.error.CalendarException if calendars differ
   * @throws org.isobar.error.UnitException if units do not convert
   */
  public Field plus(Field other) {
    return Elementwise.combine(Arithmetic.ADD, this, Elementwise.inUnitOf(this, other));
  }

  /**
   * Difference; the other field's unit is converted to this one's. Dimensions are matched by name,
   * or by axis where names differ, and broadcast. The unit is that of differences: {@code K} for
   * {@code degC}, but {@code degC} where the other field is a difference itself, as a standard
   * deviation is.
   */
  public Field minus(Field other) {
    return Elementwise.minus(this, other);
  }

  /** Product; units multiply. */
  public Field times(Field other) {
    return Elementwise.combine(Arithmetic.MULTIPLY, this, other);
  }

  /** Quotient; units divide; missing where the divisor is 0. */
  public Field divide(Field other) {
    return Elementwise.combine(Arithmetic.DIVIDE, this, other);
  }

  /** The smaller of both, cell by cell. */
  public Field min(Field other) {
    return Elementwise.combine(Arithmetic.MINIMUM, this, Elementwise.inUnitOf(this, other));
  }

  /** The larger of both, cell by cell. */
  public Field max(Field other) {
    return Elementwise.combine(Arithmetic.MAXIMUM, this, Elementwise.inUnitOf(this, other));
  }

  public Field plus(double number) {
    return Elementwise.withNumber(Arithmetic.ADD, this, number, unit());
  }

  /** This field shifted down; the unit stays. */
  public Field minus(double number) {
    return Elementwise.minus(this, number);
  }

  public Field times(double number) {
    return Elementwise.withNumber(Arithmetic.MULTIPLY, this, number, Unit.ONE);
  }

  /** Quotient; all missing if the number is 0. */
  public Field divide(double number) {
    return Elementwise.withNumber(Arithmetic.DIVIDE, this, number, Unit.ONE);
  }

  /** Power. The unit is raised for whole exponents, else there is none. */
  public Field power(double exponent) {
    return Elementwise.power(this, exponent);
  }

  public Field gt(double number) {
    return Elementwise.withNumber(Comparison.GT, this, number, unit());
  }

  public Field ge(double number) {
    return Elementwise.withNumber(Comparison.GE, this, number, unit());
  }

  public Field lt(double number) {
    return Elementwise.withNumber(Comparison.LT, this, number, unit());
  }

  public Field le(double number) {
    return Elementwise.withNumber(Comparison.LE, this, number, unit());
  }

  public Field eq(double number) {
    return Elementwise.withNumber(Comparison.EQ, this, number, unit());
  }

  public Field ne(double number) {
    return Elementwise.withNumber(Comparison.NE, this, number, unit());
  }

  /**
   * 1 where the comparison with the other field holds, 0 where not, missing where either is; units
   * are converted.
   */
  public Field compare(Comparison comparison, Field other) {
    return Elementwise.combine(comparison, this, Elementwise.inUnitOf(this, other));
  }

  public Field gt(Field other) {
    return compare(Comparison.GT, other);
  }

  public Field ge(Field other) {
    return compare(Comparison.GE, other);
  }

  public Field lt(Field other) {
    return compare(Comparison.LT, other);
  }

  public Field le(Field other) {
    return compare(Comparison.LE, other);
  }

  public Field eq(Field other) {
    return compare(Comparison.EQ, other);
  }

  public Field ne(Field other) {
    return compare(Comparison.NE, other);
  }

  public Field and(Field other) {
    return Elementwise.combine(Logic.AND, this, other);
  }

  public Field or(Field other) {
    return Elementwise.combine(Logic.OR, this, other);
  }

  public Field not() {
    return Elementwise.unary(Logic.NOT, this);
  }

  /** This field where a condition is true (valid and not 0), else missing. */
  public Field where(Field condition) {
    return Elementwise.where(this, condition);
  }

  /**
   * This field where a condition is true, the other where it is false; missing where the condition
   * is.
   */
  public Field where(Field condition, Field otherwise) {
    return Elementwise.where(this, condition, otherwise);
  }

  /** 1 where the cell is missing, else 0. */
  public Field isMissing() {
    return Elementwise.unary(new IsMissing(), this);
  }

  /** A number, in this field's unit, in place of missing cells. */
  public Field fillMissing(double number) {
    return Elementwise.withNumber(new FillMissing(), this, number, unit());
  }

  /** The other field's cell, in this field's unit, in place of each missing cell. */
  public Field fillMissing(Field other) {
    return Elementwise.combine(new FillMissing(), this, Elementwise.inUnitOf(this, other));
  }

  /**
   * An operation on each cell: an {@link Elementary} function, which says what becomes of units and
   * missing values, or one of the user's own, whose arithmetic a kernel provider supplies.
   *
   * @throws org.isobar.error.ShapeException if the operation has not one input
   */
  public Field apply(ElementOp operation) {
    return Elementwise.unary(operation, this);
  }

  /**
   * An operation of the user's own on each cell of this field and another. Dimensions are matched
   * by name and broadcast; units are left to the operation.
   *
   * @throws org.isobar.error.ShapeException if the operation has not two inputs
   */
  public Field apply(ElementOp operation, Field other) {
    return Elementwise.combine(operation, this, other);
  }

  public Field abs() {
    return apply(Elementary.ABS);
  }

  public Field negate() {
    return apply(Elementary.NEGATE);
  }

  public Field sqrt() {
    return apply(Elementary.SQRT);
  }

  public Field square() {
    return apply(Elementary.SQUARE);
  }

  public Field exp() {
    return apply(Elementary.EXP);
  }

  public Field ln() {
    return apply(Elementary.LN);
  }

  public Field log10() {
    return apply(Elementary.LOG10);
  }

  /**
   * The same quantity in another unit. Differences (of two fields, anomalies, standard deviations)
   * are scaled alone: an anomaly of 1 K is one of 1 degC and of 1.8 degF.
   *
   * @throws org.isobar.error.UnitException if units do not convert
   */
  public Field to(String unit) {
    Unit target = Unit.require(unit);
    return unit().equals(target) ? this : Elementwise.to(this, target);
  }

  /** The same numbers under another unit, empty for none: where a file's is wrong or absent. */
  public Field withUnit(String unit) {
    return Elementwise.relabel(new Relabel(unit.isBlank() ? Unit.NONE : Unit.parse(unit)), this);
  }

  // ---- names and attributes

  public Field rename(String name) {
    return new Field(construct.withName(name), origin);
  }

  /**
   * The same field with a dimension (and the coordinate of its name) renamed.
   *
   * @throws org.isobar.error.ShapeException if there is a dimension of the new name
   */
  public Field renameDim(String dim, String to) {
    return Selection.renameDim(this, Dimensions.name(this, dim), to);
  }

  public Field withAttribute(String name, String text) {
    return withAttributes(attributes().with(name, text));
  }

  public Field withAttributes(Attributes attributes) {
    return new Field(construct.withAttributes(attributes), origin);
  }

  /** The same values, of which missing ones are written to files as a number, NaN included. */
  public Field withFill(double number) {
    return new Field(construct.withFill(number), origin);
  }

  /** The same values under another coordinate along a dimension. */
  public Field withCoordinate(String dim, Coordinate coordinate) {
    return Construction.withCoordinate(this, Dimensions.name(this, dim), coordinate);
  }

  /**
   * The same values with a scalar coordinate: in place of the one of its name if there is one, else
   * beside the others. One that is {@link Coordinate#asFolded folded} and runs along an axis is
   * written as a dimension of one cell where {@link WriteOptions#keepDims} asks for it.
   *
   * @throws org.isobar.error.ShapeException if the coordinate has not exactly one cell, or a
   *     dimension has its name
   */
  public Field withScalar(Coordinate coordinate) {
    return Construction.withScalar(this, coordinate);
  }

  /** The same values without the coordinate of a dimension and all auxiliaries along it. */
  public Field withoutCoordinates(String dim) {
    CoordinateSet rest = coordinates().without(Dimensions.name(this, dim));
    return new Field(construct.withCoordinates(rest), origin);
  }

  /** The same values without the scalar coordinate of a name, if there is one. */
  public Field withoutScalar(String name) {
    List<Coordinate> rest =
        coordinates().scalars().stream().filter(c -> !c.name().equals(name)).toList();
    return new Field(construct.withCoordinates(coordinates().withScalars(rest)), origin);
  }

  /**
   * The same field, to be written as if it came from where another did: with its global attributes,
   * format and unlimited dimension. For fields that a program made to stand beside those of a file.
   */
  public Field writtenLike(Field other) {
    return new Field(construct, other.origin().withSteps(origin.steps()));
  }

  /**
   * The same values with an auxiliary coordinate, such as latitudes of a curvilinear grid, in place
   * of the one of its name if there is one.
   *
   * @throws org.isobar.error.ShapeException if it has a dimension that the field has not, and is no
   *     bounds of another
   */
  public Field withAuxiliary(Auxiliary auxiliary) {
    return Construction.withAuxiliary(this, auxiliary);
  }

  // ---- reductions

  /**
   * Reductions that leave missing cells out, or do not: {@code
   * field.skipMissing(false).mean(Axis.T)}.
   */
  public Reducing skipMissing(boolean skip) {
    return reducing().skipMissing(skip);
  }

  /** Reductions that need at least so many valid cells. */
  public Reducing minCount(long cells) {
    return reducing().minCount(cells);
  }

  /** Reductions weighted by areas, lengths of time, or a field. */
  public Reducing weighted(Weights weights) {
    return reducing().weighted(weights);
  }

  /** Reductions that may average over latitude without weights. */
  public Reducing unweighted() {
    return reducing().unweighted();
  }

  private Reducing reducing() {
    return Reducing.of(this);
  }

  /**
   * Arithmetic mean over axes; all dimensions if none is named.
   *
   * @throws org.isobar.error.ShapeException for a mean over latitude: say {@link #areaMean}, {@code
   *     weighted(...)} or {@link #unweighted}
   */
  public Field mean(Axis... axes) {
    return reducing().mean(axes);
  }

  public Field mean(String... dims) {
    return reducing().mean(dims);
  }

  public Field mean() {
    return reducing().mean();
  }

  public Field sum(Axis... axes) {
    return reducing().sum(axes);
  }

  public Field sum() {
    return reducing().sum();
  }

  public Field sum(String... dims) {
    return reducing().sum(dims);
  }

  public Field min(Axis... axes) {
    return reducing().min(axes);
  }

  public Field min() {
    return reducing().min();
  }

  public Field min(String... dims) {
    return reducing().min(dims);
  }

  public Field max(Axis... axes) {
    return reducing().max(axes);
  }

  public Field max() {
    return reducing().max();
  }

  public Field max(String... dims) {
    return reducing().max(dims);
  }

  /** Largest minus smallest value. */
  public Field range(Axis... axes) {
    return reducing().range(axes);
  }

  public Field range() {
    return reducing().range();
  }

  public Field range(String... dims) {
    return reducing().range(dims);
  }

  /** Number of valid cells. */
  public Field count(Axis... axes) {
    return reducing().count(axes);
  }

  public Field count() {
    return reducing().count();
  }

  public Field count(String... dims) {
    return reducing().count(dims);
  }

  /** Number of cells that are valid and not 0. */
  public Field countTrue(Axis... axes) {
    return reducing().countTrue(axes);
  }

  public Field countTrue() {
    return reducing().countTrue();
  }

  public Field countTrue(String... dims) {
    return reducing().countTrue(dims);
  }

  /**
   * Standard deviation of the population ({@code ddof = 0}); for a sample say {@code std(1, axes)}.
   */
  public Field std(Axis... axes) {
    return reducing().std(0, axes);
  }

  public Field std() {
    return reducing().std();
  }

  public Field std(String... dims) {
    return reducing().std(0, dims);
  }

  /** Standard deviation with {@code n - ddof} in the denominator. */
  public Field std(int ddof, Axis... axes) {
    return reducing().std(ddof, axes);
  }

  public Field std(int ddof) {
    return reducing().std(ddof);
  }

  public Field std(int ddof, String... dims) {
    return reducing().std(ddof, dims);
  }

  /** Variance with {@code n - ddof} in the denominator. */
  public Field var(int ddof, Axis... axes) {
    return reducing().var(ddof, axes);
  }

  public Field var(int ddof) {
    return reducing().var(ddof);
  }

  public Field var(int ddof, String... dims) {
    return reducing().var(ddof, dims);
  }

  /**
   * Mean over the horizontal axes weighted by cell area, {@code (sin north - sin south) * (east -
   * west)} from the bounds (made half-way between centres where the file has no usable ones),
   * renormalised over the cells present.
   *
   * @throws org.isobar.error.ShapeException if the grid is not made of latitudes and longitudes:
   *     give its cell areas by {@code weighted(Weights.of(areacella))}
   */
  public Field areaMean() {
    return weighted(Weights.area()).mean(Axis.Y, Axis.X);
  }

  // ---- groups in time

  /** Groups samples by a property of their date, over all years: climatologies. */
  public GroupedField groupBy(By key) {
    return GroupedField.of(this, key);
  }

  /** Cuts the time axis into successive periods. */
  public ResampledField resample(Frequency period) {
    return ResampledField.of(this, period);
  }

  /**
   * Brings a series with one sample per period onto an axis that is keyed by year and month alone,
   * so that models with unlike calendars fit together.
   *
   * @throws org.isobar.error.ShapeException if a period holds two samples: {@code resample} first
   */
  public Field alignTime(Frequency period) {
    return TimeAlignment.align(this, period);
  }

  // ---- running

  /** The plan and its price; nothing is read. */
  public Explanation explain(Backend backend) {
    return explain(backend, RunOptions.DEFAULT);
  }

  public Explanation explain(Backend backend, RunOptions options) {
    return backend.explain(new Request(List.of(new Request.ToMemory(expr())), options));
  }

  /**
   * Runs and returns the values.
   *
   * @throws org.isobar.error.PlanException before any IO if the result or the work does not fit the
   *     memory budget
   */
  public Result compute(Backend backend) {
    return compute(backend, RunOptions.DEFAULT);
  }

  public Result compute(Backend backend, RunOptions options) {
    return Isobar.computeAll(backend, options, List.of(this)).get(0);
  }

  /**
   * Runs and writes a NetCDF file, all or nothing, without holding the values. An existing file is
   * replaced at the end.
   */
  public void write(Path path, Backend backend) {
    Dataset.of(this).write(path, backend);
  }

  public void write(Path path, Backend backend, WriteOptions write, RunOptions run) {
    Dataset.of(this).write(path, backend, write, run);
  }

  // ---- for the classes of this package

  FieldConstruct construct() {
    return construct;
  }

  Origin origin() {
    return origin;
  }

  Field with(FieldConstruct changed, String step) {
    return new Field(changed, origin.step(step));
  }

  Field withOrigin(Origin changed) {
    return new Field(construct, changed);
  }

  static Expr number(double value, Unit unit) {
    return Constant.of(value, unit);
  }

  @Override
  public String toString() {
    return name()
        + Arrays.toString(dims().toArray())
        + (unit().text().isEmpty() ? "" : " [" + unit() + "]");
  }
}
