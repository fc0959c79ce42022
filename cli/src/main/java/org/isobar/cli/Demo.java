package org.isobar.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.isobar.Backend;
import org.isobar.backend.local.LocalBackend;
import org.isobar.cli.demo.DemoProgram;
import org.isobar.cli.grammar.OptionParser;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.CommandException;

/** {@code isobar demo}: shows on generated or on the user's files what the library does. */
final class Demo {
  private static final String USAGE =
      """
      isobar demo [-s] [-P N] [--memory SIZE] [PATH...]

        Writes a small archive of daily temperatures to isobar-demo/archive in this folder (109 MB,
        once) and computes from it how much warmer each model and experiment becomes. Given files,
        folders or globs, takes the monthly or daily temperatures in them instead. Anomalies of
        each model go to isobar-demo/anomaly_MODEL.nc.
      """;

  private static final String TERMINAL = "isobar.terminal";

  private Demo() {}

  /**
   * Runs with the arguments after {@code demo}.
   *
   * @return the exit code
   * @throws org.isobar.error.IsobarException if an option is wrong, or the files cannot be written
   *     or used
   */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("-h") || args.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    Options options = OptionParser.parse(args);
    if (options.output().type().isPresent() || options.output().format().isPresent()) {
      throw new CommandException("demo takes no -b and no -f");
    }
    options.memory().ifPresent(Session::refuseMoreThanTheHeap);
    // Java cannot tell whether standard error is a terminal; the launcher can.
    boolean terminal = Boolean.getBoolean(TERMINAL);
    PrintStream progress = options.silent() ? silence() : err;
    DemoProgram program =
        new DemoProgram(Path.of("isobar-demo"), out, progress, terminal, options.memory());
    LocalBackend.Builder builder = LocalBackend.builder();
    options.threads().ifPresent(builder::threads);
    Backend backend = builder.create();
    // An interrupt of the JVM cancels what runs and removes what was half written.
    Thread hook = new Thread(backend::close, "isobar-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try (backend) {
      if (options.rest().isEmpty()) {
        program.runOnArchive(backend);
      } else {
        program.runOn(options.rest(), backend);
      }
    } finally {
      remove(hook);
    }
    return 0;
  }

  private static PrintStream silence() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook runs.
    }
  }
}
