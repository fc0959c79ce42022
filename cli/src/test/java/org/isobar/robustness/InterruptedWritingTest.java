package org.isobar.robustness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isobar.Backend;
import org.isobar.Dataset;
import org.isobar.backend.local.LocalBackend;
import org.isobar.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that is interrupted while it writes leaves nothing, and the file that was there. */
class InterruptedWritingTest {
  private static final int POINTS = 20;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private static final String OLD = "what was there";
  @TempDir Path folder;

  @Test
  void interruptedAtTwentyPointsItLeavesNothingBehind() throws Exception {
    Path in = folder.resolve("in.nc");
    try (Backend backend = LocalBackend.create(2)) {
      Dataset.open("virtual:golden?dims=time:400,lat:90,lon:180&missing=13").write(in, backend);
    }
    int signal = isIgnored(SIGINT) ? SIGTERM : SIGINT;
    int interrupted = 0;
    for (int i = 0; i < POINTS; i++) {
      Path target = Files.createDirectory(folder.resolve("run" + i)).resolve("out.nc");
      Files.writeString(target, OLD);
      int status = signalledAfter(20L * i, signal, in, target);
      assertEquals(List.of("out.nc"), names(target.getParent()));
      boolean old = Arrays.equals(OLD.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(target));
      if (old) {
        interrupted++;
        assertEquals(128 + signal, status);
      } else {
        // It was done before, if only just: the signal may have met it on its way out.
        assertTrue(status == 0 || status == 128 + signal, "exit code " + status);
        assertEquals(List.of("v"), Dataset.open(target.toString()).names());
      }
    }
    assertTrue(interrupted >= POINTS / 2, interrupted + " of " + POINTS + " were interrupted");
  }

  /** The exit code of a command that is interrupted so long after it began to write. */
  private static int signalledAfter(long millis, int signal, Path in, Path target)
      throws Exception {
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-s",
                "-f",
                "nc4",
                "-z",
                "zip_6",
                "copy",
                in.toString(),
                target.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (p.isAlive() && names(target.getParent()).size() == 1) {
        Thread.onSpinWait();
      }
      if (!p.waitFor(millis, TimeUnit.MILLISECONDS)) {
        new ProcessBuilder("kill", "-" + signal, Long.toString(p.pid())).start().waitFor();
      }
      assertTrue(p.waitFor(60, TimeUnit.SECONDS), "no end within a minute of the interrupt");
      return p.exitValue();
    } finally {
      p.destroyForcibly();
    }
  }

  /** A shell starts what runs in the background deaf to Ctrl-C, and children inherit that. */
  private static boolean isIgnored(int signal) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(mask -> (mask >>> (signal - 1) & 1) != 0);
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> out = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.forEach(f -> out.add(f.getFileName().toString()));
    }
    return out;
  }
}
