package org.isobar.jmh;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.Field;
import org.isobar.io.netcdf.hdf5.BareChunks;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/** A generated file of daily temperatures, and the ways to read it. */
final class Series implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;

  final Sums sums;
  final Path file;
  private final DailyFile.Kind kind;
  private final Scratch scratch = new Scratch();

  Series(DailyFile.Kind kind, int steps, int rows, int columns) {
    this.kind = kind;
    this.sums = new Sums(steps, rows, columns);
    this.file = scratch.file("tas.nc");
    DailyFile.write(file, kind, sums);
  }

  /** Bytes of the temperatures when they are not compressed. */
  long bytes() {
    return sums.bytes();
  }

  Field tas() {
    return Dataset.open(file).field("tas");
  }

  /** Through Isobar, from opening the file to the values; those of a file are not read back. */
  double[] isobar(Operator operator, Backend backend) {
    Field result = operator.of(tas());
    if (operator == Operator.YMONSUB) {
      result.write(output(), backend);
      return new double[0];
    }
    return result.compute(backend).values();
  }

  /** Throws if what {@link #isobar} returned or wrote last is wrong. */
  void check(Operator operator, double[] found, Backend backend) {
    if (operator != Operator.YMONSUB) {
      operator.check("of " + kind, found, sums);
      return;
    }
    Field written = Dataset.open(output()).field("tas");
    for (int t : new int[] {0, sums.steps / 2, sums.steps - 1}) {
      double[] step = written.isel("time", t).compute(backend).values();
      operator.checkStep("of " + kind, step, sums, t);
    }
  }

  private Path output() {
    return scratch.file("out.nc");
  }

  /** Positioned reads of the whole file and nothing else; returns its size. */
  long bareRead(Shares threads) throws IOException {
    return threads.run(
        Files.size(file),
        (from, to) -> {
          byte[] buffer = new byte[BUFFER];
          try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long at = from;
            while (at < to) {
              int n = (int) Math.min(BUFFER, to - at);
              in.seek(at);
              in.readFully(buffer, 0, n);
              at += n;
            }
          }
          return to - from;
        });
  }

  /** The least that reading compressed values takes; returns the number of chunks. */
  long bareChunks(Shares threads) {
    BareChunks chunks = new BareChunks(file, "tas");
    return threads.run(
        chunks.chunks(),
        (from, to) -> {
          chunks.read((int) from, (int) to);
          return to - from;
        });
  }

  /** Netcdf-Java, day by day, into plain loops. */
  double[] netcdfJava(Operator operator) throws IOException {
    PlainFold fold = operator.plain(sums);
    try (NetcdfFile in = NetcdfFile.open(file.toString())) {
      Variable tas = in.findVariable("tas");
      int[] shape = {1, sums.rows, sums.columns};
      for (int t = 0; t < sums.steps; t++) {
        fold.day(t, (float[]) tas.read(new int[] {t, 0, 0}, shape).get1DJavaArray(float.class));
      }
    } catch (InvalidRangeException e) {
      throw new IllegalStateException(e);
    }
    return fold.finish();
  }

  @Override
  public void close() {
    scratch.close();
  }
}
