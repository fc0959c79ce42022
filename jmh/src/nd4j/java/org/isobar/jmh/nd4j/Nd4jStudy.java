package org.isobar.jmh.nd4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Locale;
import org.isobar.jmh.Sums;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What it costs to send arrays of ND4J: bytes and microseconds to turn one into bytes and back, of
 * a block and of all values. The rest of docs/study.md is by {@code Study}.
 */
public final class Nd4jStudy {
  private static final int ROWS = 96;
  private static final int COLUMNS = 192;
  private static final int ROUNDS = 40;

  private Nd4jStudy() {}

  /** Bytes of an array. */
  private interface Writing {
    byte[] of(INDArray array) throws IOException;
  }

  /** An array of bytes. */
  private interface Reading {
    INDArray of(byte[] bytes) throws IOException, ClassNotFoundException;
  }

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    System.out.println("| array of ND4J | bytes | microseconds to bytes and back |");
    System.out.println("|---|---|---|");
    for (int days : new int[] {10, 730}) {
      Sums sums = new Sums(days, ROWS, COLUMNS);
      INDArray array = Nd4j.create(sums.floats(), new long[] {days, ROWS, COLUMNS}, 'c');
      print(days + " days, Java serialisation", array, Nd4jStudy::written, Nd4jStudy::read);
      print(days + " days, Nd4j.toByteArray", array, Nd4j::toByteArray, Nd4j::fromByteArray);
    }
  }

  private static byte[] written(INDArray array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(array);
    }
    return bytes.toByteArray();
  }

  // What is read was written a moment before.
  @SuppressWarnings("BanSerializableRead")
  private static INDArray read(byte[] bytes) throws IOException, ClassNotFoundException {
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
