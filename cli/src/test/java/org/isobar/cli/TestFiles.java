package org.isobar.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Axis;
import org.isobar.coord.Coordinate;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.data.NdArray;
import org.isobar.dataset.Attributes;
import org.isobar.time.Calendar;
import org.isobar.time.TimeReference;

/**
 * Small files for tests: {@code tas(time, lat, lon)}, {@code ta(time, plev, lat, lon)}, {@code
 * orog(lat, lon)}.
 */
final class TestFiles {
  static final int LAT = 4;
  static final int LON = 8;
  static final int LEVELS = 2;
  private static final String DAYS = "days since 2000-01-01";
  private static final double MONTH = 30.4;

  private final Path folder;

  TestFiles(Path folder) {
    this.folder = folder;
  }

  /** A file of so many months from January 2000 on, with a tenth of {@code tas} missing. */
  Path monthly(String name, int months, long seed) {
    return write(name, monthly(months, seed, LAT, LON));
  }

  static List<Field> monthly(int months, long seed, int lat, int lon) {
    Random random = new Random(seed);
    Dim t = new Dim("time", months);
    Dim y = new Dim("lat", lat);
    Dim x = new Dim("lon", lon);
    Dim z = new Dim("plev", LEVELS);
    Map<String, Coordinate> axes = new LinkedHashMap<>();
    axes.put("time", time(months));
    axes.put("lat", latitude(lat));
    axes.put("lon", longitude(lon));
    Field tas = Field.of("tas", values(List.of(t, y, x), random, 0.1), "K", axes);
    Field orog = Field.of("orog", values(List.of(y, x), random, 0), "m", without(axes, "time"));
    axes.put("plev", levels());
    Field ta = Field.of("ta", values(List.of(t, z, y, x), random, 0), "K", axes);
    return List.of(tas, ta, orog);
  }

  Path write(String name, List<Field> fields) {
    Path file = folder.resolve(name);
    try (Backend backend = LocalBackend.create(1)) {
      Dataset.of(fields).write(file, backend);
    }
    return file;
  }

  private static Map<String, Coordinate> without(Map<String, Coordinate> axes, String name) {
    Map<String, Coordinate> rest = new LinkedHashMap<>(axes);
    rest.remove(name);
    return rest;
  }

  static NdArray values(List<Dim> dims, Random random, double missing) {
    int n = Math.toIntExact(dims.stream().mapToLong(Dim::size).reduce(1, Math::multiplyExact));
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      v[i] = random.nextDouble() < missing ? Float.NaN : (float) (280 + 20 * random.nextGaussian());
    }
    return NdArray.ofFloats(dims, v);
  }

  /** Stamps in the middle of months: 15 January 2000, 15 February, and so on, of 30.4 days each. */
  static Coordinate time(int months) {
    double[] days = new double[months];
    for (int i = 0; i < months; i++) {
      days[i] = MONTH * i + 14;
    }
    return Coordinate.of(
            "time",
            Optional.of(Axis.T),
            DType.FLOAT64,
            days,
            Attributes.NONE
                .with("standard_name", "time")
                .with("units", DAYS)
                .with("calendar", "standard"))
        .withTime(TimeReference.parse(DAYS, Calendar.STANDARD));
  }

  static Coordinate latitude(int n) {
    return axis("lat", Axis.Y, "latitude", "degrees_north", -90 + 90.0 / n, 180.0 / n, n);
  }

  static Coordinate longitude(int n) {
    return axis("lon", Axis.X, "longitude", "degrees_east", 0, 360.0 / n, n);
  }

  static Coordinate levels() {
    return axis("plev", Axis.Z, "air_pressure", "Pa", 85000, -35000, LEVELS);
  }

  private static Coordinate axis(
      String name, Axis axis, String standard, String unit, double first, double step, int n) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add(first + i * step);
    }
    return Coordinate.of(
        name,
        Optional.of(axis),
        DType.FLOAT64,
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        Attributes.NONE.with("standard_name", standard).with("units", unit));
  }
}
