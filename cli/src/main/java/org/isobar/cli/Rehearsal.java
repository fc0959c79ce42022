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
  private static final int STEPS = 36;
  private static final int MONTH = 30;

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
    return failed;
  }

  private static Field temperature() {
    List<Dim> dims = List.of(new Dim("time", STEPS), new Dim("lat", 8), new Dim("lon", 16));
    float[] values = new float[STEPS * 8 * 16];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 17 == 0 ? Float.NaN : 280 + i % 23;
    }
    return Field.of(
        "tas",
        NdArray.ofFloats(dims, values),
        "K",
        Map.of(
            "time", time(),
            "lat", axis("lat", Axis.Y, "degrees_north", -78.75, 22.5, 8),
            "lon", axis("lon", Axis.X, "degrees_east", 0, 22.5, 16)));
  }

  private static Coordinate time() {
    return axis("time", Axis.T, DAYS, MONTH / 2.0, MONTH, STEPS)
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
