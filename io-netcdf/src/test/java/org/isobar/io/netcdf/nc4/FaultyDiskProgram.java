package org.isobar.io.netcdf.nc4;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.isobar.data.DType;
import org.isobar.data.Region;
import org.isobar.dataset.BlockWriter;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Storage;
import org.isobar.error.IsobarException;

/**
 * Writes the same file again and again under limits of its own process on the size of files, so
 * that the system refuses to write from a place on that moves through the file. Prints for each
 * limit what was thrown and what lies in the folder.
 */
final class FaultyDiskProgram {
  private static final int POINTS = 20;
  private static final long RECORDS = 40;
  private static final int WIDTH = 5000;

  private FaultyDiskProgram() {}

  public static void main(String[] args) throws Exception {
    Path target = Path.of(args[0]).resolve("out.nc");
    int level = Integer.parseInt(args[1]);
    Files.writeString(target, "old");
    write(target.resolveSibling("whole.nc"), level);
    long whole = Files.size(target.resolveSibling("whole.nc"));
    Files.delete(target.resolveSibling("whole.nc"));
    for (int point = 0; point < POINTS; point++) {
      limit(Long.toString(whole * point / POINTS));
      String thrown = "nothing";
      try {
        write(target, level);
      } catch (IsobarException | UncheckedIOException e) {
        thrown = e.getClass().getSimpleName();
      }
      limit("unlimited");
      List<String> left =
          Files4.in(target.getParent()).stream().map(p -> p.getFileName().toString()).toList();
      System.out.println(thrown + " " + left + " " + Files.readString(target));
    }
    write(target, level);
    System.out.println(Files.size(target) == whole);
  }

  private static void write(Path target, int level) {
    FileSchema schema =
        Files4.schema(
            Storage.PLAIN.deflate(level),
            List.of(Files4.unlimited("t", RECORDS), Files4.fixed("x", WIDTH)),
            Files4.variable("v", DType.FLOAT32, "t", "x"));
    Random random = new Random(3);
    try (BlockWriter writer = Netcdf4Writer.create(target, schema)) {
      for (long t = 0; t < RECORDS; t++) {
        double[] values = random.doubles(WIDTH).toArray();
        writer.write("v", Region.of(new long[] {t, 0}, new long[] {1, WIDTH}), values, 0);
      }
      writer.commit();
    }
  }

  /** Sets the soft limit of this process; the JVM turns the signal into an error of the write. */
  private static void limit(String bytes) throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    Process p =
        new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + bytes + ":").inheritIO().start();
    if (p.waitFor() != 0) {
      throw new IllegalStateException("prlimit failed");
    }
  }
}
