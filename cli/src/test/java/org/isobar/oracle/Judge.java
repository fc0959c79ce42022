package org.isobar.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The neutral reader: a Python process that compares results; for one thread. */
final class Judge implements AutoCloseable {
  private static final String NONE = "-";
  private final Process process;
  private final PrintStream questions;
  private final BufferedReader answers;

  private Judge(Process process) {
    this.process = process;
    this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  static Judge start() throws IOException {
    Path script = Tools.PYTHON_FOLDER.resolve("oracle_judge.py");
    ProcessBuilder builder = new ProcessBuilder(Tools.PYTHON, "-B", script.toString());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    return new Judge(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * What is to be judged.
   *
   * @param command the operator's words without the output
   * @param cdo what CDO wrote, if it did
   * @param isobar what Isobar wrote, if it did
   * @param tolerance of the field's largest absolute value
   * @param decider xarray or closed-form, if the reference has to decide
   * @param check whether to compare CDO with the reference
   */
  record Question(
      List<String> command,
      Optional<Path> cdo,
      Optional<Path> isobar,
      double tolerance,
      Optional<String> decider,
      boolean check) {
    private String line() {
      return String.join(
          "\t",
          String.join("\u001f", command),
          cdo.map(Path::toString).orElse(NONE),
          isobar.map(Path::toString).orElse(NONE),
          Double.toString(tolerance),
          decider.orElse(NONE),
          check ? "check" : NONE);
    }
  }

  /**
   * The verdict; a list is absent if that comparison was not made.
   *
   * @param cdo how Isobar's result differs from CDO's
   * @param reference how Isobar's result differs from the reference's
   * @param self how CDO's result differs from the reference's
   * @param why why the reference has no result, or how the judge failed
   */
  record Verdict(
      Optional<List<Problem>> cdo,
      Optional<List<Problem>> reference,
      Optional<List<Problem>> self,
      String why) {
    private static Verdict of(String line) {
      String[] parts = line.split("\t", -1);
      return new Verdict(problems(parts[0]), problems(parts[1]), problems(parts[2]), parts[3]);
    }

    private static Optional<List<Problem>> problems(String list) {
      if (list.equals(NONE)) {
        return Optional.empty();
      }
      return Optional.of(
          Arrays.stream(list.split("\u001e"))
              .filter(p -> !p.isEmpty())
              .map(p -> p.split("\u001f", -1))
              .map(p -> new Problem(p[0], p[1], p[2]))
              .toList());
    }
  }

  Verdict ask(Question question) throws IOException {
    questions.print(question.line() + "\n");
    questions.flush();
    @Nullable String line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException("oracle_judge.py ended over " + question.command());
    }
    return Verdict.of(line);
  }

  @Override
  public void close() throws IOException {
    questions.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    answers.close();
  }
}
