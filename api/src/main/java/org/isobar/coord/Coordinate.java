package org.isobar.coord;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isobar.data.DType;
import org.isobar.data.Indices;
import org.isobar.data.Region;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.error.CalendarException;
import org.isobar.error.ShapeException;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.TimeReference;
import org.isobar.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A coordinate along one dimension: numbers with optional bounds, or text labels. Also, with a
 * single cell, what is left of a dimension that was selected or folded away (a scalar coordinate).
 * Immutable; values are in memory.
 */
public final class Coordinate {
  private final String name;
  private final Optional<Axis> axis;
  private final DType type;
  private final double[] values;
  private final List<String> labels;
  private final @Nullable Bounds bounds;
  private final Attributes attributes;
  private final @Nullable TimeReference time;
  private final boolean folded;

  private Coordinate(
      String name,
      Optional<Axis> axis,
      DType type,
      double[] values,
      List<String> labels,
      @Nullable Bounds bounds,
      Attributes attributes,
      @Nullable TimeReference time,
      boolean folded) {
    this.folded = folded;
    this.name = name;
    this.axis = axis;
    this.type = type;
    this.values = values;
    this.labels = labels;
    this.bounds = bounds;
    this.attributes = attributes;
    this.time = time;
    if (bounds != null && bounds.size() != size()) {
      throw new ShapeException(
          "coordinate '" + name + "' has " + size() + " values and " + bounds.size() + " bounds");
    }
  }

  /** A numeric coordinate; the array is copied. */
  public static Coordinate of(
      String name, Optional<Axis> axis, DType type, double[] values, Attributes attributes) {
    return new Coordinate(
        name, axis, type, values.clone(), List.of(), null, attributes, null, false);
  }

  /**
   * A time coordinate.
   *
   * @param name name of the coordinate, usually that of its dimension
   * @param units such as {@code days since 1850-01-01}
   * @throws org.isobar.error.CalendarException if the units are no time units of the calendar
   */
  public static Coordinate ofTime(String name, double[] values, String units, Calendar calendar) {
    Attributes attributes =
        Attributes.NONE
            .with("standard_name", "time")
            .with("units", units)
            .with("calendar", calendar.cfName())
            .with("axis", "T");
    return of(name, Optional.of(Axis.T), DType.FLOAT64, values, attributes)
        .withTime(TimeReference.parse(units, calendar));
  }

  /** Latitudes in degrees, positive in the north. */
  public static Coordinate ofLatitudes(String name, double... degrees) {
    Attributes attributes =
        Attributes.NONE
            .with("standard_name", "latitude")
            .with("units", "degrees_north")
            .with("axis", "Y");
    return of(name, Optional.of(Axis.Y), DType.FLOAT64, degrees, attributes);
  }

  /** Longitudes in degrees, positive in the east. */
  public static Coordinate ofLongitudes(String name, double... degrees) {
    Attributes attributes =
        Attributes.NONE
            .with("standard_name", "longitude")
            .with("units", "degrees_east")
            .with("axis", "X");
    return of(name, Optional.of(Axis.X), DType.FLOAT64, degrees, attributes);
  }

  /** A coordinate of text labels. */
  public static Coordinate ofLabels(String name, List<String> labels, Attributes attributes) {
    return new Coordinate(
        name,
        Optional.empty(),
        DType.FLOAT64,
        new double[0],
        List.copyOf(labels),
        null,
        attributes,
        null,
        false);
  }

  /** The same coordinate with these bounds, or without if empty. */
  public Coordinate withBounds(Optional<Bounds> newBounds) {
    return new Coordinate(
        name, axis, type, values, labels, newBounds.orElse(null), attributes, time, folded);
  }

  /** The same coordinate read as time. */
  public Coordinate withTime(TimeReference reference) {
    return new Coordinate(
        name, Optional.of(Axis.T), type, values, labels, bounds, attributes, reference, folded);
  }

  public Coordinate withName(String newName) {
    return new Coordinate(newName, axis, type, values, labels, bounds, attributes, time, folded);
  }

  public Coordinate withAttributes(Attributes newAttributes) {
    return new Coordinate(name, axis, type, values, labels, bounds, newAttributes, time, folded);
  }

  /**
   * The same kind of coordinate (name, attributes, time reference) with other values and bounds.
   * They are stored as doubles if this is a time axis, whose floats would be minutes off.
   */
  public Coordinate withValues(double[] newValues, Optional<Bounds> newBounds) {
    return new Coordinate(
        name,
        axis,
        type.floating() && time == null ? type : DType.FLOAT64,
        newValues.clone(),
        List.of(),
        newBounds.orElse(null),
        attributes,
        time,
        folded);
  }

  /** The same coordinate, marked as what a reduction left of a dimension. */
  public Coordinate asFolded() {
    return new Coordinate(name, axis, type, values, labels, bounds, attributes, time, true);
  }

  /** Whether this is what a reduction left of a dimension. */
  public boolean folded() {
    return folded;
  }

  public String name() {
    return name;
  }

  public Optional<Axis> axis() {
    return axis;
  }

  /** Type in which the values are stored in files. */
  public DType type() {
    return type;
  }

  public Attributes attributes() {
    return attributes;
  }

  public Optional<String> standardName() {
    return attributes.text("standard_name");
  }

  public Unit unit() {
    return attributes.text("units").map(Unit::parse).orElse(Unit.NONE);
  }

  public boolean isText() {
    return !labels.isEmpty();
  }

  public int size() {
    return isText() ? labels.size() : values.length;
  }

  public double value(int i) {
    return values[i];
  }

  public double[] values() {
    return values.clone();
  }

  public List<String> labels() {
    return labels;
  }

  public Optional<Bounds> bounds() {
    return Optional.ofNullable(bounds);
  }

  /** How numbers become dates, if this is a time axis. */
  public Optional<TimeReference> time() {
    return Optional.ofNullable(time);
  }

  /**
   * The dates of a time axis, one for each cell, in its calendar.
   *
   * @throws CalendarException if this is no time axis
   */
  public List<DateTime> dates() {
    TimeReference reference =
        time()
            .orElseThrow(
                () ->
                    new CalendarException(
                        "coordinate '" + name + "' in '" + unit() + "' cannot be read as dates"));
    return Arrays.stream(values).mapToObj(reference::decode).toList();
  }

  /** The calendar of a time axis. */
  public Optional<Calendar> calendar() {
    return time().map(TimeReference::calendar);
  }

  /**
   * Whether values fall more often than they rise. Longitudes that rise but for a jump from 359 to
   * 0 do not.
   */
  public boolean descending() {
    int falls = 0;
    for (int i = 1; i < values.length; i++) {
      falls += values[i] < values[i - 1] ? 1 : -1;
    }
    return falls > 0;
  }

  /** The cells at the given indices, none of which may be -1. */
  public Coordinate take(Indices indices) {
    int n = indices.size();
    if (isText()) {
      String[] l = new String[n];
      for (int i = 0; i < n; i++) {
        l[i] = labels.get(indices.get(i));
      }
      return new Coordinate(name, axis, type, values, List.of(l), null, attributes, time, folded);
    }
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      v[i] = values[indices.get(i)];
    }
    return new Coordinate(
        name,
        axis,
        type,
        v,
        labels,
        bounds == null ? null : bounds.take(indices),
        attributes,
        time,
        folded);
  }

  /** The cells of one dimension of a region. */
  public Coordinate select(Region region, int dim) {
    int[] at = new int[Math.toIntExact(region.count(dim))];
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.toIntExact(region.start(dim) + i * region.stride(dim));
    }
    return take(Indices.of(at));
  }

  /** Attributes with another text. */
  public Coordinate withAttribute(String key, String text) {
    return withAttributes(attributes.with(key, new AttributeValue.Text(text)));
  }

  @Override
  public String toString() {
    return name + "[" + size() + "]" + axis.map(a -> " " + a).orElse("");
  }
}
