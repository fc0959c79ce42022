package org.isobar.jmh;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.backend.mpi.MpiBackend;

/**
 * The mean of all values of a file, on two threads of one process or on two ranks of one thread
 * each, and what comes before it. For {@code jmh/mpi-speed.sh}.
 *
 * <pre>{@code
 * MpiMean make FILE DAYS       writes a file, and prints its mean
 * MpiMean local|mpi FILE ROUNDS
 * }</pre>
 *
 * <p>The variable {@code ISOBAR_BEGAN} of the environment says when the command was given, in
 * nanoseconds since 1970.
 */
public final class MpiMean {
  private static final int ROWS = 180;
  private static final int COLUMNS = 360;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private MpiMean() {}

  public static void main(String[] arguments) {
    double main = System.currentTimeMillis() / MILLIS;
    Path file = Path.of(arguments[1]);
    int number = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "make" -> make(file, number);
      case "local" -> {
        try (Backend backend = LocalBackend.create(2)) {
          measure(backend, file, number, main);
        }
      }
      case "mpi" -> {
        try (Backend backend = MpiBackend.builder().threads(1).world()) {
          measure(backend, file, number, main);
        }
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void make(Path file, int days) {
    Sums sums = new Sums(days, ROWS, COLUMNS);
    DailyFile.write(file, DailyFile.Kind.CLASSIC, sums);
    double mean = 0;
    for (int c = 0; c < sums.cells(); c++) {
      mean += sums.mean(c) / sums.cells();
    }
    print("answer", mean);
  }

  private static void measure(Backend backend, Path file, int rounds, double main) {
    double joined = System.currentTimeMillis() / MILLIS;
    double began = Double.parseDouble(System.getenv("ISOBAR_BEGAN")) / NANOS;
    double jvm = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
    print("launcher", jvm - began);
    print("jvm", main - jvm);
    print("backend", joined - main);
    double answer = 0;
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      answer = Dataset.open(file).field("tas").unweighted().mean().compute(backend).value();
      print(round == 0 ? "first" : "again", (System.nanoTime() - start) / NANOS);
    }
    print("answer", answer);
  }

  private static void print(String what, double value) {
    System.out.println(String.format(Locale.ROOT, "%s %.9f", what, value));
  }
}
