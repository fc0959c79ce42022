package org.isobar.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.isobar.cli.Main;

/** The command line under test, in this JVM. */
final class IsobarCommand {
  private static final long PATIENCE_SECONDS = 120;

  /** A run that never ends must end up as a failure of its case. */
  private static final ExecutorService RUNS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("isobar-run-", 0).factory());

  private IsobarCommand() {}

  /**
   * What a run came to.
   *
   * @param status its exit code
   * @param message what it printed on standard error
   * @param blemish what is wrong with the way it failed, if anything
   */
  record Answer(int status, String message, Optional<String> blemish) {
    boolean succeeded() {
      return status == 0;
    }
  }

  /** Runs an operator; its file or its text, and its exit code, go to {@code output}. */
  static Answer run(List<String> words, Operation op, Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of("--threads", "1"));
    if (!op.answersByExitCode()) {
      command.addFirst("-s");
    }
    command.addAll(words);
    if (op.product() != Product.TEXT) {
      command.add(op.product().word(output));
    }
    if (op.product() == Product.FILES) {
      Files.createDirectories(output);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Future<Integer> run =
        RUNS.submit(
            () ->
                Main.run(
                    command,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8)));
    int status;
    try {
      status = run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      run.cancel(true);
      return new Answer(1, "", Optional.of("no end within " + PATIENCE_SECONDS + " s"));
    } catch (ExecutionException e) {
      return new Answer(1, "", Optional.of("threw " + e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted over " + command, e);
    }
    String message = err.toString(StandardCharsets.UTF_8).strip();
    if (op.answersByExitCode() && !message.contains("(Abort)")) {
      out.writeBytes(("exit code " + status + "\n").getBytes(StandardCharsets.UTF_8));
      status = 0;
    }
    if (op.product() == Product.TEXT && status == 0) {
      Files.write(output, out.toByteArray());
    }
    return new Answer(
        status,
        message,
        status == 0 ? Optional.empty() : blemish(message, Path.of(op.product().word(output))));
  }

  /** A refusal is a single clear sentence, and nothing is left under the final name. */
  private static Optional<String> blemish(String message, Path output) throws IOException {
    if (message.isEmpty() || message.contains("unexpected") || message.contains("Exception")) {
      return Optional.of("no clear error: '" + message + "'");
    }
    try (Stream<Path> left = Files.list(output.getParent())) {
      String name = output.getFileName().toString();
      return left.map(p -> p.getFileName().toString())
          .filter(n -> n.startsWith(name))
          .findFirst()
          .map(n -> "left " + n + " behind after: " + message);
    }
  }
}
