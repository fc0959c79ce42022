package org.isobar.cli.demo;

import java.util.Locale;
import org.isobar.run.ProgressEvent;
import org.isobar.run.ProgressListener;

/** Shows how a request proceeds, and adds up what all of them read. */
final class Meter implements ProgressListener {
  private final ProgressLine line;
  private String work = "";
  private String stage = "";
  private long bytes;

  Meter(ProgressLine line) {
    this.line = line;
  }

  /** Says what the requests that follow are for. */
  synchronized void begin(String newWork) {
    work = newWork;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.Planned planned -> stage = "";
      case ProgressEvent.StageStarted started -> stage = started.label();
      case ProgressEvent.TasksDone done -> line.update(work, done.done(), done.tasks(), stage);
      case ProgressEvent.TaskRetried retried -> line.say("a task runs again: " + retried.cause());
      case ProgressEvent.Resumed resumed -> {}
      case ProgressEvent.Checkpointed kept -> {}
      case ProgressEvent.Finished finished -> bytes += finished.bytesRead();
    }
  }

  /** What was read, and how fast: {@code 214 MB in 1.2 s (178 MB/s)}. */
  synchronized String summary(long nanos) {
    double rate = bytes / 1e6 / (nanos / 1e9);
    return Text.bytes(bytes)
        + " in "
        + Text.seconds(nanos)
        + String.format(Locale.ROOT, rate < 10 ? " (%.1f MB/s)" : " (%.0f MB/s)", rate);
  }
}
