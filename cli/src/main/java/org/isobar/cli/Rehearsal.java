package org.isobar.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Runs typical commands on a tiny file. The launcher does so once after each build, so that the JVM
 * learns which classes a command needs and later starts are fast.
 */
final class Rehearsal {
  private static final String DAYS = "days since 2000-01-01";
  private static final int STEPS = 1200;
  private static final int LATITUDES = 48;
  private static final int LONGITUDES = 96;
  private static final int TIMES = 2;

  private Rehearsal() {}

  /**
   * @param args a folder for the files, which is made if it is not there
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.exit(run(folder));
  }

  /** The number of commands that failed. */
  static int run(Path folder) {
    String in = folder.resolve("in.nc").toString();
    String deflated = folder.resolve("deflated.nc").toString();
    String out = folder.resolve("out.nc").toString();
    try (Backend backend = LocalBackend.create()) {
      Dataset.of(temperature()).write(Path.of(in), backend);
    }
    List<List<String>> commands =
        List.of(
            List.of("timmean", in, out),
            List.of("fldmean", "-yearmean", in, out),
            List.of("ymonsub", in, "-ymonmean", in, out),
            List.of("sub", in, "-timmean", in, out),
            List.of("sellonlatbox,-90,90,-60,60", in, out),
            List.of("-f", "nc4", "-z", "zip_1", "copy", in, deflated),
            List.of("monmean", deflated, out),
            List.of("sinfo", in),
            List.of("info", in));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int failed = 0;
    for (List<String> command : commands) {
      failed += Main.run(command, nowhere, nowhere) == 0 ? 0 : 1;
    }
    // What runs for long is worth compiling well from its first second on.
    for (int i = 0; i < TIMES; i++) {
      for (String file : List.of(in, deflated)) {
        for (String words :
            List.of(
                "timmean", "timstd1", "fldmean", "zonmean", "ymonmean", "timmean -sqr -subc,1")) {
          List<String> command = new ArrayList<>(List.of(words.split(" ", -1)));
          command.addAll(List.of(file, out));
          failed += Main.run(command, nowhere, nowhere) == 0 ? 0 : 1;
        }
        List<String> anomalies = List.of("ymonsub", file, "-ymonmean", file, out);
        failed += Main.run(anomalies, nowhere, nowhere) == 0 ? 0 : 1;
      }
    }
    return failed;
  }

  /** Daily fields with noise, so that deflating them is work. */
  private static Field temperature() {
    List<Dim> dims =
        List.of(new Dim("time", STEPS), new Dim("lat", LATITUDES), new Dim("lon", LONGITUDES));
    float[] values = new float[STEPS * LATITUDES * LONGITUDES];
    Random noise = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = 280 + noise.nextFloat();
    }
    double cell = 360.0 / LONGITUDES;
    double first = -90 + 90.0 / LATITUDES;
    return Field.of(
        "tas",
        NdArray.ofFloats(dims, values),
        "K",
        Map.of(
            "time", time(),
            "lat", axis("lat", Axis.Y, "degrees_north", first, 180.0 / LATITUDES, LATITUDES),
            "lon", axis("lon", Axis.X, "degrees_east", 0, cell, LONGITUDES)));
  }

  private static Coordinate time() {
    return axis("time", Axis.T, DAYS, 0.5, 1, STEPS)
        .withTime(TimeReference.parse(DAYS, Calendar.STANDARD));
  }

  private static Coordinate axis(
      String name, Axis axis, String unit, double first, double step, int n) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      values.add(first + i * step);
    }
    return Coordinate.of(
        name,
        Optional.of(axis),
        DType.FLOAT64,
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        Attributes.NONE.with("units", unit));
  }
}
