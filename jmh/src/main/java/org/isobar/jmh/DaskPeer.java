package org.isobar.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A Python process that keeps a cluster of dask.distributed, and computes the mean over time of a
 * file's {@code tas} each time it is told to.
 */
final class DaskPeer implements AutoCloseable {
  /** It adds floats in single precision. */
  private static final double TOLERANCE = 1e-3;

  private final Scratch scratch = new Scratch();
  private final Path answer = scratch.file("dask.doubles");
  private final Process process;
  private final OutputStream to;
  private final BufferedReader from;

  DaskPeer(Path script, String file) {
    try {
      process =
          new ProcessBuilder("/usr/bin/python3", script.toString(), file, answer.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    to = process.getOutputStream();
    from = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Seconds of a run, as Python's clock says, whose answer is near the right one. */
  double run(double[] right) {
    try {
      to.write('\n');
      to.flush();
      String seconds = from.readLine();
      if (seconds == null) {
        throw new IllegalStateException("the Python process ended");
      }
      double[] found = new double[right.length];
      ByteBuffer.wrap(Files.readAllBytes(answer))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asDoubleBuffer()
          .get(found);
      Check.values("dask", found, found.length, c -> right[c], TOLERANCE);
      return Double.parseDouble(seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    scratch.close();
  }
}
