package org.isobar;

import static org.isobar.memory.MemoryFile.attributes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.isobar.coord.Axis;
import org.isobar.coord.Bounds;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.time.Calendar;
import org.isobar.time.DateTime;
import org.isobar.time.Frequency;
import org.isobar.time.TimeReference;

/** Small fields in memory. Values count up from 0. */
final class Fields {
  static final String DAYS = "days since 2000-01-01";

  private Fields() {}

  static Coordinate lat(double... degrees) {
    return Coordinate.ofLatitudes("lat", degrees);
  }

  static Coordinate lon(double... degrees) {
    return Coordinate.ofLongitudes("lon", degrees);
  }

  static Coordinate plev(String units, double... levels) {
    return Coordinate.of(
        "plev",
        Optional.of(Axis.Z),
        DType.FLOAT64,
        levels,
        attributes("standard_name=air_pressure; units=" + units));
  }

  static Coordinate labels(String name, String... labels) {
    return Coordinate.ofLabels(name, List.of(labels), attributes(""));
  }

  static Coordinate numbers(String name, double... values) {
    return Coordinate.of(name, Optional.empty(), DType.FLOAT64, values, attributes(""));
  }

  /** Days since 2000-01-01. */
  static Coordinate days(Calendar calendar, double... days) {
    return Coordinate.ofTime("time", days, DAYS, calendar);
  }

  /** Instants at the begin of successive days. */
  static Coordinate daily(Calendar calendar, String first, int n) {
    TimeReference t = TimeReference.parse(DAYS, calendar);
    double start = t.encode(DateTime.parse(first, calendar));
    return days(calendar, DoubleStream.iterate(start, d -> d + 1).limit(n).toArray());
  }

  /** Periods with bounds, each at its middle. */
  static Coordinate periods(Calendar calendar, Frequency f, String first, int n) {
    TimeReference t = TimeReference.parse(DAYS, calendar);
    double[] values = new double[n];
    double[] pairs = new double[2 * n];
    DateTime start = DateTime.parse(first, calendar);
    for (int i = 0; i < n; i++) {
      pairs[2 * i] = t.encode(start);
      start = f.next(start);
      pairs[2 * i + 1] = t.encode(start);
      values[i] = (pairs[2 * i] + pairs[2 * i + 1]) / 2;
    }
    return days(calendar, values).withBounds(Optional.of(Bounds.of("time_bnds", pairs)));
  }

  /** The same coordinate with bounds. */
  static Coordinate bounded(Coordinate c, double... pairs) {
    return c.withBounds(Optional.of(Bounds.of(c.name() + "_bnds", pairs)));
  }

  /** A float field over coordinates, each a dimension of its own name. */
  static Field over(String unit, Coordinate... coordinates) {
    Map<String, Coordinate> byDim = new LinkedHashMap<>();
    List<Dim> dims = new ArrayList<>();
    for (Coordinate c : coordinates) {
      dims.add(new Dim(c.name(), c.size()));
      byDim.put(c.name(), c);
    }
    NdArray a = NdArray.allocate(dims, DType.FLOAT32);
    for (long i = 0; i < a.size(); i++) {
      a.set(i, (double) i);
    }
    return Field.of("tas", a, unit, byDim);
  }

  /** A float field with given values over one coordinate. */
  static Field of(String unit, Coordinate c, double... values) {
    NdArray a = NdArray.allocate(List.of(new Dim(c.name(), c.size())), DType.FLOAT32);
    for (int i = 0; i < values.length; i++) {
      a.set(i, values[i]);
    }
    return Field.of("tas", a, unit, Map.of(c.name(), c));
  }

  /** A float field without coordinates. */
  static Field bare(String unit, Dim... dims) {
    return Field.of("bare", NdArray.allocate(List.of(dims), DType.FLOAT32), unit, Map.of());
  }

  static String dims(Field f) {
    return f.dims().toString();
  }

  static String text(Field f, String attribute) {
    return f.attributes().text(attribute).orElse("-");
  }

  static List<String> steps(Field f) {
    return f.origin().steps();
  }

  static List<String> names(List<Coordinate> coordinates) {
    return coordinates.stream().map(Coordinate::name).toList();
  }

  /** Dates of a coordinate, to the minute. */
  static List<String> dates(Coordinate c) {
    return dates(c, c.values());
  }

  /** Dates of the bounds of a coordinate, to the minute. */
  static List<String> boundDates(Coordinate c) {
    return dates(c, c.bounds().orElseThrow().pairs());
  }

  private static List<String> dates(Coordinate c, double[] values) {
    TimeReference t = c.time().orElseThrow();
    return Arrays.stream(values).mapToObj(v -> t.decode(v).toString().substring(0, 16)).toList();
  }
}
