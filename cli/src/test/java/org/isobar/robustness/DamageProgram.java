package org.isobar.robustness;

import static java.util.stream.Collectors.joining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.backend.local.LocalBackend;
import org.isobar.coord.Coordinate;
import org.isobar.error.IsobarException;
import org.isobar.run.RunOptions;

/**
 * Opens every file of a folder and averages all that it holds. Prints a line for each: its name,
 * then {@code refused} with the message, {@code read} with the digest of coordinates and values and
 * what the fields are, {@code hung}, or {@code failed} with whatever else was thrown.
 */
final class DamageProgram {
  private static final int SECONDS = 10;

  private DamageProgram() {}

  public static void main(String[] args) throws Exception {
    try (Backend backend = LocalBackend.create(2);
        Stream<Path> list = Files.list(Path.of(args[0]))) {
      for (Path file : list.sorted().toList()) {
        System.out.println(file.getFileName() + "\t" + outcome(file, backend));
      }
    }
    System.out.flush();
    // A reader that hangs must not keep the program from telling so.
    Runtime.getRuntime().halt(0);
  }

  private static String outcome(Path file, Backend backend) throws InterruptedException {
    var read = CompletableFuture.supplyAsync(() -> digest(file, backend));
    try {
      return "read\t" + read.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "hung\t";
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String message = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
      return cause instanceof IsobarException
          ? "refused\t" + cause.getClass().getSimpleName() + ": " + message
          : "failed\t" + cause + " at " + Arrays.stream(cause.getStackTrace()).limit(4).toList();
    }
  }

  private static String digest(Path file, Backend backend) {
    Dataset set = Dataset.open(file.toString());
    int hash = set.names().hashCode();
    List<String> fields = new ArrayList<>();
    for (Field f : set.fields()) {
      for (Coordinate c : f.coordinates().byDim().values()) {
        hash = 31 * hash + Arrays.hashCode(c.values());
      }
      double mean =
          f.dims().isEmpty()
              ? f.compute(backend).value()
              : f.unweighted().mean().compute(backend, RunOptions.DEFAULT.memory(64 << 20)).value();
      hash = 31 * hash + Double.hashCode(mean);
      String shape = f.dims().stream().map(d -> d.name() + ":" + d.size()).collect(joining(","));
      fields.add(f.name() + " " + shape + " " + mean);
    }
    return Integer.toHexString(hash) + "\t" + String.join("; ", fields);
  }
}
