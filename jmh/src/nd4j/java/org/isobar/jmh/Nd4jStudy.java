package org.isobar.jmh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.isobar.dataset.BlockReader;
import org.isobar.io.netcdf.NetcdfProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What it costs to send arrays of ND4J: what a task costs whose block becomes one, however it comes
 * to the other process, whose every answer is checked; and bytes and microseconds to turn an array
 * into bytes and back. The rest of docs/study.md is by {@link Study}.
 *
 * <p>Arguments: years of daily fields (2), rounds over all blocks that are measured (3).
 */
public final class Nd4jStudy {
  private static final int ROWS = 96;
  private static final int COLUMNS = 192;
  private static final int YEAR = 365;

  /** Days of a block. */
  private static final int BLOCK = 10;

  private static final int ROUNDS = 40;

  /** ND4J sums in floats. */
  private static final double TOLERANCE = 1e-4;

  private final int steps;
  private final int rounds;

  private Nd4jStudy(int steps, int rounds) {
    this.steps = steps;
    this.rounds = rounds;
  }

  /** Bytes of an array. */
  private interface Writing {
    byte[] of(INDArray array) throws IOException;
  }

  /** An array of bytes. */
  private interface Reading {
    INDArray of(byte[] bytes) throws IOException, ClassNotFoundException;
  }

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    int years = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    for (DailyFile.Kind kind : DailyFile.Kind.values()) {
      new Nd4jStudy(years * YEAR, rounds).ways(kind);
    }
    objects();
    System.out.println("\n| array of ND4J | bytes | microseconds to bytes and back |");
    System.out.println("|---|---|---|");
    for (int days : new int[] {BLOCK, 2 * YEAR}) {
      INDArray array = array(new Sums(days, ROWS, COLUMNS));
      print(days + " days, Java serialisation", array, Nd4jStudy::written, Nd4jStudy::read);
      print(days + " days, Nd4j.toByteArray", array, Nd4j::toByteArray, Nd4j::fromByteArray);
    }
  }

  /** The line of the table of what can be sent at all. */
  private static void objects() {
    INDArray array = array(new Sums(BLOCK, ROWS, COLUMNS));
    Serialisable.Use<INDArray> same = a -> a.equals(array);
    System.out.println(
        "\n| `org.nd4j.linalg.api.ndarray.INDArray` | "
            + Serialisable.byJava(array, same)
            + " | "
            + Serialisable.byKryo(array, same)
            + " | - |");
  }

  private static INDArray array(Sums sums) {
    float[] values = sums.floats();
    return Nd4j.create(values, new long[] {values.length / sums.cells(), ROWS, COLUMNS}, 'c');
  }

  /** Makes the message of a task. */
  private interface Sender {
    byte[] message(int from) throws IOException;
  }

  private void ways(DailyFile.Kind kind) throws IOException {
    Sums sums = new Sums(steps, ROWS, COLUMNS);
    try (Scratch scratch = new Scratch();
        StudyPeer peer =
            new StudyPeer(Nd4jStudyWorker.class, "--sun-misc-unsafe-memory-access=allow")) {
      Path file = scratch.file("tas.nc");
      DailyFile.write(file, kind, sums);
      System.out.println(
          "\n| what is sent for a task, of a "
              + (kind == DailyFile.Kind.CLASSIC ? "classic" : "deflated")
              + " file | bytes a task | microseconds a task |");
      System.out.println("|---|---|---|");
      Sender named =
          from ->
              new StudyTask.Named(
                      file.toString(),
                      "tas",
                      new int[] {from, 0, 0},
                      new int[] {BLOCK, ROWS, COLUMNS})
                  .encode();
      print(peer, sums, "(a) names; file reopened there", StudyWay.ISOBAR_REOPENED, named);
      print(peer, sums, "(b) names; reader kept there", StudyWay.ISOBAR_KEPT, named);
      blocks(peer, sums, file);
      whole(peer, sums);
    }
  }

  private void blocks(StudyPeer peer, Sums sums, Path file) throws IOException {
    try (BlockReader reader = Nd4jStudyWorker.open(new NetcdfProvider(), file.toString())) {
      Blocks arrays =
          from ->
              Nd4jStudyWorker.read(
                  reader,
                  new StudyTask.Named(
                      file.toString(),
                      "tas",
                      new int[] {from, 0, 0},
                      new int[] {BLOCK, ROWS, COLUMNS}));
      print(
          peer,
          sums,
          "(c) the block, read here, by Java serialisation",
          StudyWay.BLOCK,
          from -> written(arrays.of(from)));
      print(
          peer,
          sums,
          "(c) the block, read here, by Nd4j.toByteArray",
          StudyWay.BLOCK_BY_LIBRARY,
          from -> Nd4j.toByteArray(arrays.of(from)));
    }
  }

  /** Makes the array of a block. */
  private interface Blocks {
    INDArray of(int from);
  }

  /** All values first, then each task a place in them; the first is shared by all tasks. */
  private void whole(StudyPeer peer, Sums sums) throws IOException {
    long start = System.nanoTime();
    byte[] all = Nd4j.toByteArray(array(sums));
    peer.ask(StudyWay.WHOLE, all);
    double sending = (System.nanoTime() - start) / 1e3;
    print(
        peer,
        sums,
        String.format(
            Locale.ROOT,
            "(d) the whole array once (%d bytes in %.0f microseconds, to each process), then"
                + " places",
            all.length,
            sending),
        StudyWay.PART,
        from -> ByteBuffer.allocate(2 * Integer.BYTES).putInt(from).putInt(BLOCK).array());
  }

  /** Measures one way of sending, and prints its line. */
  private void print(StudyPeer peer, Sums sums, String what, StudyWay way, Sender sender)
      throws IOException {
    int blocks = steps / BLOCK;
    double[] micros = new double[rounds * blocks];
    int bytes = 0;
    // The first round warms both processes.
    for (int i = -blocks; i < micros.length; i++) {
      int from = Math.floorMod(i, blocks) * BLOCK;
      long start = System.nanoTime();
      byte[] message = sender.message(from);
      double mean = peer.ask(way, message);
      if (i >= 0) {
        micros[i] = (System.nanoTime() - start) / 1e3;
      }
      bytes = message.length;
      Check.value(way + " by ND4J", from, mean, mean(sums, from), TOLERANCE);
    }
    Arrays.sort(micros);
    System.out.println(
        String.format(Locale.ROOT, "| %s | %d | %.0f |", what, bytes, micros[micros.length / 2]));
  }

  private static double mean(Sums sums, int from) {
    double sum = 0;
    for (int t = from; t < from + BLOCK; t++) {
      for (int c = 0; c < sums.cells(); c++) {
        sum += sums.value(t, c);
      }
    }
    return sum / (BLOCK * sums.cells());
  }

  static byte[] written(INDArray array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(array);
    }
    return bytes.toByteArray();
  }

  // What is read was written a moment before.
  @SuppressWarnings("BanSerializableRead")
  static INDArray read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (INDArray) in.readObject();
    }
  }

  private static void print(String what, INDArray array, Writing writing, Reading reading)
      throws IOException, ClassNotFoundException {
    double[] micros = new double[ROUNDS];
    int size = 0;
    for (int i = 0; i < 2 * ROUNDS; i++) {
      long start = System.nanoTime();
      byte[] bytes = writing.of(array);
      INDArray back = reading.of(bytes);
      micros[i % ROUNDS] = (System.nanoTime() - start) / 1e3;
      size = bytes.length;
      if (!back.equals(array)) {
        throw new IllegalStateException(what + ": what came back is not what was sent");
      }
      back.close();
    }
    Arrays.sort(micros);
    System.out.println(
        String.format(Locale.ROOT, "| %s | %d | %.0f |", what, size, micros[ROUNDS / 2]));
  }
}
