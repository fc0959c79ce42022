package org.isobar.backend.mpi;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Says why a world ends before its time. It writes to the process's error stream itself: while a
 * JVM shuts down its loggers are gone, and of a world that was aborted nothing else remains.
 */
final class LastWords {
  private LastWords() {}

  /** A throwable as its stack trace. */
  static String trace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString().strip();
  }

  /** One write, so that lines of several ranks do not mix. */
  static void say(int rank, int size, String host, String why) {
    String line =
        String.format(
            Locale.ROOT,
            "isobar: rank %d of %d on %s (process %d): %s; all ranks end%n",
            rank,
            size,
            host,
            ProcessHandle.current().pid(),
            why);
    // Never closed: the stream is the process's, not this method's.
    @SuppressWarnings("resource")
    FileOutputStream out = new FileOutputStream(FileDescriptor.err);
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException nobodyListens) {
      // The exit code says the rest.
    }
  }
}
