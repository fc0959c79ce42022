package org.isobar.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobar.Field;
import org.isobar.cli.operator.Source;
import org.isobar.run.ProgressEvent;
import org.isobar.run.ProgressListener;

/**
 * Shows how far a command is and, at its end, what it did: on a terminal alone, and not if silence
 * was asked for. The launcher says whether standard error is a terminal, because Java cannot tell.
 */
final class Progress implements ProgressListener, AutoCloseable {
  private static final String TERMINAL = "isobar.terminal";
  private static final double SECOND = 1e9;
  private final PrintStream err;
  private final String operator;
  private final boolean silent;
  private final boolean shown;
  private final boolean told;
  private final long began = System.nanoTime();
  private final Map<Integer, Long> done = new HashMap<>();
  private long tasks = 1;
  private int percent = -1;

  /**
   * @param told whether to say at the end what was done, even where there is no terminal
   */
  Progress(PrintStream err, String operator, boolean silent, boolean told) {
    this.err = err;
    this.operator = operator;
    this.silent = silent;
    this.shown = !silent && Boolean.getBoolean(TERMINAL);
    this.told = shown || told;
  }

  @Override
  public void on(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.Planned p -> tasks = Math.max(1, p.tasks());
      case ProgressEvent.TasksDone d -> {
        done.put(d.stage(), d.done());
        show((int) (100 * done.values().stream().mapToLong(Long::longValue).sum() / tasks));
      }
      case ProgressEvent.Resumed r -> resumed(r);
      case ProgressEvent.Checkpointed c -> kept(c);
      case ProgressEvent.StageStarted s -> {}
      case ProgressEvent.TaskRetried r -> {}
      case ProgressEvent.Finished f -> {}
    }
  }

  private void resumed(ProgressEvent.Resumed r) {
    if (!silent) {
      say(
          r.done() == 0
              ? "no checkpoint " + r.checkpoint() + "; begins anew"
              : r.done()
                  + " of "
                  + r.tasks()
                  + " tasks were done before, "
                  + share(r)
                  + " are not");
    }
  }

  private static String share(ProgressEvent.Resumed r) {
    double rest = 100.0 * (r.tasks() - r.done()) / r.tasks();
    return String.format(Locale.ROOT, "%.1f %%", rest);
  }

  private void kept(ProgressEvent.Checkpointed c) {
    if (c.last()) {
      say(
          "stopped; "
              + c.done()
              + " of "
              + c.tasks()
              + " tasks are kept in "
              + c.checkpoint()
              + ", and the same command with --resume goes on from there");
    }
  }

  private void say(String text) {
    clear();
    err.print("isobar    " + operator + ": " + text + "\n");
    err.flush();
  }

  private void show(int now) {
    if (shown && now != percent) {
      percent = now;
      err.print("\risobar    " + operator + ": " + now + "% ");
      err.flush();
    }
  }

  /** Says what was read. */
  void processed(List<Source> files) {
    clear();
    if (!told || files.isEmpty()) {
      return;
    }
    List<Field> fields = files.stream().flatMap(s -> s.dataset().fields().stream()).toList();
    long values = fields.stream().mapToLong(f -> f.expr().size()).sum();
    long steps = files.stream().mapToLong(Source::steps).max().orElse(0);
    double seconds = (System.nanoTime() - began) / SECOND;
    err.print(
        "isobar    "
            + operator
            + ": Processed "
            + count(values, "value")
            + " from "
            + count(fields.size(), "variable")
            + (steps > 0 ? " over " + count(steps, "timestep") : "")
            + String.format(Locale.ROOT, " [%.2fs]\n", seconds));
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private void clear() {
    if (percent >= 0) {
      err.print("\r" + " ".repeat(operator.length() + 20) + "\r");
      percent = -1;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
