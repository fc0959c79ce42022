package org.isobar.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.VariableRef;
import org.isobar.engine.wire.Encoded;
import org.isobar.expr.Read;
import org.isobar.io.netcdf.NetcdfProvider;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;
import ucar.nc2.dataset.NetcdfDataset;

/**
 * What the study of 2012 asked of netcdf4-python, Iris, CDMS and NumPy, asked of the JVM: which
 * objects can be sent to another process, and what a task costs that sends a reference, a block or
 * everything. Prints Markdown. Every answer of the other process is compared with the sum that the
 * generated values have.
 *
 * <p>Arguments: years of daily fields (2), rounds over all blocks that are measured (5).
 */
public final class Study {
  private static final int ROWS = 96;
  private static final int COLUMNS = 192;
  private static final int YEAR = 365;

  /** Days of a block. */
  private static final int BLOCK = 10;

  private final int steps;
  private final int rounds;
  private final PrintStream out;

  private Study(int years, int rounds, PrintStream out) {
    this.steps = years * YEAR;
    this.rounds = rounds;
    this.out = out;
  }

  public static void main(String[] args) throws IOException, InvalidRangeException {
    int years = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    Study study = new Study(years, rounds, System.out);
    for (DailyFile.Kind kind : DailyFile.Kind.values()) {
      study.ways(kind);
    }
    study.objects();
  }

  /** Makes the message of a task. */
  private interface Sender {
    byte[] message(int from, int days) throws IOException, InvalidRangeException;
  }

  private void ways(DailyFile.Kind kind) throws IOException, InvalidRangeException {
    Sums sums = new Sums(steps, ROWS, COLUMNS);
    try (Scratch scratch = new Scratch();
        StudyPeer peer = new StudyPeer(StudyWorker.class)) {
      Path file = scratch.file("tas.nc");
      DailyFile.write(file, kind, sums);
      Row row = new Row(peer, sums);
      out.println(
          String.format(
              Locale.ROOT,
              "%n### A %s file%n%nMeans of %d days of %d x %d floats, %.1f MB each, of %.0f MB;"
                  + " median of %d tasks, one at a time.%n",
              kind == DailyFile.Kind.CLASSIC ? "classic" : "deflated NetCDF-4",
              BLOCK,
              ROWS,
              COLUMNS,
              4e-6 * BLOCK * ROWS * COLUMNS,
              4e-6 * steps * ROWS * COLUMNS,
              rounds * blocks()));
      out.println("| what is sent for a task | bytes a task | microseconds a task |");
      out.println("|---|---|---|");
      references(file, row);
      values(file, row);
    }
  }

  private int blocks() {
    return steps / BLOCK;
  }

  private void references(Path file, Row row) throws IOException, InvalidRangeException {
    Sender named =
        (from, days) ->
            new StudyTask.Named(
                    file.toString(), "tas", new int[] {from, 0, 0}, new int[] {days, ROWS, COLUMNS})
                .encode();
    row.print(
        "(a) Netcdf-Java variable: names, file reopened there", StudyWay.VARIABLE_REOPENED, named);
    row.print(
        "(b) Netcdf-Java variable: names, file kept open there", StudyWay.VARIABLE_KEPT, named);
    row.print(
        "(a) Netcdf-Java dataset with coordinates: names, reopened there",
        StudyWay.COORDINATES_REOPENED,
        named);
    row.print(
        "(b) Netcdf-Java dataset with coordinates: names, kept open there",
        StudyWay.COORDINATES_KEPT,
        named);
    VariableRef variable = variable(file);
    Sender reference =
        (from, days) -> new StudyTask(variable, region(from, days)).encode().body().bytes();
    Encoded example = new StudyTask(variable, region(0, BLOCK)).encode();
    for (var attachment : example.attachments().values()) {
      row.peer.ask(StudyWay.ATTACHMENT, attachment.bytes());
    }
    row.print(
        "(a) Isobar variable: reference, file reopened there", StudyWay.ISOBAR_REOPENED, reference);
    row.print("(b) Isobar variable: reference, reader kept there", StudyWay.ISOBAR_KEPT, reference);
  }

  private static VariableRef variable(Path file) {
    if (Dataset.open(file).field("tas").expr() instanceof Read read) {
      return read.variable();
    }
    throw new IllegalStateException("a field of a file is not what is read of it");
  }

  private static Region region(int from, int days) {
    return Region.of(new long[] {from, 0, 0}, new long[] {days, ROWS, COLUMNS});
  }

  private void values(Path file, Row row) throws IOException, InvalidRangeException {
    try (NetcdfFile open = NetcdfFile.open(file.toString())) {
      values("a Netcdf-Java variable", open.findVariable("tas"), row);
    }
    try (NetcdfDataset open = NetcdfDataset.openDataset(file.toString())) {
      values("a Netcdf-Java dataset with coordinates", open.findVariable("tas"), row);
    }
    VariableRef variable = variable(file);
    try (BlockReader reader =
        new NetcdfProvider().open(variable.dataset().parts().getFirst(), Map.of())) {
      Sender block =
          (from, days) -> {
            double[] values = new double[days * ROWS * COLUMNS];
            reader.read("tas", region(from, days), values, 0);
            return bytes(values);
          };
      values("Isobar", block, row);
    }
  }

  private void values(String reader, Variable tas, Row row)
      throws IOException, InvalidRangeException {
    values(
        reader,
        (from, days) -> bytes(tas.read(new int[] {from, 0, 0}, new int[] {days, ROWS, COLUMNS})),
        row);
  }

  private void values(String reader, Sender block, Row row)
      throws IOException, InvalidRangeException {
    row.print("(c) the block, read here by " + reader, StudyWay.BLOCK, block);
    row.printWhole("(d) all values once, read here by " + reader, block);
  }

  static byte[] bytes(double[] values) {
    ByteBuffer to = ByteBuffer.allocate(Float.BYTES * values.length);
    for (double v : values) {
      to.putFloat((float) v);
    }
    return to.array();
  }

  static byte[] bytes(Array values) {
    float[] all = (float[]) values.copyTo1DJavaArray();
    ByteBuffer to = ByteBuffer.allocate(Float.BYTES * all.length);
    to.asFloatBuffer().put(all);
    return to.array();
  }

  /** Measures one way of sending. */
  private final class Row {
    private final StudyPeer peer;
    private final double[] expected = new double[blocks()];

    Row(StudyPeer peer, Sums sums) {
      this.peer = peer;
      for (int b = 0; b < expected.length; b++) {
        double sum = 0;
        for (int t = b * BLOCK; t < (b + 1) * BLOCK; t++) {
          for (int c = 0; c < sums.cells(); c++) {
            sum += sums.value(t, c);
          }
        }
        expected[b] = sum / (BLOCK * sums.cells());
      }
    }

    void print(String what, StudyWay way, Sender sender) throws IOException, InvalidRangeException {
      measure(way, sender, 1); // warms both processes
      Measured m = measure(way, sender, rounds);
      out.println(String.format(Locale.ROOT, "| %s | %d | %.0f |", what, m.bytes, m.micros));
    }

    /** All values first, then each task a place in them; the first is shared by all tasks. */
    void printWhole(String what, Sender sender) throws IOException, InvalidRangeException {
      sender.message(0, steps);
      long start = System.nanoTime();
      byte[] all = sender.message(0, steps);
      peer.ask(StudyWay.WHOLE, all);
      double sending = (System.nanoTime() - start) / 1e3;
      Sender part =
          (from, days) ->
              ByteBuffer.allocate(2 * Integer.BYTES)
                  .putInt(from * ROWS * COLUMNS)
                  .putInt(days * ROWS * COLUMNS)
                  .array();
      measure(StudyWay.PART, part, 1);
      Measured m = measure(StudyWay.PART, part, rounds);
      out.println(
          String.format(
              Locale.ROOT,
              "| %s (%d bytes in %.0f microseconds, to each process), then places |"
                  + " %d + %d | %.0f + %.0f |",
              what,
              all.length,
              sending,
              m.bytes,
              all.length / blocks(),
              m.micros,
              sending / blocks()));
    }

    private Measured measure(StudyWay way, Sender sender, int times)
        throws IOException, InvalidRangeException {
      double[] micros = new double[times * expected.length];
      long bytes = 0;
      for (int i = 0; i < micros.length; i++) {
        int block = i % expected.length;
        long start = System.nanoTime();
        byte[] message = sender.message(block * BLOCK, BLOCK);
        double mean = peer.ask(way, message);
        micros[i] = (System.nanoTime() - start) / 1e3;
        bytes = Math.max(bytes, message.length);
        if (!(Math.abs(mean - expected[block]) <= 1e-9 * expected[block])) {
          throw new IllegalStateException(
              way + ": the mean of block " + block + " is " + mean + ", not " + expected[block]);
        }
      }
      Arrays.sort(micros);
      return new Measured(bytes, micros[micros.length / 2]);
    }
  }

  private record Measured(long bytes, double micros) {}

  private void objects() throws IOException, InvalidRangeException {
    out.println("\n### What can be sent at all\n");
    out.println(
        "| object | by Java serialisation | by Kryo, any class allowed | by Isobar's wire |");
    out.println("|---|---|---|---|");
    Sums sums = new Sums(YEAR, 8, 16);
    try (Scratch scratch = new Scratch()) {
      Path file = scratch.file("tas.nc");
      DailyFile.write(file, DailyFile.Kind.DEFLATED, sums);
      double first = sums.value(0, 0);
      try (NetcdfFile open = NetcdfFile.open(file.toString());
          NetcdfDataset dataset = NetcdfDataset.openDataset(file.toString())) {
        Variable tas = open.findVariable("tas");
        object("`ucar.nc2.NetcdfFile`", open, f -> first(f.findVariable("tas")) == first, "-");
        object("`ucar.nc2.Variable`", tas, v -> first(v) == first, "-");
        object(
            "`ucar.nc2.dataset.NetcdfDataset`",
            dataset,
            d -> first(d.findVariable("tas")) == first,
            "-");
        object(
            "`ucar.nc2.dataset.VariableDS`",
            dataset.findVariable("tas"),
            v -> first(v) == first,
            "-");
        object("`ucar.ma2.Array`", tas.read(), a -> a.getFloat(0) == (float) first, "-");
      }
      Field field = Dataset.open(file).field("tas");
      VariableRef variable = variable(file);
      Encoded sent = new StudyTask(variable, region(0, 1)).encode();
      object(
          "Isobar's `Field`",
          field,
          f -> f.name().equals("tas"),
          "no: what it computes travels, not the field");
      object(
          "Isobar's reference to a variable",
          variable,
          v -> v.equals(variable),
          sent.body().size() + " bytes, " + sent.attachedBytes() + " once for each process");
    }
  }

  private static float first(Variable v) throws IOException, InvalidRangeException {
    return v.read(new int[] {0, 0, 0}, new int[] {1, 1, 1}).getFloat(0);
  }

  private <T> void object(String name, T object, Serialisable.Use<T> use, String byWire) {
    out.println(
        "| "
            + List.of(
                    name,
                    Serialisable.byJava(object, use),
                    Serialisable.byKryo(object, use),
                    byWire)
                .stream()
                .map(cell -> cell.replace("|", "/"))
                .reduce((a, b) -> a + " | " + b)
                .orElse("")
            + " |");
  }
}
