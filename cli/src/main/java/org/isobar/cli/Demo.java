package org.isobar.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.cli.demo.DemoProgram;

/** {@code isobar demo}: shows on generated or on the user's files what the library does. */
final class Demo {
  private static final String USAGE =
      """
      isobar demo [PATH...]

        Writes a small archive of daily temperatures to isobar-demo/archive in this folder (109 MB,
        once) and computes from it how much warmer each model and experiment becomes. Given files,
        folders or globs, takes the monthly or daily temperatures in them instead. Anomalies of
        each model go to isobar-demo/anomaly_MODEL.nc.
      """;

  private static final String TERMINAL = "isobar.terminal";
  private static final int FAILED = 1;

  private Demo() {}

  /**
   * Runs with the arguments after {@code demo}.
   *
   * @return the exit code: 0, or 1 if there is no such option
   * @throws org.isobar.error.IsobarException if the files cannot be written or used
   */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("-h") || args.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    Optional<String> option = args.stream().filter(arg -> arg.startsWith("-")).findFirst();
    if (option.isPresent()) {
      err.print("isobar (Abort): demo has no option " + option.get() + "\n" + USAGE);
      return FAILED;
    }
    // Java cannot tell whether standard error is a terminal; the launcher can.
    boolean terminal = Boolean.getBoolean(TERMINAL);
    DemoProgram program = new DemoProgram(Path.of("isobar-demo"), out, err, terminal);
    Backend backend = LocalBackend.create();
    // An interrupt of the JVM cancels what runs and removes what was half written.
    Thread hook = new Thread(backend::close, "isobar-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try (backend) {
      if (args.isEmpty()) {
        program.runOnArchive(backend);
      } else {
        program.runOn(args, backend);
      }
    } finally {
      remove(hook);
    }
    return 0;
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook runs.
    }
  }
}
